"""What is wrong with a criteria set in YAML, in words: its writing, its tree, and what it says."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from parscore.adapters.files.criteria_shape import (
    ClassShape,
    CriterionShape,
    EvidenceShape,
    FieldShape,
    NumberShape,
    RungShape,
    SetShape,
    show_band,
)
from parscore.adapters.files.criteria_yaml_marks import Faults, Place
from parscore.domain.criteria import CriteriaSet, Criterion, Field, walk
from parscore.domain.rules import FAMILIES, Deduction, PlanProgress, Proportional
from parscore.domain.set_checks import check_set
from parscore.texts import say

_SHAPES = (SetShape, FieldShape, CriterionShape, RungShape, EvidenceShape, NumberShape, ClassShape)
_KEYS = sorted({name for shape in _SHAPES for name in shape.model_fields})
_TAKES = {
    "int": "whole",
    "bool": "yes_no",
    "list": "list",
    "tuple": "list",
    "model": "group",
    "dict": "group",
    "decimal": "no_number",
}


def tell_shape(wrong: ValidationError, faults: Faults) -> None:
    """The faults of the parts, each at its line."""
    for each in wrong.errors(include_url=False):
        _tell(str(each["type"]), _place(each["loc"]), each["input"], each.get("ctx", {}), faults)


def _place(location: tuple[str | int, ...]) -> Place:
    """Where in the document; the name of the rule's family, which stands behind "rule" in the location, is no part of it."""
    return tuple(part for at, part in enumerate(location) if not (at and location[at - 1] == "rule" and part in FAMILIES))


def _tell(kind: str, place: Place, given: Any, context: Mapping[str, Any], faults: Faults) -> None:
    last = str(place[-1]) if place else ""
    if kind == "missing":
        faults.add(place[:-1], "missing_key", key=last)
    elif kind == "extra_forbidden":
        _tell_unknown(place, last, faults)
    elif kind == "union_tag_not_found":
        faults.add(place, "missing_key", key="kind")
    elif kind == "union_tag_invalid":
        faults.add(place, "unknown_rule", kind=given.get("kind"), known=", ".join(FAMILIES))
    elif kind == "value_error":
        faults.add(place, str(context["error"]), text=given if isinstance(given, str) else "…")
    elif kind == "literal_error":
        faults.add(place, "one_of", key=last, known=str(context["expected"]).replace("'", "").replace(" or ", ", "))
    elif kind == "string_type":
        faults.add(place, "blank" if given is None else "text", key=last)
    elif kind.startswith("string_"):
        faults.add(place, "name" if "pattern" in kind else "blank", key=last, text=given)
    else:
        faults.add(place, _TAKES.get(kind.split("_", maxsplit=1)[0], "value"), key=last)


def _tell_unknown(place: Place, key: str, faults: Faults) -> None:
    near = [name for name in get_close_matches(key, _KEYS, 2) if name != key]
    if key.strip().isdecimal():
        faults.add(place, "comma", key=key)
    elif near:
        faults.add(place, "unknown_key_near", key=key, near=near[0])
    else:
        faults.add(place, "unknown_key", key=key)


def tell_tree(plain: Mapping[str, Any], faults: Faults) -> None:
    """What the parts alone cannot tell; looks at the values as written, so that other faults do not hide these."""
    if plain.get("fields") == []:
        faults.add(("fields",), "no_fields")
    for group in ("fields", "bonus", "penalty"):
        for place, node in _below(plain, (), group):
            if place[-2] == "criteria" or group != "fields":
                _tell_node(place, node, faults)


def _below(node: Mapping[str, Any], place: Place, group: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    children = node.get(group)
    for at, child in enumerate(children if isinstance(children, list) else ()):
        if isinstance(child, dict):
            yield (*place, group, at), child
            yield from _below(child, (*place, group, at), "criteria")


def _tell_node(place: Place, node: Mapping[str, Any], faults: Faults) -> None:
    if node.get("criteria") and (node.get("rule") or node.get("rungs")):
        faults.add(place, "rule_above_leaf", code=node.get("code", ""))


def tell_content(criteria: CriteriaSet, places: Mapping[str, Place], faults: Faults) -> None:
    """What is wrong with what the set says, at the line of the node or the rung; `places` is by node key."""
    roots: tuple[Field | Criterion, ...] = (*criteria.fields, *criteria.bonus, *criteria.penalty)
    nodes = {node.key: node for root in roots for node in walk(root)}
    for finding in check_set(criteria):
        if finding.severity != "info":
            of_set = ("applicability",) if finding.code.startswith("applicability.") else ("max",)
            place = (*places.get(finding.key, of_set), *_rung_place(nodes.get(finding.key), finding.facts.get("rung")))
            faults.told(faults.line(place), say(f"finding.{finding.code}", **finding.facts))
    for key, node in nodes.items():
        if isinstance(node, Criterion):
            _tell_leaf(node, places[key], faults)


def _rung_place(node: Field | Criterion | None, text: object) -> Place:
    rungs = node.rungs if isinstance(node, Criterion) else ()
    return next((("rungs", at) for at, rung in enumerate(rungs) if text is not None and rung.text == text), ())


def _tell_leaf(leaf: Criterion, place: Place, faults: Faults) -> None:
    """Scales and rules that can never do what they are for."""
    for at, rung in enumerate(leaf.rungs):
        band = rung.band
        if band and band.lo is not None and band.hi is not None and (band.lo, band.lo_incl and band.hi_incl) >= (band.hi, True):
            if band.lo == band.hi and band.lo_incl and band.hi_incl:
                continue
            faults.add((*place, "rungs", at, "band"), "empty_band", text=show_band(band))
    if isinstance(leaf.rule, Deduction) and not leaf.rule.items:
        faults.add((*place, "rule"), "no_items", code=leaf.code)
    if isinstance(leaf.rule, Proportional | PlanProgress) and leaf.rule.floor > leaf.rule.full_at:
        faults.add((*place, "rule"), "floor_above_full", code=leaf.code)
