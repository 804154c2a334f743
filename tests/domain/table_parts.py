"""Tables of plain rows for tests of the reader's domain."""

from collections.abc import Sequence
from decimal import Decimal

from parscore.domain.table_draft import SourceCell, SourceRow, SourceTable

Value = str | int | float | Decimal | SourceCell | None


def table(*rows: Sequence[Value], hidden: Sequence[int] = (), name: str = "Bảng") -> SourceTable:
    """A table whose first row is row 1; numbers become number cells."""
    return SourceTable(name, tuple(_row(at, row, name, at in hidden) for at, row in enumerate(rows, 1)))


def _row(at: int, values: Sequence[Value], name: str, hidden: bool) -> SourceRow:
    return SourceRow(at, tuple(_cell(value, f"'{name}'!{chr(65 + column)}{at}") for column, value in enumerate(values)), hidden)


def _cell(value: Value, where: str) -> SourceCell:
    if isinstance(value, SourceCell):
        return SourceCell(value.text, value.number, where, value.lost_formula, value.bold)
    if value is None or isinstance(value, str):
        return SourceCell(value or "", None, where)
    return SourceCell(str(value), Decimal(str(value)), where)


def lost(formula: str) -> SourceCell:
    """A formula without a stored result."""
    return SourceCell(lost_formula=formula)


HEAD = ("STT", "Tiêu chí", "Điểm tối đa")
