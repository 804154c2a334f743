"""Several tables one under the other in one sheet: one for departments, one for communes, each with its title, heading and total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parscore.domain.row_codes import is_part_total, is_total
from parscore.domain.table_columns import find_columns, keys_of
from parscore.domain.table_draft import SourceRow, SourceTable
from parscore.domain.viet_text import clean, search_key

_NEW_TITLE = re.compile(r"\b(?:bang|phu luc|bieu|bo (?:tieu chi|chi so)|ap dung|doi voi|danh cho)\b")


def parted(tables: Sequence[SourceTable]) -> tuple[SourceTable, ...]:
    """The tables, those parted that hold several; a heading that a page only repeats begins none."""
    return tuple(part for table in tables for part in _parts(table))


def _parts(table: SourceTable) -> Iterator[SourceTable]:
    columns = find_columns(table)
    head = None if columns is None else next((keys_of(row) for row in table.rows if row.number == columns.head[0]), None)
    starts = [] if head is None else _starts(table.rows, head)
    if not starts:
        yield table
        return
    edges = [0, *starts, len(table.rows)]
    for number, (first, last) in enumerate(zip(edges, edges[1:], strict=False), 1):
        name = table.name if number == 1 else f"{table.name} – {number}"
        findings = table.findings if number == 1 else ()
        yield replace(table, name=name, rows=table.rows[first:last], findings=findings)


def _starts(rows: Sequence[SourceRow], head: list[str]) -> list[int]:
    """Where a new table begins: behind a total, at the title over a heading like the first."""
    begins = next((key for key in head if key), "")
    total = title = -1
    seen = False
    starts = []
    for at, row in enumerate(rows):
        first = next((text for cell in row.cells if (text := clean(cell.text))), "")
        key = search_key(first)
        if seen and is_total(first) and not is_part_total(first):
            total, title = at, -1
        elif total >= 0 and title < 0 and _NEW_TITLE.search(key):
            title = at
        if key.strip(" .:*") != begins or keys_of(row) != head:
            continue
        if seen and 0 <= total < title:
            starts.append(title)
            total = title = -1
        seen = True
    return starts
