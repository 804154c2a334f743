"""How alike two wordings are; the order of words counts for little, for Vietnamese headings are often turned round."""

from rapidfuzz import fuzz


def text_likeness(one: str, other: str) -> float:
    """0 for nothing in common, 100 for the same words."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
