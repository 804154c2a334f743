"""Deadlines as people write them, read into milestones that each keep their own words.

Nothing is guessed: what was not read, or read with a reason to look again, stands in `doubts`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from parscore.domain.deadline_words import RANGE, Bound, Moment, bound_before, first_day, joined_by, last_day, moments, other_year
from parscore.domain.undated_words import ALWAYS, EVENT, ORDERED, PERIODS, YEARLY
from parscore.domain.viet_text import CAPITALS, clean

DeadlineKind = Literal["date", "month", "quarter", "year", "ongoing", "as_instructed", "mixed", "unspecified"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """One part of a deadline: when, in the words of the plan, and what is done by then."""

    kind: DeadlineKind
    words: str
    values: tuple[str, ...] = ()
    is_range: bool = False
    bound: Bound = "in"

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None where no day follows from the words."""
        if not self.values or self.bound == "from":
            return None
        return first_day(self.values[-1]) - timedelta(days=1) if self.bound == "before" else last_day(self.values[-1])


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time as printed: its kind, its values in reading order, and its parts.

    `before` is true of "trước …" and "chậm nhất …". `doubts` are the reasons to ask: unread, bad_date, vague, start_only, range_year,
    range_kinds, relative_year, in_brackets, report_period, time_left.
    """

    kind: DeadlineKind
    values: tuple[str, ...] = ()
    is_range: bool = False
    before: bool = False
    words: str = ""
    milestones: tuple[Milestone, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """One word of time in its sentence."""

    kind: DeadlineKind
    start: int
    end: int
    values: tuple[str, ...] = ()
    is_range: bool = False
    bound: Bound = "in"
    doubts: tuple[str, ...] = ()
    loose: bool = False


_NO_BRACKETS = {ord(sign): " " for sign in "()[]"}
_NOTES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CODES = (
    r"(?:số\s*:?\s*)?\d+[a-z]?\s?(?:/\s?20\d\d\s?)?[/-]\s?[A-ZĐ]{2,}[\w/.-]*|số\s*:?\s*\d+(?:/\d+)*"
    r"|(?<![Nn]gày )(?<![Tt]rước )24/(?:7|24)(?![/\d])|(?:ISO|TCVN)(?:\s+ISO)?\s*\d+(?::\d{4}|-\d{4})?"
)
_DAY = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_CITED = re.compile(rf"(?:{_CODES})(?:\s+của\s+(?:(?!\b(?:trước|chậm|đến|hạn)\b)[^,;.:]){{1,60}}?)?(?:,?\s*(?<!trước )ngày\s+{_DAY})?")
_HARD = re.compile(r"\s*(?:;|\||\.(?=\s|$))\s*(?:[-+•*]\s+)?|^\s*[-+•*]\s+")
_LINES = re.compile(rf"\s*\n\s*(?=[-+•*]|[{CAPITALS}](?![{CAPITALS}]))")
_SOFT = re.compile(r",\s+|,(?=[^\d\s])|\s+(?:và|đồng thời|rồi|sau đó)\s+|\s+-\s+(?=\D)")

_YEAR_MAY_STAND = re.compile(
    r"(?:^|[,:–-]|\b(?:trong|vào|đến|tới|hết|trước|từ|cả|đầu|cuối|giữa|hoàn thành|thực hiện|ban hành|xong|trình|suốt|và|là"
    r"|thời gian|hạn))\s*$",
    re.I,
)
_REPORT = re.compile(r"\bbáo cáo(?:\s+(?!vào|trong|trước|đến|chậm|hạn|UBND|Sở|Bộ)\w+){0,3}\s*$", re.I)
_VAGUE = re.compile(r"\b(?:đầu|cuối|giữa)\s*$", re.I)
_LEFT = re.compile(r"(?<![\w/])\d{1,2}/\d|\b(?:tháng|quý|ngày)\s+\d|(?<!\d)20\d\d(?!\d)", re.I)


def read_deadline(text: str, plan_year: int) -> Deadline:
    """What a printed time means; a year that is not printed is the plan's."""
    words = clean(_LINES.sub(" | ", text.replace("*", " ") if "**" in text else text))
    if not words.strip(" .;:-–…|/"):
        return Deadline("unspecified")
    bare = _NOTES.sub(_blank, words)
    plain = _CITED.sub(_blank, bare if re.search(r"\w", bare) else words.translate(_NO_BRACKETS))
    milestones: list[Milestone] = []
    doubts: list[str] = ["in_brackets"] * any(_tells_time(note) for note in _NOTES.findall(words) if bare.strip())
    for start, end in _parts(plain, _HARD):
        marks = _marks(plain, start, end, plan_year)
        doubts += [doubt for mark in marks for doubt in mark.doubts] + _left_over(plain, start, end, marks)
        milestones += _milestones(words, plain, start, end, marks)
    return _whole(words, milestones, doubts)


def _tells_time(note: str) -> bool:
    """Whether a note in brackets, which is not read, says a time too."""
    plain = _CITED.sub(_blank, note)
    return bool(ALWAYS.search(plain)) or any(each.unit != "year" for each in moments(plain))


def _blank(found: "re.Match[str]") -> str:
    return " " * len(found[0])


def _whole(words: str, milestones: list[Milestone], doubts: list[str]) -> Deadline:
    timed = [each for each in milestones if each.kind != "unspecified"]
    kinds = {each.kind for each in timed}
    kind: DeadlineKind = "mixed" if len(kinds) > 1 else next(iter(kinds), "unspecified")
    if not timed:
        doubts = [*doubts, "unread"]
    dated = [each for each in timed if each.values]
    return Deadline(
        kind,
        tuple(dict.fromkeys(value for each in timed for value in each.values)),
        len(dated) == 1 and dated[0].is_range,
        any(each.bound in {"before", "by"} for each in dated),
        words,
        tuple(milestones),
        tuple(dict.fromkeys(doubts)),
    )


def _parts(text: str, cut: "re.Pattern[str]", start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The stretches between cuts that hold a word."""
    end = len(text) if end is None else end
    at = start
    for found in [*cut.finditer(text, start, end), None]:
        stop = found.start() if found else end
        if re.search(r"\w", text[at:stop]):
            yield at, stop
        at = found.end() if found else end


def _marks(plain: str, start: int, end: int, plan_year: int) -> list[_Mark]:
    """The words of time in one part, in order, each stretch of text read once."""
    orders = [_order(plain, found, end) for found in ORDERED.finditer(plain, start, end)]
    events = [_order(plain, found, end) for found in EVENT.finditer(plain, start, end)]
    always = [_Mark("ongoing", *found.span()) for found in ALWAYS.finditer(plain, start, end)]
    periods = [_Mark("ongoing", *found.span(), loose=True) for found in PERIODS.finditer(plain, start, end)]
    dated = _dated(plain, start, end, plan_year, [*orders, *events])
    loose = [mark for mark in [*always, *periods] if not any(_inside(mark, one) for one in dated)]
    dated = [mark for mark in dated if mark.kind != "year" or not _absorbed(plain, start, mark, loose)]
    plain_orders = [_Mark("as_instructed", found.start, found.start + 4, loose=True) for found in orders]
    plain_events = [_Mark("as_instructed", found.start, found.start + 4) for found in events]
    return sorted([*dated, *loose, *plain_orders, *plain_events], key=lambda mark: mark.start)


def _order(plain: str, found: "re.Match[str]", end: int) -> _Mark:
    """An instruction or event with all the words that belong to it."""
    cut = _SOFT.search(plain, found.end(), end)
    return _Mark("as_instructed", found.start(), cut.start() if cut else end)


def _inside(mark: _Mark, other: _Mark) -> bool:
    return other.start <= mark.start < other.end


def _absorbed(plain: str, start: int, year: _Mark, loose: Iterable[_Mark]) -> bool:
    """Whether a year only says how long something goes on: "thường xuyên trong năm 2021"."""
    for mark in loose:
        if plain.startswith("các năm", mark.start):
            continue
        low, high = (mark.end, year.start) if mark.start < year.start else (year.end, mark.start)
        between = plain[low:high]
        if not _SOFT.search(between) or not re.search(r"\w", re.sub(r"\b(?:trong|và|cả)\b", "", between)):
            return True
    return False


def _dated(plain: str, start: int, end: int, plan_year: int, orders: list[_Mark]) -> list[_Mark]:
    found = [each for each in moments(plain[:end]) if each.start >= start]
    groups: list[list[Moment]] = []
    for each in found:
        if each.unit == "year" and not _stands(plain, start, each, orders):
            continue
        if groups and joined_by(plain, groups[-1][-1], each):
            groups[-1].append(each)
        else:
            groups.append([each])
    marks = _across([_group(plain, start, group, plan_year) for group in groups], plain)
    return [mark for at, mark in enumerate(marks) if not _names_report(plain, start, mark, marks[at + 1 :])]


def _across(marks: list[_Mark], plain: str) -> list[_Mark]:
    """Ends of a range told in different kinds ("từ tháng 3 đến quý IV"): kept apart, with a doubt."""
    for at, (one, other) in enumerate(zip(marks, marks[1:], strict=False)):
        if RANGE.fullmatch(plain[one.end : other.start]):
            marks[at] = replace(one, bound="from", doubts=("range_kinds",))
            marks[at + 1] = replace(other, bound="in", doubts=(*other.doubts, "range_kinds"))
    return marks


def _stands(plain: str, start: int, year: Moment, orders: list[_Mark]) -> bool:
    """Whether a year is a time, and no part of a name ("Kế hoạch CCHC năm 2021") or of an instruction."""
    if any(mark.start <= year.start < mark.end for mark in orders):
        return False
    return bool(_YEAR_MAY_STAND.search(plain[start : year.start]))


def _names_report(plain: str, start: int, mark: _Mark, later: list[_Mark]) -> bool:
    """Whether "quý I" names a report that has a date of its own: "Báo cáo quý I: Trước ngày 03/3/2022"."""
    if mark.kind not in {"quarter", "month", "year"} or not later or not _REPORT.search(plain[start : mark.start]):
        return False
    return not _SOFT.search(plain[mark.end : later[0].start].rstrip(" ,")) and not mark.is_range


def _group(plain: str, start: int, group: list[Moment], plan_year: int) -> _Mark:
    """Neighbouring stretches of time as one mark; a year printed once counts for those beside it."""
    links = [joined_by(plain, one, other) for one, other in zip(group, group[1:], strict=False)]
    ends = [(each, each.last) if each.last else (each,) for each in group]
    flat = [one for pair in ends for one in pair]
    off, stop = other_year(plain, group[-1].end)
    years, doubts = _years(flat, plan_year + off, ranged="to" in links or bool(group[0].last))
    values = [each.value(year) for each, year in zip(flat, years, strict=True)]
    doubts += ["relative_year"] * bool(off) + [doubt for each in flat for doubt in each.doubts]
    is_range = len(values) == 2 and ("to" in links or bool(group[0].last))
    if "to" in links and not is_range:
        doubts.append("range_kinds")
    bad = "bad_date" in doubts
    bound: Bound = "in" if is_range else bound_before(plain[start:], group[0].start - start)
    before = plain[start : group[0].start]
    if bound == "from":
        doubts.append("start_only")
    if _VAGUE.search(before) and group[0].unit == "year":
        doubts.append("vague")
    if bound == "in" and group[0].unit in {"quarter", "month"} and _REPORT.search(before):
        doubts.append("report_period")
    tail = YEARLY.match(plain, group[-1].end)
    stop = tail.end() if tail else stop
    kept = () if bad else tuple(dict.fromkeys(values))
    return _Mark(group[0].unit, group[0].start, stop, kept, is_range and not bad, bound, tuple(doubts))


def _years(flat: list[Moment], plan_year: int, *, ranged: bool) -> tuple[list[int], list[str]]:
    """The year of each stretch: its own, else that of the next one that prints it, else of the one before, else the plan's."""
    years: list[int] = []
    for at, each in enumerate(flat):
        later = next((one.year for one in flat[at:] if one.year), None)
        years.append(each.year or later or (years[-1] if years else plan_year))
    order = [(year, each.number, each.day) for year, each in zip(years, flat, strict=True)]
    if not ranged or order == sorted(order):
        return years, []
    if len(flat) == 2 and not (flat[0].year and flat[1].year):
        years = [years[1] - 1, years[1]] if flat[1].year else [years[0], years[0] + 1]
    return years, ["range_year"]


def _left_over(plain: str, start: int, end: int, marks: list[_Mark]) -> list[str]:
    """A doubt where figures that look like a time were read by nothing."""
    rest = list(plain[start:end])
    for mark in marks:
        for at in range(mark.start - start, mark.end - start):
            rest[at] = " "
    left = _LEFT.search("".join(rest))
    if left is None or (left[0].startswith("20") and marks):
        return []
    periodic = any(mark.kind == "ongoing" for mark in marks) and left[0].lower().startswith("ngày")
    return [] if periodic else ["time_left"]


def _milestones(words: str, plain: str, start: int, end: int, marks: list[_Mark]) -> Iterator[Milestone]:
    """One milestone a clause and kind; a part without any word of time is kept as untimed."""
    if not marks:
        yield Milestone("unspecified", _said(words, start, end))
        return
    for low, high, inside in _clauses(plain, start, end, marks):
        said = _said(words, low, high)
        for mark in _telling(inside):
            yield Milestone(mark.kind, said, mark.values, mark.is_range, mark.bound)


def _said(words: str, start: int, end: int) -> str:
    return words[start:end].strip(" ,;:|").removeprefix("và ")


def _clauses(plain: str, start: int, end: int, marks: list[_Mark]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """The part cut so that each clause holds one word of time, where commas and "và" allow it."""
    low, inside = start, [marks[0]]
    for one, other in zip(marks, marks[1:], strict=False):
        cuts = list(_SOFT.finditer(plain, one.end, other.start)) if other.start > one.end else []
        if not cuts:
            inside.append(other)
            continue
        time_first = not re.search(r"\w{2}", plain[low : one.start])
        cut = cuts[-1] if time_first else cuts[0]
        yield low, cut.start(), inside
        low, inside = cut.end(), [other]
    yield low, end, inside


def _telling(inside: list[_Mark]) -> list[_Mark]:
    """Which words of time of one clause say when: a date beats "theo quy định", which beats "định kỳ"."""
    dated = [mark for mark in inside if mark.kind not in {"ongoing", "as_instructed"}]
    ordered = [mark for mark in inside if mark.kind == "as_instructed"]
    kept = [mark for mark in inside if not (dated and mark.kind == "as_instructed" and mark.loose)]
    if ordered:
        kept = [mark for mark in kept if not (mark.kind == "ongoing" and mark.loose)]
    seen: dict[tuple[str, tuple[str, ...]], _Mark] = {}
    for mark in kept:
        seen.setdefault((mark.kind, mark.values), mark)
    return list(seen.values())
