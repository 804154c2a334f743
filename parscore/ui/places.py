"""Places of pages that are no single criterion or document."""

NEXT_UNANSWERED = "?"
"""On the score page: the next unanswered leaf. No key of a criterion is spelled so."""
