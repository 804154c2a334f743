"""What a report says, in neutral blocks that each writer lays out in its own format."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right"]
RowRole = Literal["head", "field", "criterion", "leaf", "rung", "rung_applied", "plain", "total"]
Style = Literal["body", "heading", "subheading", "basis", "item", "note"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; `number` or `day` beside it where a workbook should hold it as one."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row; rows of one `group` (not 0) stay on one page where a page can hold them.

    `children` are the rows, by position, that its sums add up. Rows of one `key` in two tables say the same figures.
    """

    cells: tuple[Cell, ...]
    role: RowRole = "plain"
    group: int = 0
    children: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in mm, and how its cells stand. `summed` and `ratio` columns carry formulas in a workbook.

    A ratio is what one column holds in percent of what another holds, both by position.
    """

    title: str
    width: float
    align: Align = "left"
    summed: bool = False
    ratio: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a repeated head and a row of column numbers. `name` is the sheet's name in a workbook."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in one of the report's styles."""

    text: str
    style: Style = "body"


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an administrative document (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

    parent: str
    department: str
    number: str
    place_and_date: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signature block; `capacity` is the signer's authority and title, the name stays blank."""

    recipients_title: str
    recipients: tuple[str, ...]
    capacity: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix with its own page count, on landscape paper."""

    label: str
    title: str
    reference: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. `summary` is the table of totals per field, which also makes a workbook's first sheet.

    `summary_notes` stand under that sheet; in the text they stand among the blocks.
    """

    title: str
    author: str
    made: date
    head: Head
    basis: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    closing: Closing
    appendices: tuple[Appendix, ...]
    summary: Table
    summary_notes: tuple[Paragraph, ...] = ()
