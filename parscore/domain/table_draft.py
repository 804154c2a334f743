"""What was understood of a criteria table: neutral rows as read, and the draft made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from parscore.domain.criteria import CriteriaSet
from parscore.domain.findings import Finding
from parscore.domain.rung_text import Proposal

RowKind = Literal["field", "criterion", "rung", "head", "note", "total", "blank"]


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as printed: its text, the number it holds if it is a number cell, and its place such as 'Sheet'!A7.

    `lost_formula` is a formula whose result the file does not carry; `bold` says that all of its text is printed in heavy type,
    `unsure` that its lines may be parted otherwise than they are.
    """

    text: str = ""
    number: Decimal | None = None
    where: str = ""
    lost_formula: str = ""
    bold: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of cells from the first column on; `number` as the file counts it."""

    number: int
    cells: tuple[SourceCell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A sheet or table of a file; `findings` is what was found in it while it was read."""

    name: str
    rows: tuple[SourceRow, ...]
    hidden: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TableChoice:
    """A table of a file to pick by its `position`, counted from 1; `scored_rows` are those that hold points, as criteria and rungs do."""

    position: int
    name: str
    title: str
    rows: int
    scored_rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table as understood; nothing is kept yet.

    `counts` says how many rows became field, criterion, rung, head, note, total and blank: they add up to `rows`.
    `proposals` holds, by leaf key, how sure each rule is. `source` are the rows as read, `kinds` says by row number what each became, and
    `row_keys` whose it is: the key of the field or criterion that it began, or of the one that its rungs belong to.
    """

    title: str
    max_points: Decimal | None
    criteria: CriteriaSet
    findings: tuple[Finding, ...]
    rows: int
    counts: Mapping[str, int] = field(default_factory=dict)
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    source: SourceTable = field(default_factory=lambda: SourceTable("", ()))
    kinds: Mapping[int, RowKind] = field(default_factory=dict)
    row_keys: Mapping[int, str] = field(default_factory=dict)
