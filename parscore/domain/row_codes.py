"""Codes of rows ("1.2.3", "II", "a"), the words of total rows, and bullets, told apart by their shape."""

import re
from typing import Literal

from parscore.domain.rung_text import split_points
from parscore.domain.viet_text import clean, search_key

Shape = Literal["named", "roman", "upper", "lower", "number"]

_NAMED = re.compile(r"^(?:lĩnh vực|phần|mục)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:tiêu chí thành phần|tiêu chí)\s+|[A-ZĐ]{1,4}[\s-]?(?=\d))", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+|[IVX]+L|XC|XL[IVX]*")
_NUMBER = re.compile(r"\d{1,3}")
_SPLIT = re.compile(
    r"(?P<code>(?:lĩnh vực|tiêu chí|phần|mục)\s+(?:\d+(?:\.\d+)*|[IVX]+|[A-ZĐ])(?=[.):\s])"
    r"|\d+(?:\.\d+)+|[1-9]\d?|[IVX]+(?:\.\d+)*|[A-ZĐ]|[a-zđ](?=\)))(?P<mark>[.):]*)\s+(?P<name>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_BULLET = re.compile(r"^[-–—+•*●○▪➢✓·]+\s*")
_TOTAL_WORD = re.compile(
    r"tong|cong|so|diem|toi|da|chuan|chung|toan|bang|cac|linh|vuc|phan|muc|tieu|chi|cua|bo|danh|gia|tu|cham|tham|dinh|va|\d+|\w|[ivx]+"
)
_PART_OF_TOTAL = re.compile(r"linh vuc|phan|muc|tieu chi")
_LABEL = re.compile(r"^(thang diem|cach (tinh|cham)|cac muc( diem)?|muc diem|trong do|cu the|bao gom)\b.{0,25}$")


def shape_of(code: str) -> tuple[Shape, int] | None:
    """The shape of a code's first part and how many parts it has; None where it is no code.

    "Lĩnh vực 1" has a shape of its own, apart from the "1" that may stand under it.
    """
    named = bool(_NAMED.match(code))
    bare = _LEAD.sub("", _NAMED.sub("", code)).rstrip(".): ").lstrip("(")
    first, *others = bare.split(".")
    if not all(part.isdecimal() for part in others):
        return None
    shape = _first_shape(first)
    return None if shape is None else ("named" if named else shape, 1 + len(others))


def _first_shape(first: str) -> Shape | None:
    if _NUMBER.fullmatch(first):
        return "number"
    if _ROMAN.fullmatch(first):
        return "roman"
    if len(first) == 1 and first.isalpha():
        return "upper" if first.isupper() else "lower"
    return None


def split_code(text: str) -> tuple[str, str]:
    """A code and the name behind it in one text; no code where figures only count something ("02 mô hình trở lên: 1")."""
    found = _SPLIT.fullmatch(text)
    if found is None:
        return "", text
    code, marked = found["code"], bool(found["mark"])
    shape = shape_of(code)
    if shape is None or (shape[0] == "lower" and not marked):
        return "", text
    single = shape[1] == 1 and " " not in code
    if single and not marked and (shape[0] != "roman" and split_points(text, None)[1] is not None or not found["name"][0].isupper()):
        return "", text
    return code, found["name"]


def without_bullet(text: str) -> str:
    """A line without the dash or dot that it opens with."""
    return _BULLET.sub("", text)


def is_bullet(text: str) -> bool:
    """Whether a cell of codes holds nothing but a dash or a dot."""
    return bool(text) and not without_bullet(text)


def is_total(text: str) -> bool:
    """Whether a row's words name a sum and nothing else: "Tổng cộng (I+II)", not "Tổng số hồ sơ trễ hạn"."""
    words = re.split(r"[\s():.,;+=/–-]+", search_key(text))
    words = [word for word in words if word]
    return bool(words) and words[0] in {"tong", "cong"} and all(_TOTAL_WORD.fullmatch(word) for word in words[1:])


def is_part_total(text: str) -> bool:
    """Whether a total row names the part that it sums: "Cộng lĩnh vực 2"."""
    return bool(_PART_OF_TOTAL.search(search_key(text)))


def is_label(text: str) -> bool:
    """Whether a line only announces the rungs below it: "Thang điểm:"."""
    return bool(_LABEL.match(search_key(clean(text))))
