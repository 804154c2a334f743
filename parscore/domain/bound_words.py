"""Bounds out of the words of a rung: "từ 70% đến dưới 90%" takes 70 in and leaves 90 out.

trên, hơn: above · từ, ít nhất, tối thiểu, … trở lên: from · đến, a dash, … trở xuống, không quá: up to · dưới, đến dưới: below ·
a bare share: just that. A side that the words begin and leave without a figure is missing: it is never filled in.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from parscore.domain.bands import Band
from parscore.domain.viet_text import clean

Unit = Literal["%", "n"]

_FRACTIONS = {"¼": "25", "½": "50", "¾": "75", "⅓": "1/3", "⅔": "2/3", "⅕": "20", "⅘": "80"}
_NUM = r"(\d+(?:[.,]\d+)?)"
_PCT = r"\s*(%?)"
_FROM = r"(từ|trên|hơn|ít nhất|tối thiểu|lớn hơn)"
_RANGE = re.compile(rf"(?:{_FROM}\s+(?:trên\s+)?)?{_NUM}{_PCT}\s*(?:-|–|—|đến|tới)\s*(dưới\s*)?(?:{_NUM}{_PCT})?(?![\d])")
_LOW = re.compile(rf"{_FROM}\s+{_NUM}{_PCT}")
_HIGH = re.compile(rf"(không quá|không vượt quá|tối đa|nhỏ hơn|ít hơn|dưới|đến)\s+{_NUM}{_PCT}")
_BARE = re.compile(rf"(?<![\d.,/]){_NUM}{_PCT}(?![\d./])")
_UP, _DOWN = re.compile(r"trở lên\b"), re.compile(r"trở xuống\b")
_TIME = re.compile(r"\b(?:ngày|tháng|năm|quý|giờ|tuần|kỳ)\b[^,;:]*?\d[\d/.]*|\d+\s*(?:ngày|tháng|năm|giờ|tuần|quý)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(tất cả|toàn bộ|đầy đủ|đủ|mọi)\b")
_NONE = re.compile(r"^(không|chưa)\b")
_SOME = re.compile(r"^(có|đã)\b.*\bnhưng\b")
_CODED = re.compile(r"\b(?:nghị định|thông tư|quyết định|kế hoạch|luật|văn bản|công văn)\s+(?:số\s+)?\d[^\s,;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a rung's words say: a band with its unit, and the side ("lo" or "hi") that was begun and left without a figure."""

    band: Band
    unit: Unit | None
    missing: Literal["", "lo", "hi"] = ""


def read_bound(text: str) -> Bound | None:
    """The bound in a rung's sentence, points left off before; None where no figure bounds anything.

    The unit is "%" where a percent sign or a fraction stands with a figure, else None: the other rungs of the leaf tell.
    """
    outside = _prepared(re.sub(r"\([^)]*\)", " ", text))
    return _read(outside) or (_read(_prepared(text)) if "%" in text else None)


def _prepared(text: str) -> str:
    plain = clean(text).lower()
    for sign, share in _FRACTIONS.items():
        plain = plain.replace(sign, f"{share}%" if "/" not in share else share)
    plain = re.sub(r"(?<![\d/])(\d)/(\d)(?![\d/])", _share, plain)
    return _TIME.sub(" ", _CODED.sub(" ", plain))


def _share(found: "re.Match[str]") -> str:
    """A fraction under one as a percentage, where a decimal can hold it."""
    top, bottom = int(found[1]), int(found[2])
    if not 0 < top < bottom or 100 * top % bottom:
        return found[0]
    return f"{100 * top // bottom}%"


def _read(plain: str) -> Bound | None:
    return _range(plain) or _one_sided(plain)


def _range(plain: str) -> Bound | None:
    found = _RANGE.search(plain)
    if not found:
        return None
    word, low, low_sign, under, high, high_sign = found.groups()
    if not high and not under and not re.search(r"(?:đến|tới)\s*$", found[0].rstrip()):
        return None
    unit: Unit | None = "%" if low_sign or high_sign else None
    lo = _number(low)
    if not high:
        return Bound(Band(lo, word != "trên"), unit, "hi")
    hi = _number(high)
    if hi < lo:
        return None
    return Bound(Band(lo, word not in {"trên", "hơn", "lớn hơn"}, hi, not under), unit)


def _one_sided(plain: str) -> Bound | None:
    low, high = _LOW.search(plain), _HIGH.search(plain)
    if low and not (high and high.start() < low.start()):
        unit: Unit | None = "%" if low[3] else None
        strict = low[1] in {"trên", "hơn", "lớn hơn"} and not _UP.search(plain)
        return Bound(Band(_number(low[2]), not strict), unit)
    if high:
        unit = "%" if high[3] else None
        inclusive = high[1] not in {"dưới", "nhỏ hơn", "ít hơn"}
        band = Band(hi=_number(high[2]), hi_incl=inclusive)
        return Bound(Band(Decimal(0), False, band.hi, inclusive), unit) if _SOME.search(plain) else Bound(band, unit)
    bare = _BARE.search(plain)
    if not bare:
        return None
    value, unit = _number(bare[1]), "%" if bare[2] else None
    if _UP.search(plain):
        return Bound(Band(value, True), unit)
    if _DOWN.search(plain):
        return Bound(Band(hi=value, hi_incl=True), unit)
    return Bound(Band(value, True, value, True), unit)


def by_words(text: str, *, top: bool, bottom: bool, unit: Unit) -> Band | None:
    """The band that a sentence without a figure means beside rungs that have one: "tất cả" is all, "không …" is none; else None."""
    plain = clean(text).lower()
    if unit == "%" and top and _ALL.search(plain) and not _NONE.search(plain):
        return Band(Decimal(100), True, Decimal(100), True)
    if bottom and _NONE.search(plain) and not re.search(r"\b(đủ|đúng|hết|kịp|đạt)\b", plain):
        return Band(Decimal(0), True, Decimal(0), True)
    return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
