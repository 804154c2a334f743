"""Cells that span rows and columns laid out as the rows of a table, and the tables of one document put in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from parscore.adapters.importers.hostile_file import MOST_COLUMNS, MOST_ROWS
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.table_columns import find_columns
from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key
from parscore.services.progress import Progress

_LINES_ABOVE = 8
_ROWS_A_STEP = 250
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Blocks:
    """The tables of a file, with what was found while reading them."""

    tables: tuple[SourceTable, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as a document writes it.

    `unsure` where its lines may be parted otherwise, `goes_on` where the cell above reaches down to it.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    bold: bool = False
    unsure: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class SpanRow:
    """A row as a document writes it: its cells, what Word or a browser would not show, and the page where pages are known."""

    cells: list[SpanCell]
    hidden: bool = False
    page: int = 0


@dataclass(slots=True)
class SpanTable:
    """A table as a document writes it; `above` are the lines of text between it and the table before, `places` where they stand, if known.

    `apart` says that it does not go on with the table before, however alike they are.
    """

    rows: list[SpanRow] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    apart: bool = False
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is written: its tables with the text above each, the text below the last, and what was found while reading.

    `notes` is what matters for the text alone and not for the tables.
    """

    tables: tuple[SpanTable, ...]
    below: SpanTable
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()


class RowSteps:
    """Tells a long reading's progress every some hundred rows, where it may be stopped."""

    def __init__(self, progress: Progress, name: str, total: int) -> None:
        self._progress = progress
        self._name = name
        self._total = total
        self._done = 0

    def next(self) -> None:
        """One more row is begun; raises Cancelled once the person gave up."""
        if not self._done % _ROWS_A_STEP:
            self._progress.step(self._done, max(self._total, self._done + 1), self._name)
        self._done += 1


_BLANK = SpanCell()
_COVERED = SpanCell(goes_on=True)


def clean_keep(text: str) -> str:
    """NFC with line breaks kept; they part rungs in some tables."""
    lines = text.splitlines()
    return clean(text) if len(lines) == 1 else "\n".join(map(clean, lines))


def table_name(number: int) -> str:
    """What a table without a name of its own is called, counted from 1."""
    return f"Bảng {number}"


def row_place(table: int, row: int, page: int = 0) -> str:
    """Where a row of such a table stands."""
    return f"Trang {page}, bảng {table}, dòng {row}" if page else f"{table_name(table)}, dòng {row}"


def blocks_of(tables: Iterable[SpanTable], file: Path, findings: Iterable[Finding] = ()) -> Blocks:
    """The tables with spans laid out, cut ones put together again, and the lines above each as rows of their own before it.

    Raises Refused for a document without tables or with a table too large.
    """
    laid = [(_laid_out(table, number, file.name), table) for number, table in enumerate(tables, 1)]
    if not laid:
        raise Refused("file.no_table", file=file.name)
    joined = _Joined()
    for table, written in laid:
        joined.add(table, written)
    return Blocks(tuple(joined.tables), (*findings, *joined.findings))


class _Joined:
    """Tables in order; one that only continues the table before is put at its end."""

    def __init__(self) -> None:
        self.tables: list[SourceTable] = []
        self.findings: list[Finding] = []
        self._headed = False

    def add(self, table: SourceTable, written: SpanTable) -> None:
        """The next table of the document, laid out and as it was written."""
        last = self.tables[-1] if self.tables else None
        alike = last is not None and self._headed and _width(last) == _width(table)
        if last is not None and alike and self._continues(last, table):
            where = next((cell.where for row in table.rows for cell in row.cells), table.name)
            if not written.above and not written.apart:
                self.tables[-1] = SourceTable(last.name, last.rows + _moved(table.rows, last.rows[-1].number))
                self.findings.append(Finding("info", "table.joined", where, facts={"part": table.name, "whole": last.name}))
                return
            code = "table.not_joined" if written.above else "table.borders_differ"
            self.findings.append(Finding("warning", code, where, facts={"part": table.name, "whole": last.name}))
        self.tables.append(_with_lines(table, written.above))
        self._headed = find_columns(table) is not None

    def _continues(self, last: SourceTable, table: SourceTable) -> bool:
        """Whether a table has no heading of its own, or the same one and goes on with other rows than the first began with."""
        columns = find_columns(table)
        if columns is None:
            return True
        before = find_columns(last)
        if before is None or columns.head[0] != table.rows[0].number:
            return False
        return _keys(table, columns.head[0]) == _keys(last, before.head[0]) and _first(table, columns.head) != _first(last, before.head)


def _keys(table: SourceTable, number: int) -> list[str]:
    return next([search_key(cell.text) for cell in row.cells] for row in table.rows if row.number == number)


def _first(table: SourceTable, head: tuple[int, ...]) -> list[str]:
    """The texts of the first row of content."""
    heading = _keys(table, head[0])
    for row in table.rows:
        keys = [search_key(cell.text) for cell in row.cells]
        if row.number > head[-1] and any(keys) and keys != heading and any(char.isalpha() for key in keys for char in key):
            return keys
    return []


def _moved(rows: tuple[SourceRow, ...], by: int) -> tuple[SourceRow, ...]:
    """Rows numbered on from another table's last; their places stay those of the document."""
    return tuple(replace(row, number=row.number + by) for row in rows)


def _with_lines(table: SourceTable, above: list[str]) -> SourceTable:
    """The table with the last lines above it, such as its title, as rows before the first; long ones are no title."""
    lines = [line for line in above if len(line) <= _LONGEST_LINE][-_LINES_ABOVE:]
    number = int(table.name.rsplit(" ", 1)[-1])
    rows = tuple(SourceRow(at - len(lines) + 1, (SourceCell(line, None, row_place(number, 0)),)) for at, line in enumerate(lines))
    return SourceTable(table.name, rows + table.rows)


def _width(table: SourceTable) -> int:
    return len(table.rows[-1].cells) if table.rows else 0


def _laid_out(table: SpanTable, number: int, name: str) -> SourceTable:
    """The rows of a table with every cell at its column."""
    rows = []
    for at, (texts, row) in enumerate(spread_rows(table, number, name), 1):
        where = row_place(number, at, row.page)
        cells = tuple(SourceCell(cell.text, None, where, bold=cell.bold, unsure=cell.unsure) for cell in texts)
        rows.append(SourceRow(at, cells, row.hidden))
    return SourceTable(table_name(number), tuple(rows))


def spread_rows(table: SpanTable, number: int, name: str) -> list[tuple[list[SpanCell], SpanRow]]:
    """Every cell at its column, all rows as wide as the widest; the text of a cell that spans stands in its first place alone.

    Raises Refused for a table too large.
    """
    too_long = Refused("file.too_long", file=name, sheet=table_name(number), rows=MOST_ROWS, columns=MOST_COLUMNS)
    if len(table.rows) > MOST_ROWS:
        raise too_long
    covered: dict[int, int] = {}
    lines: list[tuple[list[SpanCell], SpanRow]] = []
    for row in table.rows:
        texts = _row_texts(row, covered)
        while texts and not texts[-1].text and len(texts) > MOST_COLUMNS:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise too_long
        lines.append((texts, row))
    width = max((len(texts) for texts, _ in lines), default=0)
    return [(texts + [_BLANK] * (width - len(texts)), row) for texts, row in lines]


def _row_texts(row: SpanRow, covered: dict[int, int]) -> list[SpanCell]:
    """The cells of a row; `covered` says for how many rows more a column is taken from above, and is brought up to date."""
    texts: list[SpanCell] = []
    fresh: dict[int, int] = {}

    def skip() -> None:
        while covered.get(len(texts), 0) > 0:
            texts.append(_COVERED)

    for cell in row.cells:
        skip()
        at = len(texts)
        across = min(max(cell.across, 1), MOST_COLUMNS + 1)
        texts += [cell] + [_BLANK] * (across - 1)
        fresh.update(dict.fromkeys(range(at, at + across), min(max(cell.down, 1), MOST_ROWS) - 1))
    skip()
    for column in list(covered):
        covered[column] = max(0, covered[column] - 1)
    covered.update({column: rows for column, rows in fresh.items() if rows})
    return texts
