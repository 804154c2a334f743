"""Text as people type it into a search field: without diacritics, small letters."""

import re
import unicodedata

_MARKS = dict.fromkeys(range(768, 880)) | {ord("đ"): "d", ord("ð"): "d"}
_NUMBERS = re.compile(r"(\d+)")


def search_key(text: str) -> str:
    """`text` in small letters without diacritics, "đ" as "d", white space as single blanks."""
    return " ".join(unicodedata.normalize("NFD", text.casefold()).translate(_MARKS).split())


def found_in(words: list[str], key: str) -> bool:
    """Whether every word of a search, each already a search key, stands in a search key."""
    return all(word in key for word in words)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts "9/KH" before "10/KH"."""
    parts = _NUMBERS.split(search_key(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
