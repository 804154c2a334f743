"""The tree of a table once all its rows are read: scales with codes become rungs, levels that mislead are put right, sums made up."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.extra_maxima import settle_maxima
from parscore.domain.node_levels import bare_leaves, levels_by_points, nested, sum_faults, walked
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO
from parscore.domain.row_codes import both_parts, shape_of
from parscore.domain.rung_text import earns_by_number, says_survey, split_points
from parscore.domain.table_draft import RowKind
from parscore.domain.table_node import Node

Find = Callable[..., None]
_MEASURED = re.compile(r"(?:tỷ lệ|tỉ lệ|mức độ|số lượng|chất lượng)\b", re.IGNORECASE)  # earns in parts, so it is no tick


@dataclass(slots=True)
class Parts:
    """The fields and the parts outside them; `in_extra` while rows of such a part are read."""

    fields: list[Node] = field(default_factory=list)
    bonus: list[Node] = field(default_factory=list)
    penalty: list[Node] = field(default_factory=list)
    in_extra: bool = False

    def begin(self, part: Literal["bonus", "penalty"], node: Node) -> None:
        """A part outside the fields begins with this node."""
        (self.bonus if part == "bonus" else self.penalty).append(node)
        self.in_extra = True

    def has_extras(self) -> bool:
        """Whether there are parts outside the fields."""
        return bool(self.bonus or self.penalty)

    def is_root(self, node: Node) -> bool:
        """Whether a node is the heading of a part outside the fields."""
        return any(node is root for root in (*self.bonus, *self.penalty))

    def bonus_maximum(self) -> Decimal:
        """The most that the bonus gives."""
        return sum((node.max_points or sum((child.maximum for child in node.children), ZERO) for node in self.bonus), ZERO)


def shaped(parts: Parts, uncoded: bool, kinds: dict[int, RowKind], owners: dict[int, int], find: Find) -> None:
    """Put the tree in its final shape."""
    for root in (*parts.fields, *parts.bonus, *parts.penalty):
        _fold(root, kinds, owners, find)
    _by_points(parts, uncoded, kinds, find)
    if any(node.rungs for node in walked(parts.fields)):  # a table without any scale prints its smallest criteria with letters
        for root in parts.fields:
            _tick(root, kinds, owners, find)
    for root in parts.fields:
        _share_out(root)
        _sum_up(root, find)
    for root in [root for root in parts.bonus if not root.children and not root.rungs and both_parts(root.name)]:
        parts.bonus.remove(root)
        kinds[root.row] = "head"
    for root in (*parts.bonus, *parts.penalty):
        for child in root.children:
            _sum_up(child, find)
        settle_maxima(root)
        if root.children:
            kinds[root.row] = "head"
            owners.pop(root.row, None)
    for row in [row for row, kind in kinds.items() if kind not in {"field", "criterion", "rung", "note"}]:
        owners.pop(row, None)


def _fold(node: Node, kinds: dict[int, RowKind], owners: dict[int, int], find: Find) -> None:
    """Children that are a scale with codes, from the parent's maximum down to 0, become its rungs."""
    for child in node.children:
        _fold(child, kinds, owners, find)
    points = [child.max_points for child in node.children]
    plain = len(points) > 1 and not node.rungs and not any(child.children or child.rungs for child in node.children)
    if plain and node.max_points is not None and points[0] == node.max_points and points[-1] == 0:
        _into_rungs(node, kinds, owners, find)


def _tick(node: Node, kinds: dict[int, RowKind], owners: dict[int, int], find: Find) -> None:
    """Children with letters and no scale of their own, whose points make the maximum together, become lines that are ticked."""
    for child in node.children:
        _tick(child, kinds, owners, find)
    points = [child.max_points for child in node.children]
    if len(points) < 2 or node.rungs or not all(_is_plain_letter(child) for child in node.children):
        return
    if all(points) and sum(filter(None, points), ZERO) == node.max_points and not node.maximum_from:
        _into_rungs(node, kinds, owners, find)


def _is_plain_letter(node: Node) -> bool:
    """Whether a node is a letter with a name and points, and nothing else is said of it."""
    shape = shape_of(node.code)
    more = (node.children, node.rungs, node.inputs, node.declared, node.notes, node.unread, node.survey is not None)
    measured = says_survey(node.name) or earns_by_number(node.name) or _MEASURED.match(node.name)
    return shape is not None and shape[0] == "lower" and not any(more) and not measured


def _into_rungs(node: Node, kinds: dict[int, RowKind], owners: dict[int, int], find: Find) -> None:
    for child in node.children:
        find("warning", "table.coded_rung", child.where, code=child.code)
        kinds[child.row] = "rung"
        owners[child.row] = node.row
        node.rungs.append(Rung(split_points(child.name, node.max_points)[0], child.max_points, None, child.where))
        node.asked += [line for line in child.asked if line not in node.asked]
    node.children.clear()


def _by_points(parts: Parts, uncoded: bool, kinds: dict[int, RowKind], find: Find) -> None:
    """Where maxima do not add up, the levels at which all of them do, if there are such.

    Codes are overruled only where those of the fields repeat, so that they cannot tell the levels; that is told.
    """
    faults = sum_faults(parts.fields)
    bare = bare_leaves(parts.fields)
    roots = [node.code for node in parts.fields]
    if not (faults or (bare and not any(node.children for node in parts.fields))) or (not uncoded and len(set(roots)) == len(roots)):
        return
    nodes = list(walked(parts.fields))
    before = [node.level for node in nodes]
    levels = levels_by_points(nodes)
    if levels is None or levels == before:
        return
    parts.fields[:] = nested(nodes, levels)
    if (sum_faults(parts.fields), bare_leaves(parts.fields)) >= (faults, bare):
        parts.fields[:] = nested(nodes, before)
        return
    for node in nodes:
        kinds[node.row] = "field" if node.level == 1 else "criterion"
    if not uncoded or len(set(before)) > 1:
        find("warning", "table.levels_by_points", parts.fields[0].where)


def _share_out(node: Node) -> None:
    """A node above leaves whose own points and survey's points stand apart has both, where its children add up to both."""
    for child in node.children:
        _share_out(child)
    total = sum((child.max_points or ZERO for child in node.children), ZERO)
    if node.survey is not None and not node.survey_only and node.max_points is not None and total == node.max_points + node.survey:
        node.max_points = total


def _sum_up(node: Node, find: Find) -> None:
    """A maximum that is not printed above criteria is the sum of theirs."""
    for child in node.children:
        _sum_up(child, find)
    if node.children and node.maximum_at and all(child.max_points is not None for child in node.children):
        node.max_points = sum((child.maximum for child in node.children), ZERO)
        node.maximum_from = "summed"
