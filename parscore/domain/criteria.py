"""The criteria set: fields that hold trees of criteria, whose leaves are scored (bộ tiêu chí, lĩnh vực, tiêu chí, tiêu chí thành phần)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from parscore.domain.errors import Refused
from parscore.domain.outcome import Rung, Scale
from parscore.domain.points import ZERO
from parscore.domain.rules import NotSelfScored, Rule

Sureness = Literal["sure", "check", "open"]
Part = Literal["field", "bonus", "penalty"]


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    """A document that the set asks for: its type, who issues it, and by when, in the set's own words."""

    kind: str
    issuer: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node of the tree; without children it is a leaf and has a rule.

    `code` stands as printed and may repeat in a faulty table; `key` is the node's own identity, unique in its set.
    `sure` says how surely the rule was read out of a table; `open` are questions about it (keys under [table.question] in vi.toml) that the
    officer has not settled yet: until then the leaf earns no points.
    """

    key: str
    code: str
    name: str
    max_points: Decimal
    rule: Rule | None = None
    rungs: tuple[Rung, ...] = ()
    children: tuple["Criterion", ...] = ()
    evidence_asked: tuple[EvidenceAsked, ...] = ()
    help: str = ""
    where: str = ""
    sure: Sureness = "sure"
    open: tuple[str, ...] = ()

    @property
    def is_leaf(self) -> bool:
        """Whether it is scored itself."""
        return not self.children

    @property
    def self_scored(self) -> bool:
        """Whether the department scores this leaf."""
        return self.is_leaf and not isinstance(self.rule, NotSelfScored)


@dataclass(frozen=True, slots=True)
class Field:
    """A field (lĩnh vực) of the set with its criteria."""

    key: str
    code: str
    name: str
    max_points: Decimal
    children: tuple[Criterion, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """A class of results, such as "Xuất sắc" from an index of 90 %."""

    name: str
    index_from: Decimal


@dataclass(frozen=True, slots=True)
class Applicability:
    """Bodies of one kind to whom some of the set does not apply, such as those without administrative procedures.

    `clause` is the sentence that allows it, `codes` the printed codes (or keys) of the fields, criteria and leaves that are left out.
    """

    name: str
    clause: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """An official table of one decision, for one kind of body and year.

    `digest` is the SHA-256 of its canonical content; `decimals` rounds computed points. Bonus and penalty leaves stand outside the fields;
    `bonus_cap` and `penalty_cap` are the most that all of them together may give and take.
    `decided` is the day of the decision and `issuer` who made it; `body` is the kind of body it is for, in words ("sở, ban, ngành");
    `replaces` is the digest of the version before this one.
    """

    code: str
    title: str
    version: str
    year: int
    fields: tuple[Field, ...]
    decision: str = ""
    notice: str = ""
    max_points: Decimal | None = None
    decimals: int = 2
    bonus: tuple[Criterion, ...] = ()
    bonus_cap: Decimal | None = None
    penalty: tuple[Criterion, ...] = ()
    classes: tuple[Classification, ...] = ()
    digest: str = ""
    decided: date | None = None
    issuer: str = ""
    body: str = ""
    applicability: tuple[Applicability, ...] = ()
    replaces: str = ""
    penalty_cap: Decimal | None = None

    def scale(self, leaf: Criterion) -> Scale:
        """What the leaf's rule needs to evaluate an answer."""
        return Scale(leaf.max_points, leaf.rungs, self.decimals)

    def leaves(self) -> Iterator[Criterion]:
        """Every leaf of the fields, in the table's order, then those of bonus and penalty."""
        for field in self.fields:
            yield from leaves_of(field)
        for extra in (*self.bonus, *self.penalty):
            yield from leaves_of(extra)

    def parts(self) -> dict[str, Part]:
        """Where each leaf stands, by key: in the fields, in the bonus or in the penalty."""
        roots: tuple[tuple[Part, tuple[Field, ...] | tuple[Criterion, ...]], ...] = (
            ("field", self.fields),
            ("bonus", self.bonus),
            ("penalty", self.penalty),
        )
        return {leaf.key: part for part, nodes in roots for node in nodes for leaf in leaves_of(node)}

    def leaf(self, key: str) -> Criterion:
        """The leaf of this key, or of this printed code where only one has it.

        Raises Refused("criteria.unknown_leaf"), or "criteria.repeated_code" with the keys to choose from.
        """
        by_code = []
        for leaf in self.leaves():
            if leaf.key == key:
                return leaf
            if leaf.code == key:
                by_code.append(leaf)
        if len(by_code) > 1:
            raise Refused("criteria.repeated_code", code=key, keys=", ".join(leaf.key for leaf in by_code))
        if not by_code:
            raise Refused("criteria.unknown_leaf", code=key)
        return by_code[0]

    def declared_total(self) -> Decimal:
        """The set's stated maximum, or the sum of its fields."""
        return self.max_points if self.max_points is not None else sum((field.max_points for field in self.fields), ZERO)


def walk(node: Field | Criterion) -> Iterator[Field | Criterion]:
    """The node and everything under it, in the table's order."""
    yield node
    for child in node.children:
        yield from walk(child)


def leaves_of(node: Field | Criterion) -> Iterator[Criterion]:
    """The leaves under a node; of a leaf, itself."""
    for each in walk(node):
        if isinstance(each, Criterion) and each.is_leaf:
            yield each


def unique_keys(codes: list[str]) -> list[str]:
    """A key for each printed code in order: the code itself, or where it repeats or is empty, with "~1", "~2" … behind it.

    So a code that repeats is never a key, and nobody who names it reaches the wrong leaf.
    """
    counts, taken = Counter(codes), set(codes)
    keys = []
    for code in codes:
        key, number = code, 0
        while not key or counts[code] > 1 and key == code or key in taken and key != code:
            number += 1
            key = f"{code}~{number}"
        taken.add(key)
        keys.append(key)
    return keys
