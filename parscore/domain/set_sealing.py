"""A draft to a set that can be adopted: keys that follow the codes, a version of its own, nothing left that no set can hold."""

import re
from dataclasses import replace

from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.points import show_points
from parscore.domain.set_draft import Line, SetDraft, lines, rebuilt, with_own_keys


def sealed(draft: SetDraft, *, accept_sure: bool = True) -> tuple[CriteriaSet, dict[str, str]]:
    """The set without its digest, and the key in it of every node of the draft.

    Without `accept_sure` the rules that were surely read are to be confirmed too.
    Raises Refused("set_edit.no_title") or "set_edit.no_leaves".
    """
    criteria = draft.criteria
    if not criteria.title.strip():
        raise Refused("set_edit.no_title")
    if not any(leaf.self_scored for leaf in criteria.leaves()):
        raise Refused("set_edit.no_leaves")
    above = {line.node.key for line, child in _with_next(draft) if child}
    ordered = [replace(line, node=_held(line.node, line.node.key in above, accept_sure)) for line in lines(criteria)]
    return with_own_keys(rebuilt(criteria, ordered))


def next_version(version: str) -> str:
    """The version after one: "1" gives "2", words get " (2)" behind them, then " (3)"."""
    counted = re.fullmatch(r"(.*) \(([0-9]{1,9})\)", version)
    if counted:
        return f"{counted[1]} ({int(counted[2]) + 1})"
    return str(int(version) + 1) if version.isdecimal() else f"{version} (2)"


def _with_next(draft: SetDraft) -> list[tuple[Line, bool]]:
    """Each line, and whether something stands under it."""
    ordered = lines(draft.criteria)
    follows = [*ordered[1:], None]
    return [
        (line, after is not None and after.part == line.part and after.depth > line.depth)
        for line, after in zip(ordered, follows, strict=True)
    ]


def _held(node: Criterion, above: bool, accept_sure: bool) -> Criterion:
    """A node as a set holds it: rungs above a leaf, which nobody can score, are kept as words."""
    if above:
        told = [rung.text if rung.points is None else f"{rung.text}: {show_points(rung.points)}" for rung in node.rungs]
        return replace(node, rule=None, rungs=(), sure="sure", open=(), help="\n".join([*([node.help] if node.help else []), *told]))
    if node.rule is None or accept_sure or node.sure != "sure":
        return node
    return replace(node, sure="check")
