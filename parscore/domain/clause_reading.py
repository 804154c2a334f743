"""Clauses that leave criteria out, as people write them ("bỏ lĩnh vực 3, 7.3, 7.5"), read into the codes that they name.

Words decide, and what they do not decide is told: an exception ("trừ 3.2" behind a list), a stretch ("3.1 đến 3.4") or "7,5", which is
two codes to one reader and one to another, are never settled here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from parscore.domain.findings import Finding
from parscore.domain.viet_text import clean

Word = Literal["field", "criterion", ""]

_VERB = re.compile(
    r"\b(?:(?:được\s+)?(?:không\s+(?:phải\s+)?(?:tự\s+)?(?:chấm|tính|đánh\s+giá|áp\s+dụng|xét)(?:\s+(?:chấm|điểm|đánh\s+giá)\b)*"
    r"|miễn(?:\s+(?:chấm|đánh\s+giá))?(?:\s+điểm)?|loại\s+trừ|loại\s+bỏ|loại|bỏ\s+qua|bỏ|trừ))(?:\s+(?:ra|đi|đối\s+với|với)\b)*(?!\w)",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"\b(?:không\s+(?:được\s+)?(?:bỏ|trừ|loại|miễn)|ngoại\s+trừ|trừ\s+trường\s+hợp|chỉ(?!\s+(?:số|tiêu|đạo))|vẫn|giữ|nhưng|còn)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(r"trừ|loại\s+trừ", re.IGNORECASE)
_POINTS = re.compile(r"\(\s*(?:tối\s+đa\s+)?[0-9]+(?:[.,][0-9]+)?\s*(?:điểm|đ)\s*\)", re.IGNORECASE)
_NAME = re.compile(r"\([^()0-9]*\)")
_BETWEEN = re.compile(r"\s*(?:[,;]|\bvà\b|\bcùng\b(?:\s+với\b)?|\bvới\b)\s*", re.IGNORECASE)
_PIECE = re.compile(
    r"(?P<from>từ\s+)?(?:(?:các|những|toàn\s+bộ|cả|tất\s+cả)\s+)*"
    r"(?:(?P<word>lĩnh\s+vực|tiêu\s+chí\s+thành\s+phần|tiêu\s+chí|chỉ\s+số\s+thành\s+phần|chỉ\s+số|tctp|tc|mục|phần|nội\s+dung)[\s:]+(?:số\s+)?)?"
    r"(?P<code>[^\s():,;]+?)[.)]*(?=$|[\s(:,;])(?P<rest>.*)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]+(?:\.[0-9]{1,3})*")
_STRETCH = re.compile(r"(?P<first>[0-9IVXLC][0-9.]*)\s*(?:[-–—]|đến|tới)\s*(?:\D*\s)?(?P<last>[0-9IVXLC][0-9.]*)", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–—]|đến|tới)\s*(?:[^\W\d]+\s+)*(?P<last>[0-9IVXLC][0-9.]*)", re.IGNORECASE)
_COMMA = re.compile(r"(?<![0-9.])(?=([0-9]{1,2},[0-9]{1,2})(?![0-9]|\.[0-9]))")
_COUNTED = re.compile(r"(?:điểm|lĩnh\s+vực|tiêu\s+chí|tctp|tc|mục|phần|nội\s+dung)\b", re.IGNORECASE)
_REASON = re.compile(r"\(?(?:do|vì|theo|căn\s+cứ|tại|của|như|quy\s+định|thuộc)\b", re.IGNORECASE)
_OF: dict[str, Word] = {"lĩnh vực": "field", "mục": "", "phần": "", "nội dung": ""}


@dataclass(frozen=True, slots=True)
class Named:
    """A code that a clause names, and what its word says it is; `written` is how it stands there."""

    code: str
    word: Word
    written: str


def read_clause(text: str, known: Callable[[str], bool]) -> tuple[tuple[Named, ...], tuple[Finding, ...]]:
    """The codes that a clause leaves out, in its order, and what in it was not or not surely understood; `known` tells codes of the set.

    Findings of severity "error" are to be mended before anything is left out; a "warning" names words that were passed over.
    """
    whole = clean(text)
    if known(whole):
        return (Named(whole, "", whole),), ()
    verbs = list(_VERB.finditer(whole))
    doubts = list(_doubts(whole, verbs, known))
    if doubts:
        return (), tuple(doubts)
    named: list[Named] = []
    passed = [whole[: verbs[0].start()]] if verbs else []
    starts = [verb.end() for verb in verbs] or [0]
    ends = [verb.start() for verb in verbs[1:]] + [len(whole)]
    for start, end in zip(starts, ends, strict=True):
        found, left, stretch = _read_list(whole[start:end], known)
        named += found
        if stretch:
            return (), (_told("error", "applicability.stretch", text=stretch),)
        passed.append(left)
    if not named:
        return (), (_told("error", "applicability.nothing_named", text=whole),)
    return tuple(named), tuple(_passed_over(each.strip(" .,;–-"), known) for each in passed if each.strip(" .,;:–-"))


def _passed_over(text: str, known: Callable[[str], bool]) -> Finding:
    """Words beside the list are no codes; those that hold codes may narrow or widen it ("lĩnh vực 3: 3.1"), which is to be asked.

    Only a reason ("theo mục 2 Hướng dẫn số 12") may name a number by the way. What was taken for a code may be a count before "điểm".
    """
    codes = [code for code in _CODE.findall(text) if known(code)]
    counted = _COUNTED.match(text) is not None
    if counted or any("." in code for code in codes) or (codes and _REASON.match(text) is None):
        return _told("error", "applicability.codes_beside", text=text.strip(": "))
    return _told("warning", "applicability.passed_over", text=text.strip(": "))


def _doubts(whole: str, verbs: list["re.Match[str]"], known: Callable[[str], bool]) -> Iterator[Finding]:
    """What turns the sense of a clause about, or may be read in two ways."""
    turned = _TURNED.search(whole)
    soft = next((verb for verb in verbs[1:] if _SOFT.match(verb.group())), None)
    if turned is not None or soft is not None:
        word = turned.group() if turned is not None else soft.group() if soft is not None else ""
        yield _told("error", "applicability.turned", word=word.strip(), text=whole)
    for pair in _COMMA.findall(_POINTS.sub(" ", whole)):
        if known(pair.replace(",", ".")):
            first, _, second = pair.partition(",")
            yield _told("error", "applicability.comma", text=pair, first=first, second=second, whole=pair.replace(",", "."))


def _read_list(text: str, known: Callable[[str], bool]) -> tuple[list[Named], str, str]:
    """The codes at the start of a text, the words behind them, and a stretch of codes where there is one."""
    found: list[Named] = []
    rest = _POINTS.sub(" ", text).strip(" :")
    while rest:
        item = _PIECE.match(rest)
        if item is None or not (known(item["code"]) or _CODE.fullmatch(item["code"])):
            cut = _STRETCH.match(item["code"]) if item is not None else None
            return (found, "", cut.group()) if cut is not None else (found, rest, "")
        to = _TO.match(item["rest"])
        if item["from"] or to is not None:
            return found, "", f"{item['code']}{to.group() if to is not None else item['rest']}"
        written = rest[: item.start("rest")].strip(" .:")
        word = re.sub(r"\s+", " ", item["word"] or "").lower()
        found.append(Named(item["code"], _OF.get(word, "criterion") if word else "", written))
        rest = _NAME.sub(" ", item["rest"], count=1).strip() if item["rest"].lstrip().startswith("(") else item["rest"].strip()
        between = _BETWEEN.match(rest)
        if between is None:
            return found, rest, ""
        rest = rest[between.end() :]
        again = _BETWEEN.match(rest)
        while again is not None and again.end():
            rest = rest[again.end() :]
            again = _BETWEEN.match(rest)
    return found, "", ""


def _told(severity: Literal["error", "warning"], code: str, **facts: object) -> Finding:
    return Finding(severity, code, facts=facts)
