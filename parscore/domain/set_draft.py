"""A criteria set while it is being corrected: what the table printed beside what was understood, before anything is adopted.

Every change gives a new draft, so that undoing is going back to an earlier one. While a set is edited, `key` is a node's identity and does
not follow its code; adopting makes keys anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from parscore.domain.criteria import CriteriaSet, Criterion, Field, unique_keys
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.table_draft import ColumnChoice, SourceTable

PARTS = ("field", "bonus", "penalty")


@dataclass(frozen=True, slots=True)
class SetDraft:
    """A set with the table it came from.

    `source` is None for a set that was not read out of a table; `kinds` says what became of each of its rows by number, `row_keys` of which
    node (of a rung: of which leaf) the row speaks. `told` is what reading found; `as_read` are the leaves as they were read, by key.
    `columns` are those that were taken of the table, `columns_sure` whether its heading settles that, `headings` the words above each.
    """

    criteria: CriteriaSet
    source: SourceTable | None = None
    kinds: Mapping[int, str] = field(default_factory=dict)
    row_keys: Mapping[int, str] = field(default_factory=dict)
    told: tuple[Finding, ...] = ()
    as_read: Mapping[str, Criterion] = field(default_factory=dict)
    columns: ColumnChoice | None = None
    columns_sure: bool = True
    headings: tuple[str, ...] = ()

    def node(self, key: str) -> Criterion:
        """The node of this key, a field too; raises Refused("criteria.unknown_leaf")."""
        found = next((each.node for each in lines(self.criteria) if each.node.key == key), None)
        if found is None:
            raise Refused("criteria.unknown_leaf", code=key)
        return found

    def with_node(self, key: str, change: Callable[[Criterion], Criterion]) -> "SetDraft":
        """The draft with one node changed; its children stay."""
        made = [replace(each, node=change(each.node)) if each.node.key == key else each for each in lines(self.criteria)]
        return replace(self, criteria=rebuilt(self.criteria, made))

    def open_leaves(self) -> tuple[Criterion, ...]:
        """The leaves with a question, or with a reading that nobody confirmed, in the table's order."""
        return tuple(leaf for leaf in self.criteria.leaves() if leaf.open or leaf.sure != "sure")


@dataclass(frozen=True, slots=True)
class Line:
    """A node in its place: which part it stands in, how deep (0 for a field), without its children."""

    part: str
    depth: int
    node: Criterion


def lines(criteria: CriteriaSet) -> list[Line]:
    """Every node in order, fields first."""

    def down(part: str, depth: int, node: Field | Criterion) -> Iterator[Line]:
        yield Line(part, depth, replace(as_node(node), children=()) if node.children or isinstance(node, Field) else node)
        for child in node.children:
            yield from down(part, depth + 1, child)

    roots: dict[str, tuple[Field | Criterion, ...]] = {"field": criteria.fields, "bonus": criteria.bonus, "penalty": criteria.penalty}
    return [line for part in PARTS for root in roots[part] for line in down(part, 0, root)]


def rebuilt(criteria: CriteriaSet, ordered: list[Line]) -> CriteriaSet:
    """The set with its tree made of these lines; one that stands too deep under the line before it comes up to just below it."""
    made: dict[str, list[Criterion]] = {part: [] for part in PARTS}
    for part in PARTS:
        made[part] = _trees([line for line in ordered if line.part == part])
    return replace(
        criteria,
        fields=tuple(_as_field(root) for root in made["field"]),
        bonus=tuple(made["bonus"]),
        penalty=tuple(made["penalty"]),
    )


def _trees(ordered: list[Line]) -> list[Criterion]:
    """Lines to trees."""
    roots: list[tuple[Criterion, list[Line]]] = []
    for line in ordered:
        if line.depth == 0 or not roots:
            roots.append((line.node, []))
        else:
            roots[-1][1].append(replace(line, depth=line.depth - 1))
    return [replace(node, children=tuple(_trees(below))) if below or node.children else node for node, below in roots]


def as_node(node: Field | Criterion) -> Criterion:
    """A field as a node like the others."""
    if isinstance(node, Criterion):
        return node
    return Criterion(node.key, node.code, node.name, node.max_points, children=node.children, where=node.where)


def _as_field(node: Criterion) -> Field:
    """A node as a field; one that is scored itself or has rungs stands under itself once more, as in a table that was read."""
    children = node.children
    if node.rungs or (not children and node.rule is not None):
        children = (replace(node, key=f"{node.key}~{node.key}", children=()), *children)
    return Field(node.key, node.code, node.name, node.max_points, children, node.where)


def with_own_keys(criteria: CriteriaSet) -> tuple[CriteriaSet, dict[str, str]]:
    """The set with keys that follow its printed codes, and which key each node had before."""
    before = [line.node.key for line in lines(criteria)]
    keys = unique_keys([line.node.code for line in lines(criteria)])
    fresh = iter(keys)

    def renamed(node: Criterion) -> Criterion:
        key = next(fresh)
        return replace(node, key=key, children=tuple(renamed(child) for child in node.children))

    def renamed_field(node: Field) -> Field:
        key = next(fresh)
        return replace(node, key=key, children=tuple(renamed(child) for child in node.children))

    made = replace(
        criteria,
        fields=tuple(renamed_field(each) for each in criteria.fields),
        bonus=tuple(renamed(each) for each in criteria.bonus),
        penalty=tuple(renamed(each) for each in criteria.penalty),
    )
    return made, dict(zip(before, keys, strict=True))


def depth_of(criteria: CriteriaSet) -> int:
    """The number of levels of the set."""
    return 1 + max((line.depth for line in lines(criteria)), default=0)
