"""What was told while rows were read, put right once the whole table is known."""

from collections.abc import Sequence

from parscore.domain.findings import Finding
from parscore.domain.node_levels import walked
from parscore.domain.points import show_points
from parscore.domain.rung_text import earns_by_number
from parscore.domain.table_draft import RowKind
from parscore.domain.table_node import Node

_MANY = 9
_MAXIMUM = "maximum_"


def maxima_found(findings: Sequence[Finding], roots: Sequence[Node]) -> list[Finding]:
    """A maximum that is not printed and follows from what stands around it is no fault."""
    known = {node.maximum_at: node for node in walked(roots) if node.maximum_from}
    return [
        Finding("info", f"table.{_MAXIMUM}{node.maximum_from}", each.where, "", {**each.facts, "points": show_points(node.maximum)})
        if each.code == "table.maximum_missing" and (node := known.get(each.where)) is not None
        else each
        for each in findings
    ]


def coded_rungs_once(findings: Sequence[Finding]) -> list[Finding]:
    """Where a table gives its rungs codes throughout, that is told once."""
    coded = [each for each in findings if each.code == "table.coded_rung"]
    if len(coded) <= _MANY:
        return list(findings)
    others = [each for each in findings if each.code != "table.coded_rung"]
    facts = {"count": len(coded), "code": coded[0].facts["code"]}
    return [*others, Finding("info", "table.coded_rungs", coded[0].where, "", facts)]


def without_heading_texts(
    findings: Sequence[Finding], roots: Sequence[Node], kinds: dict[int, RowKind], owners: dict[int, int]
) -> list[Finding]:
    """Lines without points between a heading and the criteria under it are no rungs of the heading but notes, which is told."""
    told = list(findings)
    for node in [node for node in walked(roots) if node.children and node.rungs]:
        if any(rung.points is not None or earns_by_number(rung.text) for rung in node.rungs):
            continue
        texts = {rung.where: rung.text for rung in node.rungs}
        node.rungs.clear()
        for row in [row for row, owner in owners.items() if owner == node.row and kinds[row] == "rung"]:
            kinds[row] = "note"
        told = [
            Finding("info", "table.text_under_heading", each.where, "", {"code": node.code or node.name, "text": texts[each.where]})
            if each.code == "table.rung_without_points" and each.where in texts
            else each
            for each in told
        ]
    return told
