"""Which table of a file holds the criteria: the one that a person picked, or the first that looks like one."""

from collections.abc import Mapping, Sequence

from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.row_cells import number_in
from parscore.domain.table_columns import Columns, find_columns
from parscore.domain.table_draft import SourceTable, TableChoice
from parscore.domain.viet_text import clean


def choices_of(tables: Sequence[SourceTable]) -> tuple[TableChoice, ...]:
    """What there is to pick from; tables without a word are left out, so that positions may have gaps."""
    return tuple(
        TableChoice(at, table.name, title_of(table, columns), len(table.rows), _scored_rows(table, columns), table.hidden)
        for at, table in enumerate(tables, 1)
        if table.rows
        for columns in [find_columns(table)]
    )


def picked(tables: Sequence[SourceTable], name: str, pick: int | None) -> tuple[SourceTable, Columns, tuple[Finding, ...]]:
    """The table to read with its columns, and what there is to tell of the others where nobody picked.

    Raises Refused("table.empty"), "table.no_such", "table.no_heading", "table.no_heading_in" or "table.no_points_column".
    """
    if not any(table.rows for table in tables):
        raise Refused("table.empty", file=name)
    found = {at: columns for at, table in enumerate(tables, 1) if (columns := find_columns(table)) is not None}
    at = _first(tables, found, name) if pick is None else _asked_for(tables, found, name, pick)
    if found[at].points < 0:
        raise Refused("table.no_points_column", file=name, sheet=tables[at - 1].name)
    return tables[at - 1], found[at], _others(tables, found, at) if pick is None else ()


def title_of(table: SourceTable, columns: Columns | None) -> str:
    """The longest line above the heading; of a table without one, its first words."""
    if columns is None:
        return next((text for row in table.rows for cell in row.cells if (text := clean(cell.text))), "")
    head = columns.head[0]
    texts = [clean(cell.text) for row in table.rows if row.number < head for cell in row.cells if clean(cell.text)]
    return max(texts, key=len, default="")


def _first(tables: Sequence[SourceTable], found: Mapping[int, Columns], name: str) -> int:
    """The first with a column of maxima, one that is shown before one that is hidden."""
    if not found:
        raise Refused("table.no_heading", file=name)
    return min(found, key=lambda at: (found[at].points < 0, tables[at - 1].hidden, at))


def _asked_for(tables: Sequence[SourceTable], found: Mapping[int, Columns], name: str, pick: int) -> int:
    if not 1 <= pick <= len(tables):
        raise Refused("table.no_such", file=name, number=pick, count=len(tables))
    if pick not in found:
        raise Refused("table.no_heading_in", file=name, sheet=tables[pick - 1].name)
    return pick


def _others(tables: Sequence[SourceTable], found: Mapping[int, Columns], taken: int) -> tuple[Finding, ...]:
    """The other tables of criteria, and hidden ones that hold anything, each with the number by which it can be picked."""
    shown = [at for at in found if at != taken and not tables[at - 1].hidden]
    hidden = [at for at, table in enumerate(tables, 1) if at != taken and table.hidden and table.rows]
    findings = []
    name = tables[taken - 1].name
    if shown:
        findings.append(Finding("warning", "table.other_sheets", facts={"taken": name, "others": _names(tables, shown)}))
    if hidden:
        severe = any(found[at].points >= 0 for at in hidden if at in found)
        findings.append(Finding("warning" if severe else "info", "table.hidden_sheets", facts={"names": _names(tables, hidden)}))
    if tables[taken - 1].hidden:
        findings.append(Finding("warning", "table.hidden_taken", facts={"taken": name}))
    return tuple(findings)


def _names(tables: Sequence[SourceTable], places: Sequence[int]) -> str:
    return ", ".join(f"{tables[at - 1].name} ({at})" for at in places)


def _scored_rows(table: SourceTable, columns: Columns | None) -> int:
    """Rows under the heading that hold a number under the points and words under the names."""
    if columns is None or columns.points < 0:
        return 0
    below = [row for row in table.rows if row.number > columns.head[-1] and len(row.cells) > max(columns.points, columns.name)]
    pairs = [(row.cells[columns.points], row.cells[columns.name]) for row in below]
    return sum(1 for points, name in pairs if clean(name.text) and (points.number is not None or number_in(points.text) is not None))
