"""Bands of a scale: which numbers a rung takes in, and where a set of them overlaps or leaves a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from parscore.domain.points import show_points

Number = Fraction | Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of numbers; None is an open side, and its flag is then False."""

    lo: Decimal | None = None
    lo_incl: bool = False
    hi: Decimal | None = None
    hi_incl: bool = False

    def holds(self, value: Number) -> bool:
        """Whether the number lies in the band, by the letter of its bounds."""
        return self.holds_ratio(*value.as_integer_ratio())

    def holds_ratio(self, top: int, bottom: int) -> bool:
        """The same for a number as two whole ones."""
        if self.lo is not None:
            over, under = self.lo.as_integer_ratio()
            side = top * under - over * bottom
            if side < 0 or (side == 0 and not self.lo_incl):
                return False
        if self.hi is not None:
            over, under = self.hi.as_integer_ratio()
            side = top * under - over * bottom
            if side > 0 or (side == 0 and not self.hi_incl):
                return False
        return True


@dataclass(frozen=True, slots=True)
class BandFault:
    """A number, or an open stretch of numbers from `lo` to `hi` (None: without end), that no rung or several rungs take in.

    `rungs` are 1-based; for a gap it is empty.
    """

    kind: Literal["overlap", "gap"]
    lo: Decimal
    hi: Decimal | None
    rungs: tuple[int, ...]


def beyond(band: Band, top: Decimal) -> bool:
    """Whether a band means numbers above `top`; "trên 100%" does, "từ 100% trở lên" need not."""
    above = band.lo is not None and (band.lo > top or (band.lo == top and not band.lo_incl))
    return above or (band.hi is not None and band.hi > top)


def owners(bands: Sequence[Band | None], value: Number) -> tuple[int, ...]:
    """The 1-based numbers of the bands that take the value in."""
    top, bottom = value.as_integer_ratio()
    return tuple([at for at, band in enumerate(bands, 1) if band is not None and band.holds_ratio(top, bottom)])


def band_faults(bands: Sequence[Band | None], top: Decimal | None, *, whole: bool = False) -> tuple[BandFault, ...]:
    """Every overlap and gap between 0 and `top` (None: without end), neighbours joined.

    With `whole` only whole numbers count: "01" and "từ 02 trở lên" leave no gap between them.
    """
    bounds = {bound for band in bands if band is not None for bound in (band.lo, band.hi) if bound is not None}
    marks = sorted(mark for mark in bounds | {Decimal(0)} if mark >= 0 and (top is None or mark <= top))
    if top is not None:
        marks = sorted({*marks, top})
    probes: list[tuple[Decimal, Decimal, Decimal | None]] = []
    for mark, following in [*pairwise(marks), (marks[-1], None)]:
        if not whole or mark == int(mark):
            probes.append((mark, mark, mark))
        between = _between(mark, following, top, whole=whole)
        if between is not None:
            probes.append((between, mark, following))
    found: list[BandFault] = []
    joined = False
    for probe, lo, hi in probes:
        who = owners(bands, probe)
        if joined and found[-1].rungs == who:
            found[-1] = BandFault(found[-1].kind, found[-1].lo, hi, who)
        elif len(who) != 1:
            found.append(BandFault("overlap" if who else "gap", lo, hi, who))
        joined = len(who) != 1
    return tuple(found)


def _between(mark: Decimal, following: Decimal | None, top: Decimal | None, *, whole: bool) -> Decimal | None:
    """A number strictly between two marks (or beyond the last), None where there is none to ask about."""
    if following is None:
        return None if top is not None else mark + 1
    if not whole:
        return (mark + following) / 2
    probe = Decimal(int(mark) + 1)
    return probe if probe < following else None


def show_bounds(band: Band | None) -> str:
    """A band in signs, "≥ 70; < 90"; "…" where it takes in everything or nothing is said."""
    if band is None:
        return "…"
    low = [] if band.lo is None else [f"{'≥' if band.lo_incl else '>'} {show_points(band.lo)}"]
    high = [] if band.hi is None else [f"{'≤' if band.hi_incl else '<'} {show_points(band.hi)}"]
    return "; ".join([*low, *high]) or "…"
