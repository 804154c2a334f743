"""A table's draft as plain values for `criteria read --json`; numbers are canonical text."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parscore.domain.criteria import Criterion, Field
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.points import ZERO, canonical
from parscore.domain.rules import Conditions, Count, Deduction, Proportional, Rule
from parscore.domain.table_draft import TableDraft

Say = Callable[..., str]


def draft_json(draft: TableDraft, say: Say) -> dict[str, Any]:
    """The whole draft. `max_points` is the declared total, or the sum of the fields where the table declares none."""
    fields = draft.criteria.fields
    total = draft.max_points if draft.max_points is not None else sum((field.max_points for field in fields), ZERO)
    return {
        "title": draft.title,
        "max_points": canonical(total),
        "rows": draft.rows,
        "counts": dict(draft.counts),
        "fields": [_node(field, draft) for field in fields],
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "where": finding.where,
                "message": say(f"finding.{finding.code}", **finding.facts),
            }
            for finding in draft.findings
        ],
    }


def _node(node: Field | Criterion, draft: TableDraft) -> dict[str, Any]:
    leaf = node if isinstance(node, Criterion) and node.is_leaf else None
    return {
        "code": node.code,
        "name": node.name,
        "max_points": canonical(node.max_points),
        "where": node.where,
        "rule": None if leaf is None else _rule(leaf, draft),
        "rungs": [] if leaf is None else [_rung(rung) for rung in leaf.rungs],
        "children": [_node(child, draft) for child in node.children],
    }


def _rule(leaf: Criterion, draft: TableDraft) -> dict[str, Any]:
    proposal = draft.proposals[leaf.key]
    plain: dict[str, Any] = {"kind": leaf.rule.kind if leaf.rule else "manual", "sure": proposal.sure, "open": list(proposal.open)}
    return plain | (_details(leaf.rule) if leaf.rule else {})


def _details(rule: Rule) -> dict[str, Any]:
    plain: dict[str, Any] = {"inputs": [_number(number) for number in rule.inputs]} if rule.inputs else {}
    if isinstance(rule, Conditions):
        plain["facts"] = list(rule.facts)
    elif isinstance(rule, Count) and rule.each is not None:
        plain["each"] = canonical(rule.each)
    elif isinstance(rule, Deduction):
        plain["each"] = [canonical(item.each) for item in rule.items]
    elif isinstance(rule, Proportional):
        plain |= {"full_at": canonical(rule.full_at), "floor": canonical(rule.floor)}
    return plain


def _number(number: NumberInput) -> dict[str, str]:
    return {"name": number.name, "label": number.label, "unit": number.unit}


def _rung(rung: Rung) -> dict[str, Any]:
    band = rung.band
    return {
        "text": rung.text,
        "points": _text(rung.points),
        "where": rung.where,
        "band": None if band is None else {"lo": _text(band.lo), "lo_incl": band.lo_incl, "hi": _text(band.hi), "hi_incl": band.hi_incl},
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical(value)
