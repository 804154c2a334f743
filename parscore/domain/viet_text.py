"""Vietnamese text as people and programs write it, brought to one form."""

import re
import unicodedata
from functools import lru_cache

# inside a class of a pattern; a range from "À" to "Ỹ" would take in small letters
CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
SMALLS = CAPITALS.lower()
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\ufeff\u200b]+")
_SHORT = 600  # a table asks for the same cells again and again; whole documents are not kept
_MARKS = dict.fromkeys(range(0x300, 0x370)) | {ord("đ"): "d"}


def clean(text: str) -> str:
    """NFC, "Ð" (U+00D0) as "Đ", white space of any kind as single blanks, none at the ends."""
    return _known(text) if len(text) <= _SHORT else _cleaned(text)


def _cleaned(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u00f0", "đ")
    return _SPACES.sub(" ", composed).strip()


_known = lru_cache(maxsize=8192)(_cleaned)


def composed(text: str) -> str:
    """What a person typed, its lines kept: NFC, no white space at the ends."""
    return unicodedata.normalize("NFC", text).strip()


def search_key(text: str) -> str:
    """`text` in small letters without diacritics, "đ" as "d", white space as single blanks."""
    return _known_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    return unicodedata.normalize("NFD", clean(text).casefold()).translate(_MARKS)


_known_key = lru_cache(maxsize=8192)(_key)
