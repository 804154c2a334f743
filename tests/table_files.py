"""Neutral cells written as the files in which such tables arrive: .xlsx, .docx, .html and .pdf."""

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
from openpyxl.styles import Alignment, Font
from reportlab.lib import pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from parscore.adapters.reports.page_style import BOLD, REGULAR, register_faces
from tests.table_layouts import Cell, Grid


def save_grid(file: Path, grid: Grid) -> Path:
    """Write the cells as a file of the kind that its name ends with."""
    _WRITERS[file.suffix](file, grid)
    return file


def _sheet(file: Path, grid: Grid) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bảng điểm"
    for at, row in enumerate(grid, 1):
        for column, cell in enumerate(row, 1):
            if cell.across == 0 or not cell.text:
                continue
            place: Any = sheet.cell(at, column, float(cell.number) if cell.number is not None else _code(cell.text))
            place.font = Font(bold=cell.bold)
            place.alignment = Alignment(wrap_text=True)
            if cell.across > 1 or cell.down > 1:
                sheet.merge_cells(start_row=at, start_column=column, end_row=at + cell.down - 1, end_column=column + cell.across - 1)
    book.save(file)


def _code(text: str) -> str | int | float:
    """Plain numbers stand in number cells, as whoever types "1" or "1.1" into Excel gets one."""
    if text.isdecimal():
        return int(text)
    left, _, right = text.partition(".")
    return float(text) if left.isdecimal() and right.isdecimal() and not right.endswith("0") else text


def _document(file: Path, grid: Grid) -> None:
    document = docx.Document()
    lines, body = _parted(grid)
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(body), len(body[0]), "Table Grid")
    for at, row in enumerate(body):
        places = table.rows[at].cells
        for column, cell in enumerate(row):
            if cell.across == 0 or not cell.text:
                continue
            place = places[column]
            if cell.across > 1 or cell.down > 1:
                place = place.merge(table.cell(at + cell.down - 1, column + cell.across - 1))
            for number, text in enumerate(cell.text.split("\n")):
                paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
                paragraph.add_run(text).bold = cell.bold or None
    document.save(str(file))


def _page(file: Path, grid: Grid) -> None:
    lines, body = _parted(grid)
    above = "".join(f"<p>{escape(line)}</p>" for line in lines)
    rows = "".join(f"<tr>{''.join(_data(cell) for cell in row if cell.across)}</tr>" for row in _uncovered(body))
    file.write_text(f'<html><head><meta charset="utf-8"></head><body>{above}<table border="1">{rows}</table></body></html>', "utf-8")


def _data(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    return f'<td colspan="{cell.across}" rowspan="{cell.down}">{f"<b>{text}</b>" if cell.bold and text else text}</td>'


def _uncovered(grid: Grid) -> Grid:
    """Rows without the places that a cell above spans, as a page leaves them out."""
    taken = {(at + more, column) for at, row in enumerate(grid) for column, cell in enumerate(row) for more in range(1, cell.down)}
    return [[cell for column, cell in enumerate(row) if (at, column) not in taken] for at, row in enumerate(grid)]


def _print(file: Path, grid: Grid) -> None:
    register_faces()
    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=8, leading=10)
    heavy = ParagraphStyle("heavy", fontName=BOLD, fontSize=8, leading=10)
    lines, body = _parted(grid)
    spans = [
        ("SPAN", (column, at), (column + max(cell.across, 1) - 1, at + cell.down - 1))
        for at, row in enumerate(body)
        for column, cell in enumerate(row)
        if cell.across > 1 or (cell.down > 1 and sum(map(bool, (c.text for c in row))) > 0)
    ]
    cells = [[Paragraph(escape(cell.text).replace("\n", "<br/>"), heavy if cell.bold else plain) for cell in row] for row in body]
    width = pagesizes.landscape(pagesizes.A4)[0] - 60
    table = Table(cells, colWidths=[width / len(body[0])] * len(body[0]), style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), *spans])
    page = SimpleDocTemplate(str(file), pagesize=pagesizes.landscape(pagesizes.A4), leftMargin=30, rightMargin=30)
    page.build([*(Paragraph(escape(line), plain) for line in lines), table])


def _parted(grid: Grid) -> tuple[list[str], Grid]:
    """The lines above the table and its rows; a page does not print the title inside the table."""
    first = next(at for at, row in enumerate(grid) if sum(1 for cell in row if cell.text and cell.across) > 1)
    last = max(at for at, row in enumerate(grid) if sum(1 for cell in row if cell.text and cell.across) > 1)
    return [row[0].text for row in grid[:first] if row[0].text], grid[first : last + 1]


_WRITERS: Mapping[str, Callable[[Path, Grid], None]] = {".xlsx": _sheet, ".docx": _document, ".html": _page, ".pdf": _print}
