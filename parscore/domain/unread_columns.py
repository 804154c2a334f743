"""Columns of a table that hold something and are not read: each is told, with how many of its cells are filled."""

from collections.abc import Mapping

from parscore.domain.findings import Finding
from parscore.domain.table_columns import Columns, heading_of
from parscore.domain.table_draft import RowKind, SourceTable
from parscore.domain.table_lines import cell_at
from parscore.domain.viet_text import clean


def unread_columns(table: SourceTable, columns: Columns, kinds: Mapping[int, RowKind]) -> list[Finding]:
    """A finding for each such column, at the first of its cells beside a criterion or a rung."""
    filled: dict[int, list[str]] = {}
    unread = set(range(max((len(row.cells) for row in table.rows), default=0))) - columns.read()
    for row in table.rows:
        if kinds[row.number] in {"field", "criterion", "rung"}:
            for column in unread:
                if (text := cell_at(row, column).text) and clean(text):
                    filled.setdefault(column, []).append(row.cells[column].where)
    return [
        Finding("info", "table.column_unread", places[0], "", {"heading": heading_of(table, columns, column), "count": len(places)})
        for column, places in sorted(filled.items())
    ]
