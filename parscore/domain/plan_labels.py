"""How the items of a plan are labelled: Phần một, A, I, 1, 1.2, a), dashes; and which level each stands for."""

import re
from dataclasses import dataclass

_ROMAN = re.compile(
    r"(?:(?:phần|mục|chương)\s+)?([IVX]{1,5})\s*[.)/\-–:]+\s*(?=[^\W\d_])|(?:phần|mục|chương)\s+([IVX]{1,5})\s+", re.IGNORECASE
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)/:]?\s+(?=\S)|(\d{1,2}(?:\.\d{1,2}){1,3})[.)](?=[^\W\d_])")
_ARABIC = re.compile(r"(\d{1,3})\s*(?:[.)]\s*|/\s+)(?=[^\W\d_]|[\"“(])")
_LETTER = re.compile(r"([a-zđ])\s*(?:[.)]\s*|/\s+)(?=\S)")
_CAPITAL = re.compile(r"([A-ZĐ])\s*[.)/]\s+(?=\S)")
_BULLET = re.compile(r"(?:[-–—+•●▪◦·*]\s*)+(?=\S)")
_NUMBERS_ALONE = re.compile(r"([IVX]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]|[A-ZĐ])\s*[.)/:]?")

PART, ROMAN, ARABIC, DECIMAL, LETTER, BULLET, PARAGRAPH = 1, 2, 3, 4, 10, 20, 30


@dataclass(frozen=True, slots=True)
class Item:
    """A line parted into its label and its text; the greater the rank, the deeper the level. A dash has a rank but no label."""

    rank: int
    label: str
    text: str


def item_of(line: str) -> Item:
    """The label, the level and the text of a line."""
    for read in (_roman, _decimal, _arabic, _letter, _bullet):
        found = read(line)
        if found is not None:
            return found
    return Item(PARAGRAPH, "", line)


def begins_item(line: str) -> bool:
    """Whether a line begins as an item of an outline does."""
    return item_of(line).rank != PARAGRAPH


def label_alone(cell: str) -> Item | None:
    """The label that stands alone in a cell, None where something else does."""
    found = _NUMBERS_ALONE.fullmatch(cell.strip())
    if found is None:
        return None
    label = found[1]
    if re.fullmatch(r"[IVX]+", label):
        return Item(ROMAN, label, "")
    if label[0].isdigit():
        return Item(ARABIC + label.count("."), label, "")
    return Item(LETTER if label.islower() else PART, label, "")


def _roman(line: str) -> Item | None:
    found = _ROMAN.match(line)
    if found is None or not (found[1] or found[2]).isupper():
        return None
    return Item(ROMAN, found[1] or found[2], line[found.end() :].strip())


def _decimal(line: str) -> Item | None:
    found = _DECIMAL.match(line)
    if found is None:
        return None
    label = found[1] or found[2]
    return Item(ARABIC + label.count("."), label, line[found.end() :].strip())


def _arabic(line: str) -> Item | None:
    found = _ARABIC.match(line)
    if found is None:
        return None
    return Item(ARABIC, found[1], line[found.end() :].strip())


def _letter(line: str) -> Item | None:
    found = _LETTER.match(line)
    if found is not None:
        return Item(LETTER, found[1], line[found.end() :].strip())
    found = _CAPITAL.match(line)
    return None if found is None else Item(PART, found[1], line[found.end() :].strip())


def _bullet(line: str) -> Item | None:
    found = _BULLET.match(line)
    if found is None:
        return None
    text = line[found.end() :].strip()
    return Item(BULLET + (2 if "+" in found[0] else 1), "", text)
