"""Scales of calendar days: "trước ngày 15/01/2026", "từ ngày 15/01 đến ngày 31/01/2026", "sau quý I năm 2026 hoặc không ban hành".

Read only where the sentences settle the year of every day; else the officer judges the dates. The rungs become days late after the last
day of the best rung, which is the due date.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from parscore.domain.bands import Band, band_faults
from parscore.domain.outcome import Rung
from parscore.domain.rule_proposal import Proposal, proposed
from parscore.domain.rules import DateRule
from parscore.domain.scale_faults import measured_faults
from parscore.domain.undone_words import only_undone, without_undone
from parscore.domain.viet_text import clean

_YEAR = r"(?:\s*(?:/|năm)\s*(?P<{0}year>(?:19|20)\d\d))?"
_PERIOD = (
    r"(?:(?:ngày\s+)?(?P<{0}day>\d{{1,2}})\s*(?:/|-|tháng)\s*(?P<{0}month>\d{{1,2}})"
    r"|tháng\s+(?P<{0}whole>\d{{1,2}})|quý\s+(?P<{0}quarter>iv|i{{1,3}}|[1-4]))(?![\w/-]*\d\s*%)" + _YEAR + r"(?![\d/%])"
)
_ONE, _TWO = _PERIOD.format("a"), _PERIOD.format("b")
_OWN = r"(?P<head>[^\d%]*?)"
_TAIL = r"(?P<tail>[^\d%]*)"
_SHAPES = tuple(
    (kind, re.compile(rf"{_OWN}(?<!\w){words}{_TAIL}", re.I))
    for kind, words in (
        ("between", rf"(?P<after>từ sau|từ|sau)\s+{_ONE}\s*(?:đến|tới|-|–)\s*(?:(?P<before>trước)|hết|cuối)?\s*{_TWO}"),
        ("since", rf"(?:kể )?từ\s+{_ONE}\s+(?:trở đi|về sau|trở về sau)"),
        ("after", rf"(?:sau|quá)\s+{_ONE}"),
        ("until", rf"(?:trước hoặc trong|đến hết|chậm nhất(?: là)?|muộn nhất(?: là)?|không muộn hơn|không quá|trong và trước)\s+{_ONE}"),
        ("before", rf"trước\s+{_ONE}"),
        ("in", rf"(?:trong|vào)\s+{_ONE}"),
    )
)
_MORE = re.compile(r"\b(?:và|hoặc|nhưng|đồng thời|trong đó|chậm|trễ|muộn|không|chưa)\b|[,;]\s*\w", re.I)
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class _Days:
    """The first and the last day of a rung; None is an open side."""

    first: date | None = None
    last: date | None = None


def calendar_scale(maximum: Decimal, rungs: tuple[Rung, ...]) -> Proposal | None:
    """A rule by the day of issue; None where no year, or no stretch of days, is settled for every rung."""
    texts = [clean(rung.text) for rung in rungs]
    years = {found for text in texts for found in _ANY_YEAR.findall(text)}
    if not years:
        return None
    read = [None if only_undone(text) else _days(without_undone(text), years) for text in texts]
    if any(days is None and not only_undone(text) for days, text in zip(read, texts, strict=True)):
        return None
    due = _due(maximum, rungs, read)
    if due is None or len([days for days in read if days]) < 2:
        return None
    if any(_holds(one, other) for one in read for other in read if one is not other):
        return None  # "trong tháng 01" and "trong quý I": which comes first is for the officer
    bands = [None if days is None else _late(days, due) for days in read]
    faults = sorted({fault.kind for fault in band_faults(bands, None, whole=True)})
    questions = measured_faults(maximum, rungs, bands, complete=not faults)
    shown = tuple(replace(rung, band=band) for rung, band in zip(rungs, bands, strict=True))
    return proposed(DateRule(due), shown, [*questions, *faults, "days_late"])


def _due(maximum: Decimal, rungs: tuple[Rung, ...], read: Sequence[_Days | None]) -> date | None:
    best = [days for rung, days in zip(rungs, read, strict=True) if rung.points == maximum and days is not None]
    return best[0].last if len(best) == 1 else None


def _holds(one: _Days | None, other: _Days | None) -> bool:
    """Whether all days of one rung are days of another too."""
    if one is None or other is None:
        return False
    (first, last), (begin, end) = ((each.first or date.min, each.last or date.max) for each in (one, other))
    return first <= begin and end <= last


def _late(days: _Days, due: date) -> Band:
    first, last = (None if day is None else Decimal((day - due).days) for day in (days.first, days.last))
    return Band(first, first is not None, last, last is not None)


def _days(text: str, years: set[str]) -> _Days | None:
    for kind, shape in _SHAPES:
        found = shape.fullmatch(text)
        if found and not any(_MORE.search(found[part]) for part in ("head", "tail")):
            return _between(found, years) if kind == "between" else _side(kind, _period(found, "a", years))
    return None


def _side(kind: str, period: tuple[date, date] | None) -> _Days | None:
    if period is None:
        return None
    first, last = period
    one = timedelta(days=1)
    sides = {
        "since": _Days(first),
        "after": _Days(last + one),
        "until": _Days(None, last),
        "before": _Days(None, first - one),
        "in": _Days(first, last),
    }
    return sides[kind]


def _between(found: "re.Match[str]", years: set[str]) -> _Days | None:
    one, two = _period(found, "a", years), _period(found, "b", years)
    if one is None or two is None:
        return None
    first = one[1] + timedelta(days=1) if "sau" in found["after"].lower() else one[0]
    last = two[0] - timedelta(days=1) if found["before"] else two[1]
    return _Days(first, last) if first <= last else None


def _period(found: "re.Match[str]", side: str, years: set[str]) -> tuple[date, date] | None:
    """The days of a date, a month or a quarter; one without a year is of the only year that the scale names."""
    stated = found[f"{side}year"] or (next(iter(years)) if len(years) == 1 else None)
    if stated is None:
        return None
    year, quarter = int(stated), (found[f"{side}quarter"] or "").lower()
    try:
        if quarter:
            last = 3 * _QUARTERS.get(quarter, int(quarter) if quarter.isdigit() else 0)
            return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
        if found[f"{side}whole"]:
            month = int(found[f"{side}whole"])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date(year, int(found[f"{side}month"]), int(found[f"{side}day"]))
    except ValueError:
        return None  # no such day in that year: the officer judges what is meant
    return day, day
