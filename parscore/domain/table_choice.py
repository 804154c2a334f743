"""Which table of a file holds the criteria: the one that a person picked, or the first that looks like one."""

from collections.abc import Mapping, Sequence

from parscore.domain.column_guess import chosen_columns, guessed, with_doubt
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.scale_columns import with_scale
from parscore.domain.table_columns import Columns, find_columns
from parscore.domain.table_draft import ColumnChoice, SourceTable, TableChoice
from parscore.domain.table_heading import title_in
from parscore.domain.table_lines import number_in
from parscore.domain.viet_text import clean

_LEAST_ROWS, _LEAST_CELLS = 3, 2


def choices_of(tables: Sequence[SourceTable]) -> tuple[TableChoice, ...]:
    """What there is to pick from; tables without a word are left out, so that positions may have gaps."""
    return tuple(
        TableChoice(at, table.name, title_of(table, columns), len(table.rows), _scored_rows(table, columns), table.hidden)
        for at, table in enumerate(tables, 1)
        if table.rows
        for columns in [find_columns(table)]
    )


def picked(
    tables: Sequence[SourceTable], name: str, pick: int | None, chosen: ColumnChoice | None = None
) -> tuple[SourceTable, Columns, tuple[Finding, ...]]:
    """The table to read with its columns, chosen by a person or found, and what there is to tell of the others where nobody picked.

    Raises Refused("table.empty"), "table.no_such", "table.no_heading", "table.no_heading_in" or "table.no_points_column".
    """
    if not any(table.rows for table in tables):
        raise Refused("table.empty", file=name)
    found = _columns(tables, None if chosen is None else (pick or 1, chosen))
    at = _first(tables, found, name) if pick is None else _asked_for(tables, found, name, pick)
    if found[at].points < 0:
        raise Refused("table.no_points_column", file=name, sheet=tables[at - 1].name)
    return tables[at - 1], found[at], _others(tables, found, at) if pick is None else ()


def _columns(tables: Sequence[SourceTable], chosen: tuple[int, ColumnChoice] | None) -> dict[int, Columns]:
    """The columns of every table of criteria; where no heading settles the maxima anywhere, by what stands in them."""
    found = {at: columns for at, table in enumerate(tables, 1) if (columns := find_columns(table)) is not None}
    if chosen is not None and 1 <= chosen[0] <= len(tables):
        at, choice = chosen
        return {**found, at: chosen_columns(tables[at - 1], found.get(at), choice)}
    if not any(columns.points >= 0 for columns in found.values()):
        known = {at: guessed(table, found.get(at)) for at, table in enumerate(tables, 1) if table.rows}
        found |= {at: columns for at, columns in known.items() if columns is not None}
    return {at: with_scale(tables[at - 1], with_doubt(tables[at - 1], columns)) for at, columns in found.items()}


def title_of(table: SourceTable, columns: Columns | None) -> str:
    """The line above the heading that names the table; of a table without a heading, its first words."""
    if columns is None:
        return next((text for row in table.rows for cell in row.cells if (text := clean(cell.text))), "")
    head = columns.head[0]
    return title_in([text for row in table.rows if row.number < head for cell in row.cells if (text := clean(cell.text))])


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
    """The other tables of criteria, hidden ones that hold anything and those that follow without a heading, with their numbers."""
    shown = [at for at in found if at != taken and not tables[at - 1].hidden]
    unread = [at for at, table in enumerate(tables, 1) if at > taken and at not in found and not table.hidden and _is_large(table)]
    hidden = [at for at, table in enumerate(tables, 1) if at != taken and table.hidden and table.rows]
    findings = []
    name = tables[taken - 1].name
    if shown:
        findings.append(Finding("warning", "table.other_sheets", facts={"taken": name, "others": _names(tables, shown)}))
    if hidden:
        severe = any(found[at].points >= 0 for at in hidden if at in found)
        findings.append(Finding("warning" if severe else "info", "table.hidden_sheets", facts={"names": _names(tables, hidden)}))
    if unread:
        findings.append(Finding("info", "table.others_unread", facts={"names": _names(tables, unread)}))
    if tables[taken - 1].hidden:
        findings.append(Finding("warning", "table.hidden_taken", facts={"taken": name}))
    return tuple(findings)


def _is_large(table: SourceTable) -> bool:
    """Whether a table holds more than a signature or a letterhead does."""
    return sum(1 for row in table.rows if sum(1 for cell in row.cells if clean(cell.text)) >= _LEAST_CELLS) >= _LEAST_ROWS


def _names(tables: Sequence[SourceTable], places: Sequence[int]) -> str:
    return ", ".join(f"{tables[at - 1].name} ({at})" for at in places)


def _scored_rows(table: SourceTable, columns: Columns | None) -> int:
    """Rows under the heading that hold a number under the points and words under the names."""
    if columns is None or columns.points < 0:
        return 0
    below = [row for row in table.rows if row.number > columns.head[-1] and len(row.cells) > max(columns.points, columns.name)]
    pairs = [(row.cells[columns.points], row.cells[columns.name]) for row in below]
    return sum(1 for points, name in pairs if clean(name.text) and (points.number is not None or number_in(points.text) is not None))
