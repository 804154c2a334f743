"""Days as people write them."""

import re
from datetime import date

from parscore.domain.errors import Refused

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def show_day(day: date | None) -> str:
    """A day as "31/12/2026", or nothing."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def read_day(text: str) -> date | None:
    """The day of "31/12/2026", "5-3-2026" or "2026-03-05"; None for an empty text.

    Raises Refused("answer.date_unreadable") for anything else.
    """
    bare = text.strip()
    if not bare:
        return None
    day_first, year_first = _DAY_FIRST.fullmatch(bare), _YEAR_FIRST.fullmatch(bare)
    if day_first is not None:
        day, month, year = (int(part) for part in day_first.groups())
    elif year_first is not None:
        year, month, day = (int(part) for part in year_first.groups())
    else:
        raise Refused("answer.date_unreadable", text=text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused("answer.date_unreadable", text=text) from error
