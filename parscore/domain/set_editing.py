"""Correct a draft by hand: levels, places, codes, names, points, rungs and rules. Each act gives a new draft."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from parscore.domain.bands import Band
from parscore.domain.criteria import Criterion, EvidenceAsked
from parscore.domain.errors import Refused
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.rules import FAMILIES, Manual, NotSelfScored, Rule
from parscore.domain.rung_text import propose, split_points
from parscore.domain.set_draft import Line, SetDraft, lines, rebuilt
from parscore.domain.settling import after_change
from parscore.domain.viet_text import clean

Where = Literal["in", "out", "up", "down"]


def moved(draft: SetDraft, key: str, where: Where) -> SetDraft:
    """A node one level in or out, or before or behind its neighbour, with everything under it.

    Raises Refused("set_edit.no_place") where there is no such place.
    """
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    depth, part = ordered[at].depth, ordered[at].part
    if where in {"in", "out"}:
        deeper = 1 if where == "in" else -1
        before = next((line for line in reversed(ordered[:at]) if line.part == part), None)
        if depth + deeper < 0 or (where == "in" and (before is None or before.depth < depth)):
            raise _no_place(ordered[at].node)
        ordered[at:end] = [replace(line, depth=line.depth + deeper) for line in ordered[at:end]]
        return _shaped(draft, ordered)
    block = ordered[at:end]
    if where == "up":
        start = _sibling_before(ordered, at)
        if start is None:
            raise _no_place(ordered[at].node)
        return _shaped(draft, ordered[:start] + block + ordered[start:at] + ordered[end:])
    if end >= len(ordered) or ordered[end].depth != depth or ordered[end].part != part:
        raise _no_place(ordered[at].node)
    _, after = _block(ordered, ordered[end].node.key)
    return _shaped(draft, ordered[:at] + ordered[end:after] + block + ordered[after:])


def put_under(draft: SetDraft, key: str, parent: str) -> SetDraft:
    """A node with everything under it as the last child of another; raises Refused("set_edit.own_child") for one of its own."""
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    block = ordered[at:end]
    if any(line.node.key == parent for line in block):
        raise Refused("set_edit.own_child", code=ordered[at].node.code)
    rest = ordered[:at] + ordered[end:]
    to, last = _block(rest, parent)
    deeper = rest[to].depth + 1 - block[0].depth
    put = [replace(line, depth=line.depth + deeper, part=rest[to].part) for line in block]
    return _shaped(draft, rest[:last] + put + rest[last:])


def added(draft: SetDraft, after: str, code: str, name: str) -> tuple[SetDraft, str]:
    """A new node behind another, beside it, and the new one's key; with `after` empty a new field at the end."""
    ordered = lines(draft.criteria)
    key = _fresh_key(ordered, code)
    at, depth, part = len([line for line in ordered if line.part == "field"]), 0, "field"
    if after:
        begin, at = _block(ordered, after)
        depth, part = ordered[begin].depth, ordered[begin].part
    node = Criterion(key, clean(code), clean(name), ZERO)
    node = node if depth == 0 else replace(node, rule=Manual())
    return _shaped(draft, [*ordered[:at], Line(part, depth, node), *ordered[at:]]), key


def removed(draft: SetDraft, key: str) -> SetDraft:
    """Without a node and everything under it."""
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    return _shaped(draft, ordered[:at] + ordered[end:])


def in_part(draft: SetDraft, key: str, part: Literal["field", "bonus", "penalty"]) -> SetDraft:
    """A node with everything under it at the end of the fields, of the bonus or of the penalty."""
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    block = [replace(line, depth=line.depth - ordered[at].depth, part=part) for line in ordered[at:end]]
    return _shaped(draft, ordered[:at] + ordered[end:] + block)


def node_to_rung(draft: SetDraft, key: str) -> SetDraft:
    """A node without children becomes the last rung of the leaf before it (a rung that carried a code).

    Its own rungs follow it. Raises Refused("set_edit.no_leaf_above") where none stands before it, "set_edit.has_children" with children.
    """
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    node = ordered[at].node
    if end > at + 1:
        raise Refused("set_edit.has_children", code=node.code)
    if at == 0 or ordered[at - 1].part != ordered[at].part or ordered[at - 1].depth == 0:
        raise Refused("set_edit.no_leaf_above", code=node.code)
    above = ordered[at - 1].node
    text = split_points(node.name, above.max_points)[0]
    rungs = (*above.rungs, Rung(text, node.max_points, None, node.where), *node.rungs)
    ordered[at - 1] = replace(ordered[at - 1], node=_reread(replace(above, rungs=rungs)))
    rows = {row: above.key if owner == key else owner for row, owner in draft.row_keys.items()}
    kinds = {row: "rung" if draft.row_keys.get(row) == key and kind == "criterion" else kind for row, kind in draft.kinds.items()}
    return _shaped(replace(draft, row_keys=rows, kinds=kinds), ordered[:at] + ordered[end:])


def rung_to_node(draft: SetDraft, key: str, number: int) -> tuple[SetDraft, str]:
    """A rung (from 1) becomes a leaf of its own behind its leaf, with the rungs after it; gives the new leaf's key."""
    ordered = lines(draft.criteria)
    at, end = _block(ordered, key)
    leaf = ordered[at].node
    rung = _rung(leaf, number)
    new = Criterion(_fresh_key(ordered, ""), "", rung.text, rung.points or ZERO, where=rung.where, rungs=leaf.rungs[number:])
    ordered[at] = replace(ordered[at], node=_reread(replace(leaf, rungs=leaf.rungs[: number - 1])))
    line = Line(ordered[at].part, ordered[at].depth, _reread(new))
    places = {each.where for each in (rung, *new.rungs) if each.where}
    shaped = _shaped(draft, [*ordered[:end], line, *ordered[end:]])
    if draft.source is None:
        return shaped, new.key
    rows = [row.number for row in draft.source.rows if places & {cell.where for cell in row.cells if cell.where}]
    first = [row.number for row in draft.source.rows if rung.where and rung.where in {cell.where for cell in row.cells}]
    kinds = {**draft.kinds, **dict.fromkeys(first, "criterion")}
    return replace(shaped, kinds=kinds, row_keys={**draft.row_keys, **dict.fromkeys(rows, new.key)}), new.key


def with_code(draft: SetDraft, key: str, code: str) -> SetDraft:
    """Another printed code."""
    return draft.with_node(key, lambda node: replace(node, code=clean(code)))


def with_name(draft: SetDraft, key: str, name: str) -> SetDraft:
    """Another name; raises Refused("set_edit.no_name") for none."""
    if not clean(name):
        raise Refused("set_edit.no_name")
    return draft.with_node(key, lambda node: replace(node, name=clean(name)))


def with_maximum(draft: SetDraft, key: str, points: Decimal) -> SetDraft:
    """Another maximum, at least 0."""
    if points < 0:
        raise Refused("set_edit.negative")
    return draft.with_node(key, lambda node: after_change(node, replace(node, max_points=points)))


def with_rule(draft: SetDraft, key: str, rule: Rule) -> SetDraft:
    """Another rule, chosen by a person: questions about which rule it is are settled by that."""
    return draft.with_node(key, lambda node: after_change(node, replace(node, rule=rule), by_hand=True))


def with_kind(draft: SetDraft, key: str, kind: str, by: str = "survey") -> SetDraft:
    """Another rule family with its plain settings, keeping the numbers asked for where both families ask for a share."""
    family = FAMILIES[kind]

    def change(node: Criterion) -> Criterion:
        if node.rule is not None and node.rule.kind == kind and not isinstance(node.rule, NotSelfScored):
            return node
        rule: Rule = NotSelfScored(by) if kind == NotSelfScored.kind else family()
        share = getattr(node.rule, "share", None)
        if share is not None and hasattr(rule, "share"):
            rule = replace(rule, share=share)  # type: ignore[type-var]
        return after_change(node, replace(node, rule=rule), by_hand=True)

    return draft.with_node(key, change)


def with_rungs(draft: SetDraft, key: str, rungs: tuple[Rung, ...]) -> SetDraft:
    """Other rungs as they are given: texts, points, bands."""
    return draft.with_node(key, lambda node: after_change(node, replace(node, rungs=rungs)))


def with_rung(draft: SetDraft, key: str, number: int, change: Callable[[Rung], Rung]) -> SetDraft:
    """One rung (from 1) changed."""
    node = draft.node(key)
    rung = change(_rung(node, number))
    return with_rungs(draft, key, (*node.rungs[: number - 1], rung, *node.rungs[number:]))


def with_band(draft: SetDraft, key: str, number: int, band: Band | None) -> SetDraft:
    """Other bounds of one rung (from 1)."""
    return with_rung(draft, key, number, lambda rung: replace(rung, band=band))


def with_evidence(draft: SetDraft, key: str, asked: tuple[EvidenceAsked, ...]) -> SetDraft:
    """Other documents that are asked for."""
    return draft.with_node(key, lambda node: replace(node, evidence_asked=asked))


def reread(draft: SetDraft, key: str) -> SetDraft:
    """The rule proposed anew from the rungs as they stand now."""
    return draft.with_node(key, _reread)


def _reread(leaf: Criterion) -> Criterion:
    proposal = propose(leaf.name, leaf.max_points, tuple(replace(rung, band=None) for rung in leaf.rungs))
    return replace(leaf, rule=proposal.rule, rungs=proposal.rungs, sure=proposal.sure, open=proposal.open)


def _shaped(draft: SetDraft, ordered: list[Line]) -> SetDraft:
    """The draft with its tree made anew; a node that became a leaf gets a rule."""
    made = rebuilt(draft.criteria, ordered)
    tree = replace(draft, criteria=made)
    for leaf in made.leaves():
        if leaf.rule is None:
            tree = tree.with_node(leaf.key, _reread)
    return tree


def _block(ordered: list[Line], key: str) -> tuple[int, int]:
    """Where a node stands, and where what stands under it ends."""
    at = next((at for at, line in enumerate(ordered) if line.node.key == key), None)
    if at is None:
        raise Refused("criteria.unknown_leaf", code=key)
    end = at + 1
    while end < len(ordered) and ordered[end].part == ordered[at].part and ordered[end].depth > ordered[at].depth:
        end += 1
    return at, end


def _sibling_before(ordered: list[Line], at: int) -> int | None:
    for before in range(at - 1, -1, -1):
        if ordered[before].part != ordered[at].part or ordered[before].depth < ordered[at].depth:
            return None
        if ordered[before].depth == ordered[at].depth:
            return before
    return None


def _rung(leaf: Criterion, number: int) -> Rung:
    if not 1 <= number <= len(leaf.rungs):
        raise Refused("answer.no_such_rung", number=number, count=len(leaf.rungs))
    return leaf.rungs[number - 1]


def _fresh_key(ordered: list[Line], code: str) -> str:
    taken, number = {line.node.key for line in ordered}, 1
    while f"{code}~m{number}" in taken:
        number += 1
    return f"{code}~m{number}"


def _no_place(node: Criterion) -> Refused:
    return Refused("set_edit.no_place", code=node.code)
