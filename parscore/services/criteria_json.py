"""A table's draft as plain values for `criteria read --json`; numbers are canonical text."""

from collections.abc import Callable
from typing import Any

from parscore.domain.criteria import Criterion, Field
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO, canonical
from parscore.domain.table_draft import TableDraft
from parscore.services.rule_json import band_json, number_text, rule_json

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
        "rule": None if leaf is None else rule_json(leaf.rule, draft.proposals[leaf.key]),
        "rungs": [] if leaf is None else [_rung(rung) for rung in leaf.rungs],
        "children": [_node(child, draft) for child in node.children],
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {"text": rung.text, "points": number_text(rung.points), "where": rung.where, "band": band_json(rung.band)}
