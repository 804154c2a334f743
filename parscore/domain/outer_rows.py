"""The rows of a table that hold no criteria: what stands above the heading, the heading itself and its repeats, totals, blanks."""

import re
from collections.abc import Sequence

from parscore.domain.row_codes import is_part_total, is_total
from parscore.domain.table_columns import STRIPPED, Columns, keys_of
from parscore.domain.table_draft import RowKind, SourceRow, SourceTable
from parscore.domain.table_lines import Line
from parscore.domain.viet_text import clean, search_key

_NUMBERED_HEAD = re.compile(r"^\(?\[?(\d{1,2}|[a-z])\)?\]?(\s*=.*)?$", re.IGNORECASE)
_LEAST_NUMBERS = 3


class OuterRows:
    """Knows every line's part in the table before its content is read."""

    def __init__(self, table: SourceTable, columns: Columns, lines: Sequence[Line]) -> None:
        self._first = columns.head[0]
        self._own = set(columns.head)
        self._head = {tuple(keys_of(row)) for row in table.rows if row.number in self._own}
        self._begins = {next((key for key in keys if key), "") for keys in self._head}
        self._rows = {row.number: row for row in table.rows}  # of a row with several lines the whole says whether it is a heading
        self._kinds = {id(line): self._kind_of(line) for line in lines}
        self._totals = [id(line) for line in lines if self._kinds[id(line)] == "total"]
        self._after = {id(line): below for line, below in zip(lines, [*lines[1:], None], strict=True)}

    def kind(self, line: Line) -> RowKind | None:
        """What a line is without looking at its content; None for content."""
        return self._kinds[id(line)]

    def ends(self, line: Line, fields: int) -> bool:
        """Whether a total is the whole table's, not that of a part."""
        return id(line) == self._totals[-1] and not (is_part_total(_total_text(line)) and fields > 1)

    def next_is_coded(self, line: Line) -> bool:
        """Whether no rung stands under a line: the next has a code, is a total or no text, or there is none."""
        following = self._after[id(line)]
        return following is None or self._kinds[id(following)] == "total" or bool(following.code) or not following.name

    def _kind_of(self, line: Line) -> RowKind | None:
        if line.blank:
            return "blank"
        if line.row.number < self._first:
            return "note"
        row = self._rows[line.row.number]
        if row.number in self._own or self._repeats_head(row) or is_number_row(row):
            return "head"
        return "total" if is_total(_total_text(line)) else None

    def _repeats_head(self, row: SourceRow) -> bool:
        first = next((cell.text for cell in row.cells if cell.text), "")
        return search_key(first).strip(STRIPPED) in self._begins and tuple(keys_of(row)) in self._head


def is_number_row(row: SourceRow) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)"."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) >= _LEAST_NUMBERS and all(not (plain := clean(text)) or _NUMBERED_HEAD.match(plain) for text in texts)


def _total_text(line: Line) -> str:
    """The words by which a row may be a total: those of its only text beside the points."""
    text = " ".join(part for part in (line.code, line.name) if part)
    return text or next((text for cell in line.row.cells if (text := clean(cell.text))), "")
