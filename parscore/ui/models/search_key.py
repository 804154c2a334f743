"""Find rows by words, and sort them as people count."""

import re

from parscore.domain.viet_text import search_key

__all__ = ["found_in", "natural_key", "search_key"]

_NUMBERS = re.compile(r"(\d+)")


def found_in(words: list[str], key: str) -> bool:
    """Whether every word of a search, each already a search key, stands in a search key."""
    return all(word in key for word in words)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts "9/KH" before "10/KH"."""
    parts = _NUMBERS.split(search_key(text))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
