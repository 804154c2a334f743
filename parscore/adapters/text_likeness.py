"""How alike two wordings are; the order of words counts for little, for Vietnamese headings are often turned round."""

from functools import lru_cache

from rapidfuzz import fuzz

LEAST = 40.0
"""Below this nothing is told apart: it is 0, which saves most of the work."""


def text_likeness(one: str, other: str) -> float:
    """0 for little in common, 100 for the same words."""
    as_written = fuzz.ratio(one, other, score_cutoff=LEAST)
    return max(as_written, fuzz.ratio(_in_order(one), _in_order(other), score_cutoff=max(LEAST, as_written)))


@lru_cache(maxsize=16_384)
def _in_order(text: str) -> str:
    """The words by the alphabet."""
    return " ".join(sorted(text.split()))
