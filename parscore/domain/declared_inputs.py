"""Two numbers that a table names for a share ("a: số hồ sơ đúng hạn", "b: tổng số hồ sơ"): which is the part and which the whole."""

import re
from collections.abc import Sequence

from parscore.domain.measured_rules import PART, WHOLE, Share
from parscore.domain.outcome import InputUnit, NumberInput
from parscore.domain.row_codes import without_bullet
from parscore.domain.viet_text import clean, search_key

_LETTERED = re.compile(r"(?:[^\W\d_]\s*[:=]\s*|[^\W\d_]\s+là\s+|\(?[^\W\d_]\)\s*)(?P<label>\S.*)")
_LETTER = re.compile(r"\(?(?P<letter>[^\W\d_])\s*(?:[:=)]|là\s)", re.IGNORECASE)
_RATIO = re.compile(r"(?<![^\W\d_])(?P<part>[^\W\d_])\s*[/:÷]\s*(?P<whole>[^\W\d_])(?![^\W\d_])")
_LINES = re.compile(r"[\n;]")
_NUMBER_OF = re.compile(r"(?:tong )?(?:so|kinh phi|von|gia tri|du toan)\b")
_AMOUNT = re.compile(r"\b(?:kinh phi|von|gia tri|du toan|so tien|dong)\b")
_LATE = re.compile(r"\b(?:trễ|quá hạn|chậm|muộn|không đúng hạn)\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:phải|cần|được giao|đến hạn|tiếp nhận|theo kế hoạch|hiện có)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:đã|hoàn thành|đúng hạn|trước hạn|đúng quy định|đạt)\b", re.IGNORECASE)

Named = tuple[str, str]


def named_numbers(text: str) -> tuple[list[Named], list[str]]:
    """The numbers that lines name, each with its letter or "", and the lines that name none."""
    named, others = [], []
    for line in _LINES.split(text) if text else ():
        plain = without_bullet(clean(line)).rstrip(" .…_:,")
        lettered, letter = _LETTERED.fullmatch(plain), _LETTER.match(plain)
        label = lettered["label"].lstrip(": ") if lettered else plain
        if _NUMBER_OF.match(search_key(label)):
            named.append((letter["letter"].lower() if lettered and letter else "", label))
        elif re.search(r"[^\W\d_]", plain):
            others.append(plain)
    return named, others


def ratio_letters(text: str) -> set[tuple[str, str]]:
    """The ratios of two letters in a formula: "b/a" is (b, a)."""
    return {(found["part"].lower(), found["whole"].lower()) for found in _RATIO.finditer(clean(text))}


def share_of(named: Sequence[Named], measured: str) -> Share | None:
    """The share of two named numbers; None where the wording leaves open which is the whole.

    `measured` are the leaf's name and rungs: a formula b/a in them decides, else the number that is called a total is the whole.
    """
    if len(named) != 2 or named[0][1] == named[1][1]:
        return None
    totals = [label for _, label in named if search_key(label).startswith("tong")]
    ratios = ratio_letters(measured)
    letters = dict(named)
    if len(ratios) > 1:
        return None
    if ratios:
        top, bottom = ratios.pop()
        if {top, bottom} != set(letters) or (totals and totals != [letters[bottom]]):
            return None
        return None if _upside_down(letters[top], letters[bottom]) else _share(letters[top], letters[bottom])
    if len(totals) != 1:
        return None
    part = next(label for _, label in named if label != totals[0])
    # a scale of late cases beside a number of cases in time, or the other way round, measures something else
    return None if bool(_LATE.search(part)) != bool(_LATE.search(clean(measured))) else _share(part, totals[0])


def _upside_down(part: str, whole: str) -> bool:
    """Whether what is called done stands under what was to be done."""
    return bool(_DUE.search(part) and not _DONE.search(part) and _DONE.search(whole) and not _DUE.search(whole))


def _share(part: str, whole: str) -> Share:
    return Share(NumberInput(PART.name, part, _unit(part, whole)), NumberInput(WHOLE.name, whole, _unit(part, whole)))


def _unit(part: str, whole: str) -> InputUnit:
    return "amount" if _AMOUNT.search(search_key(f"{part} {whole}")) else "n"
