"""What stands in an invented table of criteria (tests/data/bang/*.yaml), whatever layout and file it is printed in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data" / "bang"


@dataclass(frozen=True)
class TrueNode:
    """A node as a person would read it; `sure` is "open" where the table itself is faulty there."""

    code: str
    name: str
    level: int
    max_points: Decimal
    kind: str = ""
    rungs: tuple[tuple[str, Decimal], ...] = ()
    evidence: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    children: tuple["TrueNode", ...] = ()
    sure: str = ""


@dataclass(frozen=True)
class TrueTable:
    """A table's truth with the layout it is printed in; `findings` are the codes of the faults put into it."""

    name: str
    heading: dict[str, Any]
    total: Decimal
    layout: dict[str, Any]
    fields: tuple[TrueNode, ...]
    bonus: tuple[TrueNode, ...] = ()
    penalty: tuple[TrueNode, ...] = ()
    bonus_cap: Decimal | None = None
    findings: tuple[str, ...] = field(default=())


def all_truths() -> list[TrueTable]:
    """Every table of the corpus."""
    return [read_truth(file) for file in sorted(FOLDER.glob("*.yaml"))]


def read_truth(file: Path) -> TrueTable:
    """The truth of one table."""
    plain = yaml.safe_load(file.read_text(encoding="utf-8"))
    cap = plain.get("bonus_cap")
    return TrueTable(
        file.stem,
        plain["heading"],
        Decimal(plain["total"]),
        plain["layout"],
        _nodes(plain["nodes"], 1),
        _nodes(plain.get("bonus", ()), 1),
        _nodes(plain.get("penalty", ()), 1),
        None if cap is None else Decimal(cap),
        tuple(plain["findings"]),
    )


def down(nodes: tuple[TrueNode, ...]) -> Iterator[TrueNode]:
    """Nodes and all below them in the order in which they are printed."""
    for node in nodes:
        yield node
        yield from down(node.children)


def _nodes(plain: Any, level: int) -> tuple[TrueNode, ...]:
    return tuple(
        TrueNode(
            each["code"],
            each["name"],
            level,
            Decimal(each["max"]),
            each.get("kind", ""),
            tuple((text, Decimal(points)) for text, points in each.get("rungs", ())),
            tuple(each.get("evidence", ())),
            tuple(each.get("inputs", ())),
            _nodes(each.get("children", ()), level + 1),
            each.get("sure", ""),
        )
        for each in plain
    )
