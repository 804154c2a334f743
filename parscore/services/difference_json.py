"""The difference between two sets as plain values and as sentences."""

from collections.abc import Callable
from typing import Any

from parscore.domain.criteria import CriteriaSet
from parscore.domain.node_pairs import Node
from parscore.domain.points import canonical, show_points
from parscore.domain.scale_text import Detail
from parscore.domain.set_difference import Change, SetDifference

Say = Callable[..., str]


def difference_plain(found: SetDifference, say: Say) -> dict[str, Any]:
    """All that differs; `map` is what became of every old node, `counts` also counts what is the same."""
    return {
        "old": _set(found.old),
        "new": _set(found.new),
        "same": found.is_same,
        "counts": dict(found.counts),
        "unsure": len(found.unsure),
        "set": [_detail(each, say) for each in found.of_set],
        "changes": [change_plain(each, say) for each in found.changes if each.kinds != ("same",) or not each.sure],
        "map": {key: list(keys) for key, keys in found.code_map().entries.items()},
    }


def change_plain(change: Change, say: Say) -> dict[str, Any]:
    """One change with its sentences."""
    return {
        "kinds": list(change.kinds),
        "sure": change.sure,
        "leaves": change.of_leaves,
        "old": [_node(node) for node in change.old],
        "new": [_node(node) for node in change.new],
        "details": [_detail(each, say) for each in change.details],
    }


def change_text(change: Change, say: Say) -> str:
    """What became of the nodes in one line."""
    old, new = (" + ".join(node_text(node, say) for node in nodes) for nodes in (change.old, change.new))
    if not old or not new or (change.kinds == ("same",) and old == new):
        return old or new
    alone = len(change.old) == len(change.new) == 1 and not {"recoded", "renamed", "points"} & set(change.kinds)
    return new if alone else say("difference.became", old=old, new=new)


def detail_text(detail: Detail, say: Say) -> str:
    """One thing that differs, as a sentence."""
    facts = {name: say(f"kind.{value}") if name.startswith("kind_") else value for name, value in detail.facts.items()}
    return say(f"difference.detail.{detail.code}", **facts)


def node_text(node: Node, say: Say) -> str:
    """Code, name and maximum of a node."""
    return say("difference.node", code=node.code or node.key, name=node.name, points=show_points(node.max_points))


def _set(criteria: CriteriaSet) -> dict[str, Any]:
    return {
        "code": criteria.code,
        "title": criteria.title,
        "version": criteria.version,
        "year": criteria.year,
        "digest": criteria.digest,
        "max": canonical(criteria.declared_total()),
    }


def _node(node: Node) -> dict[str, str]:
    return {"key": node.key, "code": node.code, "name": node.name, "max": canonical(node.max_points)}


def _detail(detail: Detail, say: Say) -> dict[str, Any]:
    return {"code": detail.code, "message": detail_text(detail, say), **detail.facts}
