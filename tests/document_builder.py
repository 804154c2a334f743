"""Word documents and web pages for tests of the table readers."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

from tests.sheet_builder import Rows

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def shown(value: object) -> str:
    """A value as a document prints it."""
    return "" if value is None else str(value)


def save_document(file: Path, *tables: Rows, above: Sequence[str] = ()) -> Path:
    """Write the lines and then the tables with nothing but an empty line between them."""
    document = docx.Document()
    for line in above:
        document.add_paragraph(line)
    for rows in tables:
        width = max((len(row) for row in rows), default=1)
        table = document.add_table(len(rows), width)
        for at, row in enumerate(rows):
            for cell, value in zip(table.rows[at].cells, row, strict=False):
                cell.text = shown(value)
        document.add_paragraph()
    document.save(str(file))
    return file


def save_xml(file: Path, body: str, *, numbering: str = "") -> Path:
    """Write a document with this XML as its body, and these numbers of its lists."""
    document = docx.Document()
    element = document.element.body
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:body {W}>{body}</w:body>")):
        element.append(child)
    if numbering:
        part: Any = document.part.numbering_part
        for child in list(part.element):
            part.element.remove(child)
        for child in list(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>")):
            part.element.append(child)
    document.save(str(file))
    return file


def page_of(*tables: Rows, above: str = "") -> str:
    """A web page with the tables."""
    return f"<html><head><title>x</title></head><body>{above}{''.join(_table(rows) for rows in tables)}</body></html>"


def _table(rows: Rows) -> str:
    cells = ("<tr>" + ("".join(f"<td>{_words(value)}</td>" for value in row) or "<td></td>") + "</tr>" for row in rows)
    return f"<table>{''.join(cells)}</table>"


def _words(value: object) -> str:
    return escape(shown(value)).replace("\n", "<br>")
