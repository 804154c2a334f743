"""The report's tables as an Excel workbook, ready to print; sums are formulas whose stored results are the score sheet's."""

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from parscore.adapters.reports.page_style import BOLD, ITALIC, REGULAR, composed, lines_of
from parscore.adapters.reports.sheet_texts import parts_of, shared_out
from parscore.domain.report import Cell, Column, Paragraph, Report, Row, RowRole, Table

FACE, SIZE = "Times New Roman", 12
_LINE = 15.75
_MM_TO_POINTS = 72 / 25.4
_MM_TO_PIXELS = 96 / 25.4
_DIGIT_PIXELS, _EDGE_PIXELS = 8, 5
_CELL_EDGES = 6.0
_FIRST_DAY = 1900
_MOST_TERMS = 200
_BOLD_ROLES: set[RowRole] = {"field", "criterion", "total", "rung_applied"}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
    "default_format_properties": {"font_name": FACE, "font_size": SIZE},
}

Links = Mapping[str, tuple[str, int]]


class XlsxReportWriter:
    """Writes a sheet for the totals per field and one for each appendix."""

    def write(self, report: Report, out: BinaryIO) -> None:
        """Write the whole workbook."""
        held = BytesIO()
        with xlsxwriter.Workbook(held, dict(_OPTIONS)) as book:
            created = datetime.combine(report.made, time())
            book.set_properties({"title": composed(report.title), "author": composed(report.author), "created": created})
            book.set_calc_mode("auto")
            formats = _Formats(book)
            titles = [report.head.parent, report.head.department, report.title]
            first = _Sheet(book, formats, report.summary, titles, [note.text for note in report.summary_notes])
            others = []
            for appendix in report.appendices:
                table = next(block for block in appendix.blocks if isinstance(block, Table))
                notes = [block.text for block in appendix.blocks if isinstance(block, Paragraph)]
                titles = [appendix.label, appendix.title.upper(), appendix.reference]
                others.append(_Sheet(book, formats, table, titles, notes))
            first.fill(others[0].links() if others else {})
            for sheet in others:
                sheet.fill({})
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
        self._titles = [title for title in titles if title]
        self._room = sum(column.width for column in table.columns) * _MM_TO_POINTS - _CELL_EDGES
        self._notes = [part for note in notes for part in parts_of(note, ITALIC, SIZE, self._room)]
        self._first = len(self._titles) + 3
        rooms = [column.width * _MM_TO_POINTS - _CELL_EDGES for column in table.columns]
        self._shares = [shared_out(row, self._face(row), SIZE, rooms) for row in table.rows]
        self._lines: list[int] = []
        line = self._first
        for shares in self._shares:
            self._lines.append(line)
            line += len(shares)
        self._end = line

    def links(self) -> dict[str, tuple[str, int]]:
        """Where each key's figures stand: the sheet's name as a formula writes it, and the line."""
        name = quote_sheetname(self._table.name)
        return {row.key: (name, line) for row, line in zip(self._table.rows, self._lines, strict=True) if row.key}

    def fill(self, links: Links) -> None:
        """Write everything; sums of a key that `links` knows are taken from there."""
        self._page()
        self._heads()
        for at, row in enumerate(self._table.rows):
            self._row(at, row, links)
        for line, (text, height) in enumerate(self._notes, self._end):
            self._note(line, text, height)

    def _page(self) -> None:
        sheet, last = self._sheet, len(self._table.columns) - 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
        sheet.set_header(f'&C&"{FACE}"&13&P', {"margin": 0.4})
        sheet.repeat_rows(self._first - 2, self._first - 1)
        sheet.print_area(0, 0, self._end + len(self._notes) - 1, last)
        sheet.freeze_panes(self._first, 0)
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self._end, last)}"})
        for at, column in enumerate(self._table.columns):
            sheet.set_column(at, at, round((column.width * _MM_TO_PIXELS - _EDGE_PIXELS) / _DIGIT_PIXELS, 2))

    def _heads(self) -> None:
        sheet, last = self._sheet, len(self._table.columns) - 1
        middle = {"align": "center", "valign": "vcenter", "font_size": 13}
        for at, text in enumerate(self._titles):
            title = self._formats.get(**middle, italic=True) if text.startswith("(") else self._formats.get(**middle, bold=True)
            sheet.merge_range(at, 0, at, last, "", title)
            sheet.write_string(at, 0, composed(text), title)
            sheet.set_row(at, 18 * len(lines_of(composed(text), BOLD, 13, self._room)) + 2)
        head = self._formats.get(bold=True, align="center", valign="vcenter", border=1)
        numbers = self._formats.get(italic=True, align="center", valign="vcenter", border=1)
        for at, column in enumerate(self._table.columns):
            sheet.write_string(self._first - 2, at, composed(column.title), head)
            sheet.write_string(self._first - 1, at, f"({at + 1})", numbers)
        sheet.set_row(self._first - 2, 2 * _LINE + 4)
        sheet.set_row(self._first - 1, _LINE + 3)

    def _row(self, at: int, row: Row, links: Links) -> None:
        """A row on its line, and on further lines what no line of a workbook is high enough to show."""
        for below, (texts, height) in enumerate(self._shares[at]):
            line = self._lines[at] + below
            for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                self._cell(line, position, cell if below == 0 else Cell(), text, row, links)
            self._sheet.set_row(line, height * _LINE + 3)

    def _cell(self, line: int, position: int, cell: Cell, text: str, row: Row, links: Links) -> None:
        column = self._table.columns[position]
        look = {"border": 1, "bold": row.role in _BOLD_ROLES, "italic": row.role == "rung", "align": column.align}
        if cell.number is not None:
            shown = self._formats.get(**look, num_format=_number_format(cell.number, column))
            formula = self._formula(line, position, row, links)
            if formula:
                self._sheet.write_formula(line, position, formula, shown, float(cell.number))
            else:
                self._sheet.write_number(line, position, float(cell.number), shown)
        elif cell.day is not None and cell.day.year >= _FIRST_DAY:
            shown = self._formats.get(**look, num_format="dd/mm/yyyy")
            self._sheet.write_datetime(line, position, datetime.combine(cell.day, time()), shown)
        elif text:
            self._sheet.write_string(line, position, text, self._formats.get(**look))
        else:
            self._sheet.write_blank(line, position, None, self._formats.get(**look))

    def _formula(self, line: int, position: int, row: Row, links: Links) -> str:
        """A sum of the row's children that hold numbers, a ratio, or the same figure's place elsewhere; nothing for a leaf."""
        column = self._table.columns[position]
        if column.ratio is not None:
            part, whole = (xl_rowcol_to_cell(line, at) for at in column.ratio)
            return f"=ROUND({part}/{whole}*100,2)"
        if not column.summed:
            return ""
        if row.key in links:
            name, there = links[row.key]
            return f"={name}!{xl_rowcol_to_cell(there, position)}"
        cells = [
            xl_rowcol_to_cell(self._lines[child], position)
            for child in row.children
            if self._table.rows[child].cells[position].number is not None
        ]
        sums = [f"SUM({','.join(cells[at : at + _MOST_TERMS])})" for at in range(0, len(cells), _MOST_TERMS)]
        return f"={'+'.join(sums)}" if sums else ""

    def _note(self, line: int, text: str, height: int) -> None:
        """A line under the table over its whole width, as high as its words need, for merged cells do not grow by themselves."""
        note = self._formats.get(italic=True)
        self._sheet.merge_range(line, 0, line, len(self._table.columns) - 1, "", note)
        self._sheet.write_string(line, 0, text, note)
        self._sheet.set_row(line, height * _LINE + 3)

    @staticmethod
    def _face(row: Row) -> str:
        return BOLD if row.role in _BOLD_ROLES else ITALIC if row.role == "rung" else REGULAR


def _number_format(number: Decimal, column: Column) -> str:
    """Points and ratios with two decimals, and no number with fewer than it has."""
    decimals = max(2 if column.summed or column.ratio else 0, -int(number.normalize().as_tuple().exponent))
    return f"0.{'0' * decimals}" if decimals else "0"
