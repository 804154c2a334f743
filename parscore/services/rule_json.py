"""A proposed rule as plain values: what the officer enters, where each rung begins and ends, and the sum in one readable line.

In `formula` the inputs stand by their names and `max` is the leaf's maximum.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parscore.domain.bands import Band
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.points import HUNDRED, canonical
from parscore.domain.rule_proposal import Proposal
from parscore.domain.rules import (
    Additive,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
)


def rule_json(rule: Rule | None, proposal: Proposal) -> dict[str, Any]:
    """Kind, sureness, questions and everything that the family has."""
    plain: dict[str, Any] = {"kind": "manual" if rule is None else rule.kind, "sure": proposal.sure, "open": list(proposal.open)}
    if rule is None:
        return plain
    plain["inputs"] = [_number(number) for number in rule.inputs]
    plain["bounds"] = _bounds(rule, proposal.rungs)
    plain["formula"] = _formula(rule)
    details = _DETAILS.get(type(rule))
    return plain | (details(rule) if details else {})


def band_json(band: Band | None) -> dict[str, Any] | None:
    """The four sides of a band; None where a rung has none."""
    if band is None:
        return None
    return {"lo": number_text(band.lo), "lo_incl": band.lo_incl, "hi": number_text(band.hi), "hi_incl": band.hi_incl}


def number_text(value: Decimal | None) -> str | None:
    """A number as canonical text."""
    return None if value is None else canonical(value)


def _number(number: NumberInput) -> dict[str, str]:
    return {"name": number.name, "label": number.label, "unit": number.unit}


def _bounds(rule: Rule, rungs: tuple[Rung, ...]) -> list[dict[str, Any]]:
    unit = "days" if isinstance(rule, DateRule) else "n" if isinstance(rule, Count) else "%"
    return [
        {"rung": at, "points": number_text(rung.points), "unit": unit} | (band_json(rung.band) or {})
        for at, rung in enumerate(rungs, 1)
        if rung.band is not None
    ]


def _formula(rule: Rule) -> str | None:
    if isinstance(rule, Bands | PlanProgress):
        return f"{rule.share.part.name} / {rule.share.whole.name} × 100"
    if isinstance(rule, Proportional):
        base = f" / {canonical(rule.full_at)}% " if rule.scaled else " "
        return f"{rule.share.part.name} / {rule.share.whole.name}{base}× max"
    if isinstance(rule, Count):
        return rule.number.name if rule.each is None else f"min({rule.number.name} × {canonical(rule.each)}, max)"
    if isinstance(rule, Deduction):
        taken = " + ".join(map(_term, rule.items)) or "0"
        return f"max(0, max − {f'min({taken}, {canonical(rule.most)})' if rule.most is not None else f'({taken})'})"
    fixed = {Additive: "sum of the ticked rungs", Conditions: "every fact holds: max, else the last rung", DateRule: "issued − due"}
    if isinstance(rule, Target):
        return f"{rule.actual.name} {rule.comparator} {rule.target.name}"
    return fixed.get(type(rule))


def _proportion(rule: Proportional | PlanProgress) -> dict[str, Any]:
    plain: dict[str, Any] = {"full_at": canonical(rule.full_at), "floor": canonical(rule.floor), "floor_earns": rule.floor_earns}
    if isinstance(rule, Proportional):
        plain |= {"full_earns": rule.full_earns, "scaled": rule.scaled and rule.full_at != HUNDRED}
    return plain


def _count(rule: Count) -> dict[str, Any]:
    return {} if rule.each is None else {"each": canonical(rule.each), "cap": "max"}


def _term(item: DeductionItem) -> str:
    taken = f"{item.number.name} × {canonical(item.each)}"
    return taken if item.most is None else f"min({taken}, {canonical(item.most)})"


def _deduction(rule: Deduction) -> dict[str, Any]:
    caps = [number_text(item.most) for item in rule.items]
    each = {"each": [canonical(item.each) for item in rule.items], "most": number_text(rule.most), "floor": "0"}
    return each | ({"most_of_each": caps} if any(caps) else {})


_DETAILS: dict[type[Rule], Callable[[Any], dict[str, Any]]] = {
    Conditions: lambda rule: {"facts": list(rule.facts)},
    Count: _count,
    Deduction: _deduction,
    Proportional: _proportion,
    PlanProgress: _proportion,
    DateRule: lambda rule: {"due": rule.due.isoformat() if rule.due else None},
    Target: lambda rule: {"comparator": rule.comparator},
    NotSelfScored: lambda rule: {"by": rule.by},
}
