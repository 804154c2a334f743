"""A criteria set as plain values for YAML; what a reader would fill in by itself is left out."""

from typing import Any

from parscore.adapters.files.criteria_shape import show_band
from parscore.domain.criteria import CriteriaSet, Criterion, Field, unique_keys, walk
from parscore.domain.measured_rules import Share
from parscore.domain.outcome import NumberInput, Rung
from parscore.domain.points import HUNDRED, ZERO, canonical
from parscore.domain.rules import (
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


def plain_set(criteria: CriteriaSet) -> dict[str, Any]:
    """The whole set; numbers as canonical text."""
    roots: tuple[Field | Criterion, ...] = (*criteria.fields, *criteria.bonus, *criteria.penalty)
    nodes = [node for root in roots for node in walk(root)]
    plain_keys = [node.key for node in nodes] == unique_keys([node.code for node in nodes])
    plain: dict[str, Any] = {
        "code": criteria.code,
        "title": criteria.title,
        "version": criteria.version,
        "year": criteria.year,
        "decision": criteria.decision,
        "decided": None if criteria.decided is None else criteria.decided.isoformat(),
        "issuer": criteria.issuer,
        "body": criteria.body,
        "notice": criteria.notice,
        "replaces": criteria.replaces,
        "max": None if criteria.max_points is None else canonical(criteria.max_points),
        "decimals": None if criteria.decimals == 2 else criteria.decimals,
        "classes": [{"name": each.name, "index_from": canonical(each.index_from)} for each in criteria.classes],
        "applicability": [
            _filled({"name": each.name, "clause": each.clause, "codes": list(each.codes)}) for each in criteria.applicability
        ],
        "fields": [_node(field, plain_keys) for field in criteria.fields],
        "bonus": [_node(each, plain_keys) for each in criteria.bonus],
        "bonus_cap": None if criteria.bonus_cap is None else canonical(criteria.bonus_cap),
        "penalty": [_node(each, plain_keys) for each in criteria.penalty],
        "penalty_cap": None if criteria.penalty_cap is None else canonical(criteria.penalty_cap),
    }
    return {"code": criteria.code, "title": criteria.title, "version": criteria.version} | _filled(plain)


def _filled(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in plain.items() if value not in (None, "", [])}


def _node(node: Field | Criterion, plain_keys: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": node.code}
    if not plain_keys:
        plain["key"] = node.key
    plain |= {"name": node.name, "max": canonical(node.max_points)}
    rest: dict[str, Any] = {"where": node.where}
    if isinstance(node, Criterion):
        rest["rule"] = None if node.rule is None else _rule(node.rule)
        rest["rungs"] = [_rung(rung) for rung in node.rungs]
        rest["evidence"] = [{"kind": each.kind} | _filled({"issuer": each.issuer, "due": each.due}) for each in node.evidence_asked]
        rest["help"] = node.help
        rest |= {"sure": "" if node.sure == "sure" else node.sure, "open": list(node.open)}
    rest["criteria"] = [_node(child, plain_keys) for child in node.children]
    return plain | _filled(rest)


def _rung(rung: Rung) -> dict[str, Any]:
    rest = {
        "points": None if rung.points is None else canonical(rung.points),
        "band": None if rung.band is None else show_band(rung.band),
        "where": rung.where,
    }
    return {"text": rung.text} | _filled(rest)


def _number(number: NumberInput) -> dict[str, Any]:
    return {"name": number.name, "label": number.label} | ({} if number.unit == "n" else {"unit": number.unit})


def _share(share: Share) -> dict[str, Any]:
    return {"part": _number(share.part), "whole": _number(share.whole)}


def _rule(rule: Rule) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": rule.kind}
    if isinstance(rule, Bands | Proportional | PlanProgress):
        plain |= _share(rule.share)
    if isinstance(rule, Proportional | PlanProgress):
        plain |= _proportion(rule)
    elif isinstance(rule, Conditions):
        plain |= {"facts": list(rule.facts)} if rule.facts else {}
    elif isinstance(rule, Count):
        plain |= {"number": _number(rule.number)} | ({} if rule.each is None else {"each": canonical(rule.each)})
    elif isinstance(rule, Deduction):
        plain["items"] = [
            {"number": _number(item.number), "each": canonical(item.each)} | ({} if item.most is None else {"most": canonical(item.most)})
            for item in rule.items
        ]
        plain |= {} if rule.most is None else {"most": canonical(rule.most)}
    elif isinstance(rule, DateRule):
        plain |= {} if rule.due is None else {"due": rule.due.isoformat()}
    elif isinstance(rule, Target):
        plain |= {"actual": _number(rule.actual), "target": _number(rule.target), "comparator": rule.comparator}
    elif isinstance(rule, NotSelfScored):
        plain["by"] = rule.by
    return plain


def _proportion(rule: Proportional | PlanProgress) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    if rule.full_at != HUNDRED:
        plain["full_at"] = canonical(rule.full_at)
    if rule.floor != ZERO:
        plain["floor"] = canonical(rule.floor)
    if not rule.floor_earns:
        plain["floor_earns"] = False
    if isinstance(rule, Proportional) and rule.scaled:
        plain["scaled"] = True
    if isinstance(rule, Proportional) and not rule.full_earns:
        plain["full_earns"] = False
    return plain
