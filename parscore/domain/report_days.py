"""When reports are to be sent, out of the sentences of a plan that stand outside its tasks."""

import re
from collections.abc import Iterator

from parscore.domain.deadlines import read_deadline
from parscore.domain.plan_draft import ReportDeadline

_SENTENCE = re.compile(r"(?<=[^\d\W])[.;]\s+|(?<=\))[.;]\s+|;\s+|\.\s+(?=[A-ZĐÀ-Ỹ])")
_DUE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn cuối|đến hết|hoàn thành)(?:\s+(?:là|vào|trong|ngày))*\s+"
    r"\d{1,2}\s*(?:[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?|tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)",
    re.IGNORECASE,
)
_SENT = re.compile(r"báo cáo|gửi|đề xuất|tổng hợp", re.IGNORECASE)
_RECURS = re.compile(r"định kỳ\s+(?:[^,.;]{0,20}\s)?(?:quý|tháng|năm)|(?:hàng|hằng)\s+(?:quý|tháng)", re.IGNORECASE)
_QUARTER = re.compile(r"quý\s+(IV|III|II|I|[1-4])\b", re.IGNORECASE)
_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_HALF = re.compile(r"(?:0?6|sáu) tháng", re.IGNORECASE)
_NINE = re.compile(r"(?:0?9|chín) tháng", re.IGNORECASE)
_MONTHLY = re.compile(r"(?:hàng|hằng) tháng", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\b(?!\s+\d)|\bnăm 20\d\d\s*:", re.IGNORECASE)
_EDGES = " :,–-("


def reports_in(text: str, year: int, where: str) -> Iterator[ReportDeadline]:
    """Each sentence that says by which day, or how often, something is reported."""
    for sentence in _SENTENCE.split(text):
        if not _SENT.search(sentence):
            continue
        due = _DUE.search(sentence)
        if due is not None:
            name = sentence[: due.start()].strip(_EDGES)
            read = read_deadline(due[0], year)
            day = read.values[0] if read.kind == "date" and len(read.values) == 1 else None
            yield ReportDeadline(name or sentence, _one_period(name), day, day is not None, sentence.strip(), where)
        elif _RECURS.search(sentence) and re.search(r"báo cáo", sentence, re.IGNORECASE):
            yield ReportDeadline(sentence.strip(), _periods(sentence), None, False, sentence.strip(), where)


def _one_period(name: str) -> str:
    quarter = _QUARTER.search(name)
    if quarter:
        return f"Q{_NUMBERS.get(quarter[1].upper(), quarter[1])}"
    if _HALF.search(name):
        return "H1"
    return "9M" if _NINE.search(name) else "Y" if _YEAR.search(name) else ""


def _periods(sentence: str) -> str:
    """How often: each month, quarter, half a year, year."""
    found = _RECURS.search(sentence)
    rest = sentence[found.start() :] if found else sentence
    often = (("M", _MONTHLY), ("Q", re.compile(r"\bquý\b", re.IGNORECASE)), ("H", _HALF), ("Y", _YEAR))
    return ",".join(sign for sign, words in often if words.search(rest))
