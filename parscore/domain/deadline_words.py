"""The words of time in a plan's sentence: days, months, quarters and years, what goes on all year, what waits for others."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Unit = Literal["date", "month", "quarter", "year"]
Bound = Literal["in", "before", "by", "from"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time as printed, with its place in the sentence; without a printed year `year` is None."""

    unit: Unit
    start: int
    end: int
    year: int | None
    number: int = 0
    day: int = 0
    last: "Moment | None" = None
    doubts: tuple[str, ...] = ()

    def value(self, plan_year: int) -> str:
        """The moment in the form that is stored: "2021-12-05", "2021-03", "2021-Q1", "2021"."""
        year = self.year or plan_year
        forms = {
            "date": f"{year}-{self.number:02d}-{self.day:02d}",
            "month": f"{year}-{self.number:02d}",
            "quarter": f"{year}-Q{self.number}",
        }
        return forms.get(self.unit, str(year))


_YEAR = r"20\d\d(?!\d)"
_WITH_YEAR = rf"(?:\s*(?:[/.,-]\s*)?(?:(?:trong |của )?năm\s*)?(?P<{{name}}>{_YEAR}))?"
_QUARTER = r"(?:IV|III|II|I|0?[1-4])(?!\w)"
_SHORT_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_DAYS = r"(?P<from_day>\d{1,2})\s*(?:-|–|đến(?: ngày)?|tới(?: ngày)?)\s*"
_ATOM = re.compile(
    "|".join(
        [
            rf"(?<![\w/.])(?:ngày\s*)?(?:{_DAYS})?(?P<d1>\d{{1,2}})\s?(?P<s1>[/.-])\s?(?P<m1>\d{{1,2}})\s?(?P=s1)\s?(?P<y1>{_YEAR}|\d\d(?![\d/.]))",
            rf"(?:ngày\s+|(?<![\w/.])(?=\d+\s+tháng\s+\d+\s+năm\s+{_YEAR}))(?P<d2>\d{{1,2}})\s+tháng\s+(?P<m2>\d{{1,2}})(?!\d){_WITH_YEAR.format(name='y2')}",
            rf"(?<![\w/.-])(?P<m6>\d{{1,2}})\s?-\s?(?P<n6>\d{{1,2}})\s?/\s?(?P<y6>{_YEAR})(?!\s?/)",
            rf"(?<![\w/.])(?:tháng\s*|T\.?\s?)?(?P<m3>\d{{1,2}})\s?/\s?(?P<y3>{_YEAR})(?!\s?/)",
            rf"(?:(?<!\d )|(?<=tuần \d ))(?<!\w)(?<!mỗi )(?<!hàng )(?<!hằng )(?<!từng )(?:tháng\s*"
            rf"|T\.?(?=\d))(?P<m4>\d{{1,2}})(?!\d|\s?/\s?\d{{1,2}}(?!\d))"
            rf"{_WITH_YEAR.format(name='y4')}",
            rf"(?<![\w/.,])(?:ngày\s*)?(?:(?P<from_day5>\d{{1,2}})\s*(?:-|–|đến(?: ngày)?)\s*)?"
            r"(?P<d5>\d{1,2})/(?P<m5>\d{1,2})(?![\d/]|\.\d|\s*%)"
            rf"(?:\s+năm\s+(?P<y5>{_YEAR}))?",
            rf"(?<!\w)(?<!mỗi )(?<!hàng )(?<!hằng )(?<!từng )(?:qu[ýíy]|qúy|qúi"
            rf"|Q)\s*\.?\s*(?P<q>{_QUARTER}){_WITH_YEAR.format(name='yq')}",
            rf"(?:(?P<half>0?6|sáu|0?3|ba|0?9|chín) tháng|(?P<mid>nửa)) (?P<side>đầu|cuối)(?: của)? năm(?:\s*(?P<yh>{_YEAR}))?",
            rf"(?:năm|giai đoạn|nhiệm kỳ)\s*(?P<ya>{_YEAR})(?:\s*(?:-|–|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?(?P<yb>{_YEAR}))?",
            rf"^\W*(?P<only>{_YEAR})(?:\s*[-–]\s*(?P<until>{_YEAR}))?\W*$",
            r"(?P<this>(?:(?<=trong )|(?<=cả )|(?<=đầu )|(?<=cuối )|(?<=giữa )|(?<=hết ))năm(?! \w* ?20\d\d)(?! nay \w)(?!\w)(?: nay)?)",
        ]
    ),
    re.I,
)
_NEXT = {
    "month": re.compile(
        rf"\s*(?P<by>,|và|&|\+|-|–|đến|tới)\s*(?P<n>0?[1-9]|1[0-2])(?!\d)(?:\s*/\s*(?P<y>{_YEAR})|\s+năm\s+(?P<z>{_YEAR}))?"
        r"(?=\s*(?:[,;:)|]|\.(?!\d)|$|-|–|(?:và|hàng|hằng|đến|tới)\b))",
        re.I,
    ),
    "quarter": re.compile(rf"\s*(?P<by>,|và|&|\+|-|–|đến|tới)\s*(?P<n>{_QUARTER}){_WITH_YEAR.format(name='y')}(?P<z>(?!x)x)?", re.I),
}
RANGE = re.compile(r"\s*(?:-|–|—|→|÷|đến|tới)\s*(?:hết\s*)?(?:cuối\s*)?", re.I)
_AND = re.compile(r"\s*(?:,|và|&|\+|hoặc|,\s*và)\s*(?:đến |trước |vào |trong |ngày |hết |chậm nhất )*", re.I)


def moments(text: str) -> list[Moment]:
    """Every stretch of time, in order; what follows one as a bare number ("Quý II, III") is one of its own."""
    found: list[Moment] = []
    at = 0
    while atom := _ATOM.search(text, at):
        found.append(_moment(atom))
        at = atom.end()
        further = _NEXT.get(found[-1].unit)
        while further and found[-1].last is None and (one := further.match(text, at)):
            year = one["y"] or one["z"]
            found.append(Moment(found[-1].unit, one.start("n"), one.end(), int(year) if year else None, _number(one["n"])))
            at = one.end()
    return found


def _moment(atom: "re.Match[str]") -> Moment:
    start, end = atom.span()
    for day, month, year, first in (("d1", "m1", "y1", "from_day"), ("d2", "m2", "y2", ""), ("d5", "m5", "y5", "from_day5")):
        if atom[day]:
            made = _dated(start, end, atom[day], atom[month], atom[year])
            since = atom[first] if first else None
            return replace(_dated(start, end, since, atom[month], atom[year]), last=made) if since else made
    if atom["m6"]:
        return _bare_months(atom)
    for month, year in (("m3", "y3"), ("m4", "y4")):
        if atom[month]:
            number = int(atom[month])
            return Moment("month", start, end, _year(atom[year]), number, doubts=() if 1 <= number <= 12 else ("bad_date",))
    if atom["q"]:
        return Moment("quarter", start, end, _year(atom["yq"]), _number(atom["q"]))
    if atom["side"]:
        return _part_of_year(atom)
    first_year = Moment("year", start, end, _year(atom["ya"] or atom["only"]))
    until = _year(atom["yb"] or atom["until"])
    return replace(first_year, last=Moment("year", start, end, until)) if until else first_year


def _dated(start: int, end: int, day: str, month: str, year: str | None) -> Moment:
    made = Moment("date", start, end, _year(year), int(month), int(day))
    try:
        date(made.year or 2024, made.number, made.day)
    except ValueError:
        return replace(made, doubts=("bad_date",))
    return made


def _bare_months(atom: "re.Match[str]") -> Moment:
    """Months without the word for them, as in "01-12/2022": most likely, to be looked at."""
    start, end, year = atom.start(), atom.end(), _year(atom["y6"])
    low, high = int(atom["m6"]), int(atom["n6"])
    doubts = ("vague",) if 1 <= low <= 12 and 1 <= high <= 12 else ("bad_date",)
    return Moment("month", start, end, year, low, last=Moment("month", start, end, year, high), doubts=doubts)


def _part_of_year(atom: "re.Match[str]") -> Moment:
    start, end, year = atom.start(), atom.end(), _year(atom["yh"])
    count = {"ba": 3, "sáu": 6, "chín": 9}.get((atom["half"] or "6").lower()) or int(atom["half"] or 6)
    low, high = (1, count) if atom["side"].lower() == "đầu" else (13 - count, 12)
    return Moment("month", start, end, year, low, last=Moment("month", start, end, year, high))


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def _number(text: str) -> int:
    return _SHORT_QUARTERS.get(text.upper()) or int(text)


def joined_by(text: str, one: Moment, other: Moment) -> Literal["to", "and", ""]:
    """How two neighbours hang together: as the ends of a range, as a list, or not at all."""
    between = text[one.end : other.start]
    if one.unit != other.unit or one.last or other.last:
        return ""
    if RANGE.fullmatch(between):
        return "to"
    return "and" if _AND.fullmatch(between) else ""


_BOUNDS: tuple[tuple[Bound, "re.Pattern[str]"], ...] = (
    ("before", re.compile(r"\btrước(?:\s+(?:ngày|hết|cuối|thời điểm|mốc))*\s*$", re.I)),
    (
        "by",
        re.compile(
            r"(?:\b(?:chậm nhất|muộn nhất|không quá|không muộn hơn|hạn cuối|hạn chót|đến hết|đến|tới|hết|xong)\b"
            r"|(?<!thời )(?<!đúng )\bhạn)(?:\s+(?:là|vào|trong|ngày|hết|cuối|tháng))*\s*:?\s*$",
            re.I,
        ),
    ),
    ("from", re.compile(r"\b(?:từ|sau)(?:\s+(?:ngày|đầu|cuối))*\s*$", re.I)),
)


def bound_before(text: str, start: int) -> Bound:
    """What stands before a stretch of time: "trước", "chậm nhất", "từ", or nothing of the kind."""
    return next((name for name, words in _BOUNDS if words.search(text[:start])), "in")


def first_day(value: str) -> date:
    """The first day of a stored value."""
    if len(value) == 7 and value[5] == "Q":
        return date(int(value[:4]), 3 * int(value[6]) - 2, 1)
    year, month, day = [*(int(part) for part in value.split("-")), 1, 1][:3]
    return date(year, month, day)


def last_day(value: str) -> date:
    """The last day of a stored value."""
    start = first_day(value)
    if value.count("-") == 2:
        return start
    months = {4: 12}.get(len(value), 3 if "Q" in value else 1)
    month = start.month + months
    return date(start.year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)


_OTHER_YEAR = re.compile(r"\s*(?:của )?năm (?:(?P<next>sau|tới|kế tiếp|tiếp theo)|(?P<past>trước|ngoái))(?!\w)", re.I)


def other_year(text: str, end: int) -> tuple[int, int]:
    """How many years off a stretch of time is that is followed by "năm sau" or "năm trước", and where these words end."""
    found = _OTHER_YEAR.match(text, end)
    return (0, end) if found is None else (1 if found["next"] else -1, found.end())
