"""Faults of a criteria set itself: totals that do not add up, scales that leave a case open, codes that repeat or do not fit."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from parscore.domain.applicability import resolve
from parscore.domain.bands import BandFault, band_faults, beyond
from parscore.domain.criteria import CriteriaSet, Criterion, Field, leaves_of, walk
from parscore.domain.findings import Finding
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, ZERO, show_points
from parscore.domain.rules import (
    Additive,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    Ladder,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
)
from parscore.domain.rung_clauses import says_none_arose
from parscore.domain.scale_faults import against_measure


def check_set(criteria: CriteriaSet) -> tuple[Finding, ...]:
    """Every fault, node by node in the table's order, then those of the whole."""
    roots: tuple[Field | Criterion, ...] = (*criteria.fields, *criteria.bonus, *criteria.penalty)
    found = [finding for root in roots for finding in _check_node(root, None) if not _needs_no_maximum(criteria, finding)]
    for part in (criteria.fields, criteria.bonus, criteria.penalty):
        found.extend(_repeated(part))
    total = sum((field.max_points for field in criteria.fields), ZERO)
    if criteria.max_points is not None and criteria.max_points != total:
        facts = {"declared": show_points(criteria.max_points), "sum": show_points(total)}
        found.append(Finding("error", "set.total", facts=facts))
    for profile in criteria.applicability:
        found += [replace(each, where=profile.name) for each in resolve(criteria, profile.codes).findings]
    return tuple(found)


def _needs_no_maximum(criteria: CriteriaSet, finding: Finding) -> bool:
    """Whether a maximum of 0 is told of a leaf outside the fields that counts so many points each: nothing caps it then."""
    if finding.code != "set.no_points":
        return False
    outside = (leaf for extra in (*criteria.bonus, *criteria.penalty) for leaf in leaves_of(extra))
    return any(leaf.key == finding.key and isinstance(leaf.rule, Count) and leaf.rule.each is not None for leaf in outside)


def _check_node(node: Field | Criterion, parent: Field | Criterion | None) -> Iterator[Finding]:
    if parent is not None and not _fits(node.code, parent.code):
        yield _at(node, "warning", "set.misplaced_code", parent=parent.code)
    if node.children:
        total = sum((child.max_points for child in node.children), ZERO)
        if total != node.max_points:
            yield _at(node, "error", "set.children_sum", sum=show_points(total), max=show_points(node.max_points))
    elif isinstance(node, Criterion):
        yield from _check_leaf(node)
    else:
        yield _at(node, "error", "set.empty_field")
    for child in node.children:
        yield from _check_node(child, node)


def _fits(code: str, parent: str) -> bool:
    """Whether a dotted code begins with its parent's; codes of other shapes say nothing."""
    parts, above = code.rstrip(".").split("."), parent.rstrip(".").split(".")
    if len(parts) < 2 or not all(part.isdecimal() for part in (*parts, *above)) or len(parts) <= len(above):
        return True
    return parts[: len(above)] == above


def _repeated(roots: tuple[Field, ...] | tuple[Criterion, ...]) -> Iterator[Finding]:
    """Codes used twice; where numbering starts anew ("1" under "I" and under "II", "a" under "1" and under "2"), twice in one place."""
    first: dict[tuple[str, str], Field | Criterion] = {}
    for root in roots:
        above = {child.key: node.key for node in walk(root) for child in node.children}
        for node in walk(root):
            anew = node is not root and node.code.split(".")[0] != root.code.rstrip(".").split(".")[0]
            within = above.get(node.key, "") if "." not in node.code.rstrip(".") else root.key
            place = (within if anew and not root.code.rstrip(".").isdecimal() else "", node.code.rstrip("."))
            if node is not root and node.code == root.code:
                continue
            if place[1] and place in first:
                yield _at(node, "warning", "set.repeated_code", first=first[place].name)
            elif place[1]:
                first[place] = node


def _check_leaf(leaf: Criterion) -> Iterator[Finding]:
    if leaf.rule is None:
        yield _at(leaf, "error", "set.no_rule")
        return
    if leaf.max_points <= 0:
        yield _at(leaf, "error", "set.no_points")
    if isinstance(leaf.rule, NotSelfScored):
        return
    if isinstance(leaf.rule, Additive):
        total = sum((rung.points or ZERO for rung in leaf.rungs), ZERO)
        if total != leaf.max_points:
            yield _at(leaf, "error", "set.additive_sum", sum=show_points(total), max=show_points(leaf.max_points))
        return
    if isinstance(leaf.rule, Deduction) and not leaf.rule.items:
        yield _at(leaf, "error", "set.no_items")
    if isinstance(leaf.rule, Proportional | PlanProgress) and leaf.rule.floor > leaf.rule.full_at:
        yield _at(leaf, "error", "set.floor_over_full", floor=show_points(leaf.rule.floor), full=show_points(leaf.rule.full_at))
    if _picks_a_rung(leaf):
        yield from _check_points(leaf)
        yield from _check_bands(leaf)


def _picks_a_rung(leaf: Criterion) -> bool:
    if isinstance(leaf.rule, Ladder | Conditions | Bands | DateRule | Target):
        return True
    banded = any(rung.band is not None for rung in leaf.rungs)
    return banded and isinstance(leaf.rule, Count | PlanProgress)


def _check_points(leaf: Criterion) -> Iterator[Finding]:
    if not leaf.rungs:
        yield _at(leaf, "error", "set.no_rungs")
        return
    for rung in leaf.rungs:
        if rung.points is None:
            yield _of_rung(leaf, rung, "error", "set.rung_without_points")
    points = [rung.points for rung in leaf.rungs if rung.points is not None]
    if points and max(points) != leaf.max_points:
        yield _of_rung(leaf, leaf.rungs[0], "error", "set.top_not_max", top=show_points(max(points)), max=show_points(leaf.max_points))
    if points and min(points) != ZERO:
        yield _of_rung(leaf, leaf.rungs[-1], "info", "set.bottom_not_zero", bottom=show_points(min(points)))


def _check_bands(leaf: Criterion) -> Iterator[Finding]:
    bands = [rung.band for rung in leaf.rungs]
    if all(band is None for band in bands):
        if isinstance(leaf.rule, Bands):
            yield _at(leaf, "error", "set.no_bounds")
        return
    faults = band_faults(bands, _top(leaf.rule), whole=isinstance(leaf.rule, DateRule | Count))
    for fault in faults:
        yield _band_finding(leaf, fault)
    if _top(leaf.rule) == HUNDRED:
        for rung in leaf.rungs:
            if rung.band is not None and beyond(rung.band, HUNDRED):
                yield _of_rung(leaf, rung, "warning", "set.over_hundred")
    if not faults and against_measure(leaf.rungs, bands):
        yield _at(leaf, "warning", "set.against")


def _top(rule: Rule | None) -> Decimal | None:
    return None if isinstance(rule, DateRule | Count) else HUNDRED


def _band_finding(leaf: Criterion, fault: BandFault) -> Finding:
    stretch = (
        show_points(fault.lo)
        if fault.hi == fault.lo
        else f"{show_points(fault.lo)} – {show_points(fault.hi) if fault.hi is not None else '…'}"
    )
    if fault.kind == "gap":
        return _at(leaf, "info" if _settled_by_words(leaf) else "warning", "set.gap", values=stretch)
    later = leaf.rungs[fault.rungs[-1] - 1]
    others = ", ".join(f"“{leaf.rungs[number - 1].text}”" for number in fault.rungs)
    return _of_rung(leaf, later, "warning", "set.overlap", values=stretch, rungs=others)


def _settled_by_words(leaf: Criterion) -> bool:
    """Whether a rung told in words alone may take in what no figure does."""
    return any(rung.band is None and not says_none_arose(rung.text) for rung in leaf.rungs)


def _at(node: Field | Criterion, severity: str, code: str, **facts: object) -> Finding:
    named = {"code": node.code, "name": node.name, **facts}
    return Finding(severity, code, node.where, node.key, named)  # type: ignore[arg-type]


def _of_rung(leaf: Criterion, rung: Rung, severity: str, code: str, **facts: object) -> Finding:
    named = {"code": leaf.code, "name": leaf.name, "rung": rung.text, **facts}
    return Finding(severity, code, rung.where or leaf.where, leaf.key, named)  # type: ignore[arg-type]
