"""Names that parts of the window know each other by."""

NEXT_UNANSWERED = "?"
"""On the score page: the next unanswered leaf. No key of a criterion is spelled so."""

TELLS_ITSELF = "tells_itself"
"""A property of dialogs that show what was refused themselves, so that the window behind them does not say it again."""
