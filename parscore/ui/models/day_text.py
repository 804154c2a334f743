"""Days as people write them, in fields that may be empty."""

from datetime import date

from parscore.services.answer_reading import read_date


def show_day(day: date | None) -> str:
    """A day as "31/12/2026", or nothing."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def read_day(text: str) -> date | None:
    """The day that a text says, None for an empty text; raises as `read_date` does."""
    return read_date(text) if text.strip() else None
