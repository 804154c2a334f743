"""Codes of rows ("1.2.3", "II", "a"), the words of total rows, and bullets, told apart by their shape."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from parscore.domain.rung_points import split_points
from parscore.domain.viet_text import clean, search_key

Shape = Literal["named", "roman", "upper", "lower", "number"]
_LONGEST_PART = 60

_WORDS = r"lĩnh vực|phần|mục|chương|nhóm|lv"
_SMALLER = r"tiêu chí thành phần|tiêu chí|chỉ số thành phần|chỉ số|tctp|tc|csth|cs"
_NAMED = re.compile(rf"^(?:{_WORDS})\s*\.?\s*(?:số\s+)?(?=[\dIVXA-ZĐ])", re.IGNORECASE)
_LEAD = re.compile(rf"^(?:(?:{_SMALLER})\s*\.?\s*(?:số\s+)?(?=[\dIVX])|[A-ZĐ]{{1,4}}[\s-]?(?=\d))", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+|[IVX]+L|XC|XL[IVX]*")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_MARKS = ".):/–- "
_NUMBER = re.compile(r"\d{1,3}")
_SPLIT = re.compile(
    rf"(?P<code>(?:{_WORDS}|{_SMALLER})\s*\.?\s*(?:số\s+)?(?:\d+(?:\.\d+)*|[IVX]+(?:\.\d+)*|[A-ZĐ])(?=[.):/\s–-])"
    r"|\d{1,2}\.[a-zđ](?![^\W\d_])|\d+(?:\.\d+)+(?:\.[a-zđ](?![^\W\d_]))?|[1-9]\d?|[IVX]+(?:\.\d+)*|[A-ZĐ](?:\.\d+)+|[A-ZĐ]|[a-zđ](?=[).]))"
    r"(?P<mark>[.):/]+\s+[-–—]\s+|\s*[-–—:]\s+|[.):/]+\s+|[.):]+(?=[^\W\d_])|\s+)(?P<name>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_TOTAL_IN_NAME = re.compile(
    r"\s*[(\[]\s*(?:tối đa|tổng(?: số)?(?: điểm)?|điểm tối đa)?\s*:?\s*(?P<points>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)\s*[)\]]", re.IGNORECASE
)
_MEASURE = re.compile(r"(?:điểm|đ|%|ngày|tháng|năm|quý|giờ|lần)(?!\w)", re.IGNORECASE)
_BULLETS = "-–—+•*●○▪➢✓·"
_BULLET = re.compile(rf"^[{_BULLETS}]+\s*")
_TOTAL_WORD = re.compile(
    r"tong|cong|so|diem|toi|da|chuan|chung|toan|bang|cac|linh|vuc|phan|muc|tieu|chi|cua|bo|danh|gia|tu|cham|tham|dinh|va|\d+|\w|[ivx]+"
)
_PART_OF_TOTAL = re.compile(r"linh vuc|phan|muc|tieu chi")
_NOTE = re.compile(r"^(\W*(ghi chu|luu y|chu thich|giai thich|huong dan cham)\b|\(\*+\)|\*\*|trang \d|noi dung giai trinh|ly do\b)")
_ANSWER = re.compile(
    r"^(diem (tu )?(cham|danh gia|tham dinh)( cua [\w ]{2,20})?\s*(:|$)|don vi tu (cham|danh gia)\b|tu (cham|danh gia)( dat)?\s*:)"
)
_SIGNED = re.compile(
    r"^(nguoi (lap|cham|tong hop|danh gia|kiem tra)\b|thu truong\b|(pho )?giam doc\b|(pho )?chu tich\b|tm\.|kt\.|xac nhan cua\b|noi nhan\b"
    r"|\(?ky,? (va )?(ghi|dong)|.{2,40}, ngay\b.{0,12}thang\b)"
)
_CLASSES = re.compile(r"^(?:[\w.]{1,4}\s+)?(?:bang |muc |tieu chuan |cach |quy dinh )?(?:xep loai|xep hang|phan loai)\b.{0,40}$")
_LEADS = r"^(?:phần |các |tiêu chí |nội dung |mục )*"
_BONUS = re.compile(rf"{_LEADS}(?:điểm (?:thưởng|cộng(?: thêm)?)|thưởng|cộng(?: thêm)?(?= điểm))\b(?! (?:\d|cho\b.*:))", re.IGNORECASE)
_PENALTY = re.compile(rf"{_LEADS}(?:điểm )?(?:phạt|trừ)\b(?! (?:\d|cho\b.*:))", re.IGNORECASE)
_BOTH_PARTS = re.compile(r"\b(?:thưởng|cộng)\b.*\b(?:phạt|trừ)\b", re.IGNORECASE)
_SUM_WORDS = {"tổng", "cộng", "tong"}
_APART = re.compile(r"[\s():.,;+=/–-]+")
_LABEL = re.compile(r"^(thang diem|cach (tinh|cham)|cac muc( diem)?|muc diem|trong do|cu the|bao gom)\b.{0,25}$")


@lru_cache(maxsize=4096)
def shape_of(code: str) -> tuple[Shape, int] | None:
    """The shape of a code's first part and how many parts it has; None where it is no code.

    "Lĩnh vực 1" has a shape of its own, apart from the "1" that may stand under it.
    """
    named = bool(_NAMED.match(code))
    bare = _LEAD.sub("", _NAMED.sub("", code)).rstrip(_MARKS).lstrip("(")
    first, *others = bare.split(".")
    if not all((part.isdecimal() and len(part) < 3) or (len(part) == 1 and part.isalpha() and part.islower()) for part in others):
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


def number_of_roman(text: str) -> int:
    """The number that a Roman one means, 0 where it is none that a code may be."""
    if not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(value if value >= after else -value for value, after in zip(values, [*values[1:], 0], strict=True))


def split_code(text: str, *, rungs: bool = True) -> tuple[str, str]:
    """A code and the name behind it in one text; no code where figures only count something ("02 mô hình trở lên: 1").

    Where there are no `rungs`, a text that ends with points is a name all the same.
    """
    found = _SPLIT.fullmatch(text)
    if found is None:
        return "", text
    code, mark, name = found["code"], found["mark"].strip(), found["name"]
    shape = shape_of(code)
    if shape is None or (shape[0] == "lower" and mark[:1] not in {")", ".", "/"}) or (code[0] == "0" and code[:2] != "0."):
        return "", text
    if _MEASURE.match(name) and code[-1].isdecimal() and " " not in code:
        return "", text
    single = shape[1] == 1 and " " not in code
    weak = mark in {"", "-", "–", "—", ":"}
    if (
        single
        and weak
        and (not name[0].isupper() or (rungs and shape[0] != "roman" and split_points(total_in_name(name)[0], None)[1] is not None))
    ):
        return "", text
    if not mark and not found["mark"].isspace():
        return "", text
    return code, name


def total_in_name(name: str) -> tuple[str, Decimal | None]:
    """A name without the maximum that stands in it ("Thể chế (15 điểm)"), and that maximum."""
    found = _TOTAL_IN_NAME.search(name) if "(" in name or "[" in name else None
    if found is None:
        return name, None
    rest = f"{name[: found.start()]}{name[found.end() :]}".strip(" .:;")
    return rest or name, Decimal(found["points"].replace(",", "."))


def without_bullet(text: str) -> str:
    """A line without the dash or dot that it opens with."""
    return _BULLET.sub("", text) if text[:1] in _BULLETS else text


def is_bullet(text: str) -> bool:
    """Whether a cell of codes holds nothing but a dash or a dot."""
    return bool(text) and not without_bullet(text)


def is_total(text: str) -> bool:
    """Whether a row's words name a sum and nothing else: "Tổng cộng (I+II)", not "Tổng số hồ sơ trễ hạn"."""
    plain = clean(text).casefold()
    if not any(word in plain for word in _SUM_WORDS):
        return False
    words = [word for word in _APART.split(plain) if word]
    words = words[1:] if words[:2] == ["điểm", "tổng"] else words
    return bool(words) and words[0] in _SUM_WORDS and all(_TOTAL_WORD.fullmatch(search_key(word)) for word in words[1:])


def is_part_total(text: str) -> bool:
    """Whether a total row names the part that it sums: "Cộng lĩnh vực 2"."""
    return bool(_PART_OF_TOTAL.search(search_key(text)))


def is_label(text: str) -> bool:
    """Whether a line only announces the rungs below it: "Thang điểm:"."""
    return bool(_LABEL.match(search_key(clean(text))))


def both_parts(name: str) -> bool:
    """Whether a heading names both parts outside the fields: "Điểm cộng, điểm trừ"."""
    return bool(_BOTH_PARTS.search(clean(name)))


def is_note(text: str) -> bool:
    """Whether a line only notes something beside the scale: "Ghi chú: …"."""
    return bool(_NOTE.match(search_key(text)))


def is_answer(text: str) -> bool:
    """Whether a line is where the department writes its own points: "Điểm tự chấm: …"."""
    return bool(_ANSWER.match(search_key(without_bullet(text))))


def is_signature(text: str) -> bool:
    """Whether a line is where people sign under a table."""
    return bool(_SIGNED.match(search_key(text)))


def names_classes(text: str) -> bool:
    """Whether a line heads the classes of results: "Xếp loại", "Mức xếp loại"."""
    return bool(_CLASSES.match(search_key(clean(text))))


def extra_part(name: str) -> Literal["bonus", "penalty", ""]:
    """Which part outside the fields a heading begins: "Điểm thưởng", "Phần điểm trừ"; "" for none."""
    plain = clean(name)
    if len(plain) > _LONGEST_PART or (split_points(plain, None)[1] is not None and not plain.endswith(")")):
        return ""
    return "bonus" if _BONUS.match(plain) else "penalty" if _PENALTY.match(plain) else ""
