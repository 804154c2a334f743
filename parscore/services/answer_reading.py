"""Typed words into the inputs of a rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parscore.domain.errors import Refused
from parscore.domain.measured_rules import SHARE
from parscore.domain.outcome import Inputs, NumberInput
from parscore.domain.points import read_count, read_points, read_quantity
from parscore.domain.rules import Additive, Conditions, DateRule, Ladder, Manual, NotSelfScored, Rule

_DAYS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<day>\d{1,2})\s*[/.\-]\s*(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
    )
)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer as typed; None where nothing was given. `ticks` "0" says that none applies."""

    choose: int | None = None
    ticks: str | None = None
    values: Sequence[str] = ()
    points: str | None = None
    settle: int | None = None

    def given(self) -> set[str]:
        """Which ways of answering were used."""
        ways = {"choose": self.choose, "tick": self.ticks, "value": self.values or None, "points": self.points}
        return {name for name, value in ways.items() if value is not None}


def ways_of(rule: Rule) -> tuple[str, ...]:
    """How a rule is answered: "choose", "tick", "value" or "points"; several where it takes one of them."""
    if isinstance(rule, Ladder) or (isinstance(rule, Conditions) and not rule.facts):
        return ("choose",)
    if isinstance(rule, Conditions | Additive):
        return ("tick",)
    if isinstance(rule, DateRule):
        return ("value", "choose")
    return ("points",) if isinstance(rule, Manual) else ("value",)


def read_typed(code: str, rule: Rule | None, typed: TypedAnswer) -> Inputs:
    """The inputs a typed answer stands for; raises Refused where it does not fit the rule or cannot be read."""
    if rule is None:
        raise Refused("answer.no_rule", code=code)
    if isinstance(rule, NotSelfScored):
        raise Refused("answer.not_self_scored")
    ways = ways_of(rule)
    if not typed.given() <= set(ways):
        raise Refused("answer.wrong_kind", code=code, known=", ".join(f"--{way}" for way in ways))
    if typed.choose is not None:
        return Inputs(choice=typed.choose)
    if typed.ticks is not None:
        return Inputs(ticks=read_ticks(typed.ticks))
    if typed.points is not None:
        return Inputs(points=read_points(typed.points))
    pairs = dict(_pair(text) for text in typed.values)
    if isinstance(rule, DateRule):
        return Inputs(dates={name: read_date(text) for name, text in pairs.items()}, settled=typed.settle)
    known = {each.name: each for each in rule.inputs}
    return Inputs(values={name: read_value(known.get(name), name, text) for name, text in pairs.items()}, settled=typed.settle)


def read_value(number: NumberInput | None, name: str, text: str) -> Decimal:
    """A typed number by the unit of its input; a share is a quantity. Unknown names are left for the rule to refuse."""
    if number is None or name == SHARE or number.unit != "n":
        return read_quantity(text)
    return read_count(text)


def read_ticks(text: str) -> frozenset[int]:
    """The numbers 1 and 3 out of "1,3"; none out of "0" or ""."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() and part.isascii() for part in parts):
        raise Refused("cli.bad_number_list", text=text)
    return frozenset(int(part) for part in parts) - {0}


def read_date(text: str) -> date:
    """A day as people write it: 31/12/2026, 5-3-26, 31.12.2026, 31122026, 2026-12-31; two figures of a year are of this century.

    Raises Refused("answer.date_unreadable") for anything else.
    """
    found = next((found for form in _DAYS if (found := form.fullmatch(text.strip()))), None)
    if found is not None:
        year = int(found["year"]) + (_CENTURY if len(found["year"]) == 2 else 0)
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            day = date.min
        if 1900 <= day.year <= 2200:
            return day
    raise Refused("answer.date_unreadable", text=text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise Refused("cli.bad_pair", text=text)
    return name.strip(), value.strip()
