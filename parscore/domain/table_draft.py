"""What was understood of a criteria table: neutral rows as read, and the draft made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from parscore.domain.criteria import CriteriaSet
from parscore.domain.findings import Finding

if TYPE_CHECKING:
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
    """A sheet or table of a file; `findings` is what was found in it while it was read, `merged` the ranges of cells that are one."""

    name: str
    rows: tuple[SourceRow, ...]
    hidden: bool = False
    findings: tuple[Finding, ...] = ()
    merged: tuple[str, ...] = ()


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
class TableHeading:
    """What the lines around a table say of it; empty, None or 0 where they do not say it."""

    decision: str = ""
    decided: date | None = None
    issuer: str = ""
    year: int = 0
    body: str = ""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which columns are read for what, by position from 0, as taken or as a person chose; None where there is no such column."""

    name: int
    points: int | None
    code: int | None = None
    rung: int | None = None
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table as understood; nothing is kept yet.

    `counts` says how many rows became field, criterion, rung, head, note, total and blank: they add up to `rows`.
    `proposals` holds, by leaf key, how sure each rule is. `source` are the rows as read, `kinds` says by row number what each became, and
    `row_keys` whose it is: the key of the field or criterion that it began, or of the one that its rungs belong to. `columns` are those
    that were taken, `columns_sure` says whether their heading settles it, and `headings` are the words above every column.
    """

    title: str
    max_points: Decimal | None
    criteria: CriteriaSet
    findings: tuple[Finding, ...]
    rows: int
    counts: Mapping[str, int] = field(default_factory=dict)
    proposals: "Mapping[str, Proposal]" = field(default_factory=dict)
    source: SourceTable = field(default_factory=lambda: SourceTable("", ()))
    kinds: Mapping[int, RowKind] = field(default_factory=dict)
    row_keys: Mapping[int, str] = field(default_factory=dict)
    heading: TableHeading = TableHeading()
    columns: ColumnChoice = ColumnChoice(0, None)
    columns_sure: bool = True
    headings: tuple[str, ...] = ()
