"""A draft's nodes as the tree shows them: each with its state, its questions and its findings."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.findings import Finding
from parscore.domain.points import ZERO
from parscore.domain.set_draft import Line, SetDraft, lines

SET = "~set"
EXTRAS = {"bonus": "~bonus", "penalty": "~penalty"}
OWN = frozenset({SET, *EXTRAS.values()})
"""Rows of the tree that are no nodes: the set itself, and what gathers the bonus and the penalty."""

_WORST = ("sure", "check", "open")


@dataclass(frozen=True, slots=True)
class SetNode:
    """A row of the tree; `parent` is "" at the top. `state` is "sure", "check" or "open", above leaves the worst of those under it."""

    key: str
    parent: str
    code: str
    name: str
    max_points: Decimal
    kind: str
    state: str
    is_leaf: bool
    questions: int = 0
    findings: int = 0

    @property
    def is_own(self) -> bool:
        """Whether it stands for no node of the set."""
        return self.key in OWN


CHIPS: dict[str, Callable[[SetNode], bool]] = {
    "all": lambda node: True,
    "open": lambda node: node.is_leaf and node.state == "open",
    "check": lambda node: node.is_leaf and node.state == "check",
    "findings": lambda node: node.findings > 0,
}


def state_of(leaf: Criterion) -> str:
    """How far a leaf's rule can be trusted; one with a question is never sure."""
    return "open" if leaf.open and leaf.sure == "sure" else leaf.sure


def nodes_of(draft: SetDraft, findings: Sequence[Finding], names: dict[str, str]) -> tuple[SetNode, ...]:
    """Every row of the tree in order; `names` are the words for the rows that are no nodes, by key."""
    counts = Counter(finding.key for finding in findings if finding.key and finding.severity != "info")
    criteria = draft.criteria
    made = [SetNode(SET, "", "", criteria.title or names[SET], criteria.declared_total(), "", "sure", False)]
    above: list[str] = []
    ordered = lines(criteria)
    for at, line in enumerate(ordered):
        part = EXTRAS.get(line.part, "")
        if part and line.depth == 0 and not any(node.key == part for node in made):
            made.append(SetNode(part, "", "", names[part], _extra_total(criteria, line.part), "", "sure", False))
        above[line.depth :] = [line.node.key]
        is_leaf = line.depth > 0 and not _has_children(ordered, at) if line.part == "field" else not _has_children(ordered, at)
        parent = above[line.depth - 1] if line.depth else part
        made.append(_row(line, parent, is_leaf, counts[line.node.key]))
    return _with_worst(made)


def shown(nodes: Sequence[SetNode], chip: str, keep: str) -> tuple[SetNode, ...]:
    """The rows that a chip leaves, with those above them; the row of `keep` stays though it no longer fits."""
    if chip == "all":
        return tuple(nodes)
    parents = {node.key: node.parent for node in nodes}
    wanted: set[str] = set()
    for node in nodes:
        if CHIPS[chip](node) or node.key == keep:
            key = node.key
            while key and key not in wanted:
                wanted.add(key)
                key = parents[key]
    return tuple(node for node in nodes if node.key in wanted)


def chip_counts(nodes: Sequence[SetNode]) -> dict[str, int]:
    """How many leaves each chip stands for; with findings also nodes above leaves."""
    return {name: sum(1 for node in nodes if (node.is_leaf or name == "findings") and fits(node)) for name, fits in CHIPS.items()}


def _has_children(ordered: Sequence[Line], at: int) -> bool:
    after = ordered[at + 1] if at + 1 < len(ordered) else None
    return after is not None and after.part == ordered[at].part and after.depth > ordered[at].depth


def _row(line: Line, parent: str, is_leaf: bool, findings: int) -> SetNode:
    node = line.node
    kind = node.rule.kind if node.rule is not None and is_leaf else "none" if is_leaf else ""
    state = state_of(node) if is_leaf else "sure"
    return SetNode(node.key, parent, node.code, node.name, node.max_points, kind, state, is_leaf, len(node.open), findings)


def _extra_total(criteria: CriteriaSet, part: str) -> Decimal:
    roots = criteria.bonus if part == "bonus" else criteria.penalty
    total = sum((root.max_points for root in roots), ZERO)
    return min(total, criteria.bonus_cap) if part == "bonus" and criteria.bonus_cap is not None else total


def _with_worst(made: list[SetNode]) -> tuple[SetNode, ...]:
    """Rows above leaves with the worst state under them."""
    worst: dict[str, int] = {}
    for node in reversed(made):
        rank = max(_WORST.index(node.state), worst.get(node.key, 0))
        worst[node.key] = rank
        if node.parent:
            worst[node.parent] = max(rank, worst.get(node.parent, 0))
    return tuple(node if node.is_leaf else replace(node, state=_WORST[worst[node.key]]) for node in made)
