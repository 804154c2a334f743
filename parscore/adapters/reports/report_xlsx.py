"""The report's tables as an Excel workbook, ready to print; sums are formulas whose stored results are the score sheet's."""

from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter

from parscore.adapters.reports.page_style import BOLD, REGULAR, printable, wrapped
from parscore.domain.report import Paragraph, Report, Row, RowRole, Table

FACE, SIZE = "Times New Roman", 12
_CHARS_A_MM = 0.49
_LINE = 15.75
_MM_TO_POINTS = 72 / 25.4
_NUMBER = "General"
_BOLD_ROLES: set[RowRole] = {"field", "criterion", "total", "rung_applied"}
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class XlsxReportWriter:
    """Writes a sheet for the totals per field and one for each appendix."""

    def write(self, report: Report, out: BinaryIO) -> None:
        """Write the whole workbook."""
        held = BytesIO()
        with xlsxwriter.Workbook(held, dict(_OPTIONS)) as book:
            book.set_properties({"title": printable(report.title), "author": printable(report.author)})
            book.set_calc_mode("auto")
            formats = _Formats(book)
            _Sheet(book, formats, report.summary, [report.head.department, report.title], []).fill()
            for appendix in report.appendices:
                table = next(block for block in appendix.blocks if isinstance(block, Table))
                notes = [block.text for block in appendix.blocks if isinstance(block, Paragraph)]
                _Sheet(book, formats, table, [appendix.label, appendix.title], notes).fill()
        out.write(held.getvalue())


class _Formats:
    """One format object for each look, made when first used."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FACE, "font_size": SIZE, "valign": "top", "text_wrap": True, **look})
        return self._made[key]


class _Sheet:
    """One table on one sheet."""

    def __init__(self, book: Any, formats: _Formats, table: Table, titles: list[str], notes: list[str]) -> None:
        self._sheet = book.add_worksheet(table.name)
        self._formats = formats
        self._table = table
        self._titles = titles
        self._notes = notes
        self._first = len(titles) + 3

    def fill(self) -> None:
        self._page()
        self._heads()
        for at, row in enumerate(self._table.rows):
            self._row(self._first + at, row)
        for at, note in enumerate(self._notes):
            self._sheet.write_string(
                self._first + len(self._table.rows) + at, 0, printable(note), self._formats.get(italic=True, text_wrap=False)
            )

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
        sheet.set_footer('&C&"Times New Roman"&12&P')
        sheet.repeat_rows(self._first - 2, self._first - 1)
        sheet.freeze_panes(self._first, 0)
        sheet.hide_gridlines(2)
        for at, column in enumerate(self._table.columns):
            sheet.set_column(at, at, column.width * _CHARS_A_MM)

    def _heads(self) -> None:
        sheet, last = self._sheet, len(self._table.columns) - 1
        title = self._formats.get(bold=True, align="center", valign="vcenter", font_size=13)
        for at, text in enumerate(self._titles):
            sheet.merge_range(at, 0, at, last, printable(text), title)
            sheet.set_row(at, 20)
        head = self._formats.get(bold=True, align="center", valign="vcenter", border=1)
        numbers = self._formats.get(italic=True, align="center", valign="vcenter", border=1)
        for at, column in enumerate(self._table.columns):
            sheet.write_string(self._first - 2, at, printable(column.title), head)
            sheet.write_string(self._first - 1, at, f"({at + 1})", numbers)
        sheet.set_row(self._first - 2, 2 * _LINE + 4)

    def _row(self, line: int, row: Row) -> None:
        bold, italic = row.role in _BOLD_ROLES, row.role == "rung"
        lines = 1
        for at, (cell, column) in enumerate(zip(row.cells, self._table.columns, strict=True)):
            look = self._formats.get(border=1, bold=bold, italic=italic, align=column.align)
            text = printable(cell.text)
            if cell.number is not None:
                look = self._formats.get(border=1, bold=bold, italic=italic, align="right", num_format=_NUMBER)
                formula = self._formula(row, at) if column.summed else ""
                if formula:
                    self._sheet.write_formula(line, at, formula, look, float(cell.number))
                else:
                    self._sheet.write_number(line, at, float(cell.number), look)
            else:
                self._sheet.write_string(line, at, text, look)
            lines = max(lines, self._lines(text, column.width, bold=bold))
        self._sheet.set_row(line, min(409, lines * _LINE + 3))

    def _formula(self, row: Row, column: int) -> str:
        """The sum of the cells of the row's children that hold numbers; nothing for a leaf."""
        letter = chr(ord("A") + column)
        cells = [f"{letter}{self._first + child + 1}" for child in row.children if self._table.rows[child].cells[column].number is not None]
        return f"=SUM({','.join(cells)})" if cells else ""

    def _lines(self, text: str, width: float, *, bold: bool) -> int:
        """How many lines a text takes in a column of a width in mm: a program that is given no heights may not grow wrapped rows."""
        room = width * _MM_TO_POINTS
        return wrapped(text, BOLD if bold else REGULAR, SIZE, room).count("\n") + 1
