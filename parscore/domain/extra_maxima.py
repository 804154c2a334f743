"""Maxima that a part outside the fields does not print: its sentences tell them, or the cap of the whole part holds."""

import re

from parscore.domain.node_levels import walked
from parscore.domain.outcome import Rung
from parscore.domain.points import ZERO, read_points
from parscore.domain.rung_text import earns_by_number, split_points
from parscore.domain.table_node import Node

_CAP = re.compile(
    r"\b(?:tối đa|không (?:vượt )?quá|cao nhất)\s+(?:(?:là|không quá|được|cộng|trừ)\s+)*(?P<points>\d+(?:[.,]\d+)?)\s*(?:điểm|đ)(?!\w)",
    re.I,
)


def settle_maxima(root: Node) -> None:
    """Give each leaf under a part's heading a scale where its name is one, and the maximum that follows from it."""
    for leaf in [node for node in walked([root]) if not node.children]:
        by_number = [rung for rung in leaf.rungs if rung.points is None and earns_by_number(rung.text)]
        if not leaf.rungs and earns_by_number(leaf.name):
            by_number.append(Rung(leaf.name, None, None, leaf.where))  # "Mỗi sáng kiến được 1 điểm" names and tells its points at once
            leaf.rungs += by_number
        if leaf.max_points is None:
            _settle(leaf, root, by_number)


def _settle(leaf: Node, root: Node, by_number: list[Rung]) -> None:
    known = [rung.points for rung in leaf.rungs if rung.points is not None]
    stated = {found["points"] for rung in by_number for found in _CAP.finditer(rung.text)}
    text, said = split_points(leaf.name, None)
    if len(stated) == 1:
        leaf.max_points, leaf.maximum_from = read_points(stated.pop()), "said"
    elif by_number:
        capped = leaf is not root and root.max_points is not None
        leaf.max_points, leaf.maximum_from = (root.max_points, "of_part") if capped else (None, "open")
    elif known and max(known) > ZERO:
        leaf.max_points, leaf.maximum_from = max(known), "said"
    elif not leaf.rungs and said:
        leaf.rungs.append(Rung(text, said, None, leaf.where))
        leaf.max_points, leaf.maximum_from = said, "said"
