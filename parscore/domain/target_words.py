"""Targets as plans word them: one clause, one target, with its comparator, its value or range and its unit.

Only figures that measure something make a target; numbers of decisions, years, levels of service and the like do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from parscore.domain.figure_words import Figure, figures, prepared
from parscore.domain.viet_text import CAPITALS, clean

Comparator = Literal[">=", ">", "<=", "<", "="]


@dataclass(frozen=True, slots=True)
class TargetReading:
    """One target: its clause as printed, what its value must be, and the words that name what is measured.

    `doubts` are the reasons to ask: several (figures in one clause), rank, about, odd_range, no_unit.
    """

    text: str
    comparator: Comparator
    value: Decimal
    range: tuple[Decimal, Decimal] | None
    unit: str
    indicator: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    comparator: Comparator
    low: Decimal
    high: Decimal | None
    unit: str
    strong: bool
    doubts: tuple[str, ...]


_LABEL = re.compile(r"^\s*(?:[-+•*–]|\(?[a-zđ]\)|[a-zđ]\.(?=\s)|\(?\d{1,2}\)|\d{1,2}(?:\.\d{1,2})*\.(?=\s))\s*")
_SENTENCE = re.compile(rf"(?<!\bTP)(?<!\bTp)\.\s+(?=[-+•–]?\s*[{CAPITALS}\d])|\s*\|\s*|\s*\n\s*(?=[-+•–]\s)")
_PIECE = re.compile(
    r"\s*,\s+(?!(?:(?:mức độ|mức)\s+)?\d\b(?!\s*%)(?=\s*(?:$|[,;.]|và\b|của\b)))"
    r"|\s+và\s+(?=(?:\S+\s+){0,3}\d)|\s+(?=trong đó\b|theo đó\b)"
    r"|\s*[:–]\s+(?=\D{0,30}\d)"
)
_LEAD = re.compile(r"^(?:(?:theo đó|trong đó|qua đó|cụ thể|đồng thời)\s*[,:]?\s*|và\s+)+", re.I)
_NEW_MEASURE = re.compile(r"(?:tỷ lệ|tỉ lệ|mức độ|số|phấn đấu|chỉ số|trong đó|theo đó|tối thiểu|ít nhất|đạt|có)\b", re.I)
_NEAR = re.compile(r"\s*(?:(?:mức|tỷ lệ|tỉ lệ|là|đạt|hoặc bằng|khoảng|từ)\s*)*")
_FAR = re.compile(r"(?:\s+[^\W\d]+){0,5}\s*")
_FAR_WORDS = {"ít nhất", "tối thiểu", "tối đa", "không quá"}
_AFTER = re.compile(r"(?:\s+[^\W\d]+){0,5}\s*")
_RANK = re.compile(r"(?:\btop|\bnhóm|\bthứ|\bhạng(?: thứ)?|\bvị trí(?: thứ)?|\bxếp hạng)\s*(?:từ\s*)?$")
_NOT_MEASURED = re.compile(
    r"(?:\b(?:khóa|lần thứ|điều|khoản|mục|đề án|tổ kiểm tra|chỉ thị|mô hình|phụ lục|số|bước|công nghiệp|nghị quyết|nghị định"
    r"|thông tư|quyết định|kế hoạch|chương|phần|loại|kỳ|quý|tháng|năm|ngày|mẫu|tcvn|iso|ngạch"
    r"|cấp độ|mức độ|mức|giai đoạn|phiên bản)|[-/.:])\s*$"
)
_NO_UNIT = re.compile(
    r"\s*(?:cấp\b|cửa\b|tại chỗ|nhà\b|không\b|tốt\b|trong \d|trụ cột|lĩnh vực\b|nội dung|nhiệm vụ|giai đoạn|tháng|quý"
    r"|năm\b|ngày|giờ làm|k\b|g\b)"
)
_UNITS = (
    r"tiêu chí|tin,? bài|sáng kiến|quy trình|thủ tục hành chính|thủ tục|tthc|dịch vụ công|dịch vụ|hồ sơ|văn bản|hội nghị"
    r"|cuộc|lớp|khóa|khoá|lần|bậc"
    r"|điểm phần trăm|điểm|phòng|đơn vị|cơ quan|mô hình|giải pháp|đề tài|lượt|buổi|chuyên mục|chuyên đề|phóng sự|bài viết|bài|tin|báo cáo"
    r"|kế hoạch|đợt|kỳ|tỷ đồng|triệu đồng|đồng|người|biên chế|xã|huyện|sở|chỉ tiêu|phần mềm|hệ thống|ngày|giờ|phút|tờ rơi|đoàn|phiên"
    r"|sản phẩm|công trình"
)
_PEOPLE = r"(?:cán bộ|công chức|viên chức|cbcc|ccvc|cb,? cc|học viên|lao động)"
_UNIT = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:(?P<unit>{_UNITS})(?!\w)|(?P<people>{_PEOPLE})|(?P<word>[^\W\d_]+))"
    r"(?P<per>\s*/\s*(?:01 )?(?:năm|quý|tháng|tuần|ngày))?"
)
_SPELT = {"một": "01", "hai": "02", "ba": "03", "bốn": "04", "năm": "05"}
_SPELT_OUT = re.compile(
    r"\b(ít nhất|tối thiểu|tối đa)((?:\s+(?:là|có|đạt))?)\s+(một|hai|ba|bốn|năm)(?=\s+[^\W\d]+)(?!\s+(?:cửa|20\d\d))", re.I
)
_ROSE = re.compile(r"\btừ\s*\d[\d.,]*\s*(?:%|(?:điểm|bậc|hạng)\b)?\s*(?:lên|xuống)(?: còn| đến| tới)?", re.I)
_OF_SO_MANY = re.compile(r"(?<=\d)\s+trong\s+(?:tổng\s+)?(?:số\s+)?\d+(?=\s+[^\W\d])", re.I)
_LEADING = re.compile(r"\b(?:trong|vào|thuộc) nhóm (?=\d+ (?:tỉnh|địa phương|sở|đơn vị|cơ quan|thành))", re.I)
_OUT_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*/\s*(?:100|10)\s*(?=điểm)")
_ABOUT = re.compile(r"\b(?:khoảng|gần|xấp xỉ|cận)\s*$")


def read_targets(text: str) -> tuple[TargetReading, ...]:
    """The targets of a sentence or cell, in order; a clause that measures nothing belongs to the target before it, or gives none."""
    found: list[TargetReading] = []
    for sentence in _SENTENCE.split(text.replace("*", "")):
        in_sentence: list[TargetReading] = []
        for clause in re.split(r"\s*;\s*", _LABEL.sub("", clean(sentence))):
            targets = [one for part in _parts(clause) for one in _target(part)]
            if clause and in_sentence and not targets:
                in_sentence[-1] = replace(in_sentence[-1], text=f"{in_sentence[-1].text}; {clause}")
            in_sentence += targets
        found += in_sentence
    return tuple(found)


def _parts(clause: str) -> Iterator[str]:
    """A clause cut so that each part measures one thing, where commas and "và" allow it."""
    cuts = [0, *(cut.start() for cut in _PIECE.finditer(clause)), len(clause)]
    pieces = [clause[low:high] for low, high in zip(cuts, cuts[1:], strict=False)]
    measures = [_strong(piece) for piece in pieces]
    if not any(measures):
        measures = [bool(_measured(piece)) for piece in pieces]
    start = 0
    for at, piece in enumerate(pieces):
        begins = measures[at] or (_NEW_MEASURE.match(piece.lstrip(" ,:–")) and any(measures[at:]))
        if begins and any(measures[start:at]):
            yield "".join(pieces[start:at])
            start = at
    yield "".join(pieces[start:])


def _strong(piece: str) -> bool:
    return any(found.strong for found in _measured(piece))


def _target(part: str) -> Iterator[TargetReading]:
    said = _LEAD.sub("", part.strip(" ,;:–")).strip()
    found = _measured(said)
    strong = [each for each in found if each.strong]
    kept = strong or found
    if not kept:
        return
    one = kept[0]
    doubts = one.doubts if len(kept) == 1 else (*one.doubts, "several")
    span = None if one.high is None else (one.low, one.high)
    yield TargetReading(said, one.comparator, one.low, span, one.unit, _indicator(said), doubts)


def _indicator(said: str) -> str:
    """What is measured: the words without the figures and what belongs to them."""
    hidden = _NAMES.sub(lambda kept: kept[0].translate(_HIDDEN), said)
    return clean(_VALUE.sub(" ", hidden).translate(_SHOWN)).strip(" ,;.:-–")


_NAMES = re.compile(r"\b\w*/[\w/-]+|\b(?:mức độ|năm|số)\s+\d+(?:\s*(?:,|và)\s*\d+)*", re.I)
_VALUE = re.compile(
    r"(?:\b(?:đạt|phấn đấu(?: đạt)?|tối thiểu|ít nhất|tối đa|không quá|trên|dưới|từ"
    r"|hơn)\s*)*(?<!\w)\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*%?"
    r"(?:\s*trở (?:lên|xuống))?",
    re.I,
)
_HIDDEN = {ord(str(digit)): 0xE000 + digit for digit in range(10)}
_SHOWN = {0xE000 + digit: str(digit) for digit in range(10)}


def _measured(piece: str) -> list[_Found]:
    spelt = _SPELT_OUT.sub(lambda words: f"{words[1]}{words[2]} {_SPELT[words[3].lower()]}", _OF_SO_MANY.sub("", _ROSE.sub("đạt", piece)))
    plain = prepared(_LEADING.sub("trong top ", _OUT_OF.sub(r"\1 ", spelt)))
    marks = figures(plain)
    found: list[_Found] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        at += 1
        if mark.kind != "num" or mark.value is None:
            continue
        high = _range_end(plain, marks, at - 1)
        one = _one(plain, marks, at - 1, high)
        if high is not None:
            at += 2
        if one is not None:
            found.append(one)
    return found


def _range_end(plain: str, marks: list[Figure], at: int) -> int | None:
    """The place of the second figure of "03-05" or "từ 80% đến 90%"."""
    if at + 2 >= len(marks) or marks[at + 1].kind != "to" or marks[at + 2].kind != "num":
        return None
    link, end = marks[at + 1], marks[at + 2]
    between = plain[marks[at].end : link.start] + plain[link.end : end.start]
    return at + 2 if not between.strip() and not (marks[at].percent and not end.percent) else None


def _one(plain: str, marks: list[Figure], at: int, high: int | None) -> _Found | None:
    mark, last = marks[at], marks[at if high is None else high]
    before, after = plain[: mark.start], plain[last.end :]
    percent = last.percent
    rank = bool(_RANK.search(before)) and not percent
    if not percent and not rank and (_NOT_MEASURED.search(before) or _NO_UNIT.match(after)):
        return None
    unit = "%" if percent else _unit(after)
    if not unit:
        return None
    comparator, said = _comparator(plain, marks, at, last)
    doubts = ["rank"] * rank + ["about"] * bool(_ABOUT.search(before))
    value = mark.value or Decimal(0)
    if high is not None and (last.value or 0) < value:
        doubts.append("odd_range")
    if rank:
        comparator, unit = "<=", "hạng"
    return _Found(comparator, value, None if high is None else last.value, unit, percent or said or rank, tuple(doubts))


def _unit(after: str) -> str:
    found = _UNIT.match(after)
    if not found:
        return ""
    per = clean(found["per"] or "").replace(" ", "")
    return ("người" if found["people"] else found["unit"] or found["word"]) + per


def _comparator(plain: str, marks: list[Figure], at: int, last: Figure) -> tuple[Comparator, bool]:
    """How the value is to be compared, and whether words say so."""
    following = next((mark for mark in marks if mark.start >= last.end), None)
    if following and following.kind in {"up", "down"} and _AFTER.fullmatch(plain[last.end : following.start]):
        return (">=" if following.kind == "up" else "<="), True
    if at == 0:
        return "=", False
    word = marks[at - 1]
    between = plain[word.end : marks[at].start]
    far = plain[word.start : word.end] in _FAR_WORDS and _FAR.fullmatch(between)
    if not (_NEAR.fullmatch(between) or far):
        return "=", False
    ranged = last is not marks[at]
    signs: dict[str, Comparator] = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
    if word.kind not in signs or (ranged and plain[word.start : word.end] == "từ"):
        return "=", ranged
    return signs[word.kind], True
