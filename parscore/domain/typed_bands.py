"""Bounds of a rung as a person types them, "≥ 70" or "dưới 90", and back."""

import re
from dataclasses import replace
from decimal import Decimal

from parscore.domain.bands import Band
from parscore.domain.errors import Refused
from parscore.domain.points import read_quantity, show_points

_SIGNS = {">=": (True, True), "≥": (True, True), ">": (True, False), "<=": (False, True), "≤": (False, True), "<": (False, False)}
_WORDS = {"từ": (True, True), "trên": (True, False), "đến dưới": (False, False), "đến": (False, True), "dưới": (False, False)}
_FORM = re.compile(r"(?P<sign>>=|<=|≥|≤|>|<|từ|trên|đến dưới|đến|dưới)?\s*(?P<number>-?[\d.,]+)\s*%?")


def show_lower(band: Band | None) -> str:
    """The lower bound with its sign, "" for none."""
    return "" if band is None or band.lo is None else f"{'≥' if band.lo_incl else '>'} {show_points(band.lo)}"


def show_upper(band: Band | None) -> str:
    """The upper bound with its sign, "" for none."""
    return "" if band is None or band.hi is None else f"{'≤' if band.hi_incl else '<'} {show_points(band.hi)}"


def with_lower(band: Band | None, text: str) -> Band | None:
    """The band with another lower bound; a bare number belongs to it, as "từ" says. None once both sides are open.

    Raises Refused("set_edit.bound_unreadable") or "set_edit.bound_order".
    """
    value, belongs = _read(text, lower=True)
    return _tidy(replace(band or Band(), lo=value, lo_incl=belongs))


def with_upper(band: Band | None, text: str) -> Band | None:
    """The band with another upper bound; a bare number belongs to it, as "đến" says. None once both sides are open."""
    value, belongs = _read(text, lower=False)
    return _tidy(replace(band or Band(), hi=value, hi_incl=belongs))


def _read(text: str, *, lower: bool) -> tuple[Decimal | None, bool]:
    typed = " ".join(text.lower().split())
    if not typed:
        return None, False
    found = _FORM.fullmatch(typed)
    if found is None:
        raise Refused("set_edit.bound_unreadable", text=text)
    below, belongs = {**_SIGNS, **_WORDS}.get(found["sign"] or "", (lower, True))
    if below != lower:
        raise Refused("set_edit.bound_side_low" if lower else "set_edit.bound_side_high", text=text)
    negative = found["number"].startswith("-")
    value = read_quantity(found["number"].lstrip("-"))
    return -value if negative else value, belongs


def _tidy(band: Band) -> Band | None:
    if band.lo is None and band.hi is None:
        return None
    if band.lo is not None and band.hi is not None:
        empty = band.lo > band.hi or (band.lo == band.hi and not (band.lo_incl and band.hi_incl))
        if empty:
            raise Refused("set_edit.bound_order", low=show_points(band.lo), high=show_points(band.hi))
    return band
