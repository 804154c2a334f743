"""Ruled tables of a PDF as neutral rows: cells by the lines that are drawn around them, text by where its letters stand."""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parscore.adapters.importers.hostile_file import content_of, opened_by_library
from parscore.adapters.importers.pdf_grid import PdfCell, PdfPart, joined_tables
from parscore.adapters.importers.pdf_lines import PdfLine, begins_item, break_between, ends_with_stroke, lines_of
from parscore.adapters.importers.pdf_owners import shared_out
from parscore.adapters.importers.source_grid import Blocks, SpanTable, Written, blocks_of, clean_keep
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.progress import Progress, Silent

MOST_PAGES = 400
_START = 1024
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_NEAR = 4.0
_EDGE = 3  # so many lines at the top and at the bottom of a page may be repeated on others
_SHARE = 4  # of so many pages one must have it
Placed = tuple[str, str]


def read_pdf_tables(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every ruled table; raises Refused with what is wrong with the file, Cancelled between two pages."""
    book = _read(file, progress, as_paragraphs=False)
    if not book.parts:
        raise Refused(book.nothing(), file=file.name)
    tables, findings = joined_tables(book.parts)
    blocks = blocks_of(tables, file, findings)
    return Blocks(blocks.tables, (*book.told(), *blocks.findings))


def read_pdf(file: Path, progress: Progress = Silent()) -> Written:
    """The text, in paragraphs where the page shows that lines belong together, and the ruled tables; raises Refused, Cancelled."""
    book = _read(file, progress, as_paragraphs=True)
    if not book.words:
        raise Refused(book.nothing(), file=file.name)
    tables, findings = joined_tables(book.parts)
    below = SpanTable(above=[text for text, _ in book.below], places=[place for _, place in book.below])
    return Written(tuple(tables), below, (*book.told(), *findings))


def _read(file: Path, progress: Progress, *, as_paragraphs: bool) -> "_Book":
    """All pages of a file."""
    content = content_of(file)
    if b"%PDF" not in content[:_START]:
        raise Refused("file.not_pdf", file=file.name)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it corrects in a file is no news for the person
    try:
        with opened_by_library(file, PSException, MalformedPDFException, PdfminerException, RecursionError):
            try:
                book = pdfplumber.open(io.BytesIO(content))
            except PdfminerException as refusal:
                if any(isinstance(each, PDFPasswordIncorrect) for each in refusal.args):
                    raise Refused("file.encrypted_pdf", file=file.name) from refusal
                raise
            with book:
                return _Book(file.name, as_paragraphs).read(book, progress)
    except Refused as refusal:
        raise Refused("file.damaged_pdf", file=file.name) if refusal.code == "file.damaged" else refusal from refusal.__cause__


class _Book:
    """The pages of a document, read one after the other."""

    def __init__(self, name: str, as_paragraphs: bool) -> None:
        self._name = name
        self._as_paragraphs = as_paragraphs
        self._pictures: list[int] = []
        self._turned: list[int] = []
        self.words = False
        self.parts: list[PdfPart] = []
        self.below: list[Placed] = []

    def read(self, book: Any, progress: Progress) -> "_Book":
        """All pages: the parts of tables with the text above each, and the text below the last."""
        pages = book.pages
        if len(pages) > MOST_PAGES:
            raise Refused("file.too_many_pages", file=self._name, pages=len(pages), limit=MOST_PAGES)
        read = []
        for number, page in enumerate(pages, 1):
            progress.step(number - 1, len(pages), self._name)
            read.append(self._page(page, number))
            page.close()
        self.parts, self.below = _with_text_between(read)
        return self

    def nothing(self) -> str:
        """The refusal of a document that has nothing to read."""
        if self.words:
            return "file.no_ruled_table"
        return "file.scanned" if self._pictures else "table.empty"

    def told(self) -> list[Finding]:
        """What was found on the pages."""
        told = (("table.picture_pages", self._pictures), ("table.turned_text", self._turned))
        return [Finding("warning", code, facts={"pages": ", ".join(map(str, pages))}) for code, pages in told if pages]

    def _page(self, page: Any, number: int) -> "_Page":
        chars = [char for char in page.chars if char["upright"]]
        words = any(char["text"].strip() for char in chars)
        self.words = self.words or words
        if not words and page.images:
            self._pictures.append(number)
        if any(char["text"].strip() for char in page.chars if not char["upright"]):
            self._turned.append(number)
        return _Page(page, number, chars, self._as_paragraphs)


class _Page:
    """The tables and the other lines of one page."""

    def __init__(self, page: Any, number: int, chars: list[Any], as_paragraphs: bool) -> None:
        self.number = number
        self.as_paragraphs = as_paragraphs
        tables = _outermost(page.find_tables()) if chars else []
        cells = [(PdfCell(box[0], box[2]), box) for table in tables for row in table.rows for box in row.cells if box is not None]
        held, outside = shared_out(chars, [box for _, box in cells])
        for (cell, _), inside in zip(cells, held, strict=True):
            cell.lines = lines_of(inside)
        made = {box: cell for cell, box in cells}
        self.lines = [(line, clean_keep(line.text)) for line in lines_of(outside, apart=as_paragraphs)]
        self.tables = [
            (
                table.bbox[1],
                PdfPart(number, table.bbox[0], table.bbox[2], [[made[box] for box in row.cells if box is not None] for row in table.rows]),
            )
            for table in tables
        ]


def _outermost(tables: Sequence[Any]) -> list[Any]:
    """The tables without frames that are drawn around the page or around other tables."""
    boxes = [table.bbox for table in tables]

    def frames(table: Any) -> bool:
        x0, top, x1, bottom = table.bbox
        return len(table.cells) == 1 and any(
            box != table.bbox and x0 <= box[0] and top <= box[1] and x1 >= box[2] and bottom >= box[3] for box in boxes
        )

    return [table for table in tables if not frames(table)]


def _with_text_between(pages: Sequence[_Page]) -> tuple[list[PdfPart], list[Placed]]:
    """The parts in order, each with the text between it and what stands above, and the text below; what every page repeats is left out."""
    running = _running_lines(pages)
    parts: list[PdfPart] = []
    waiting: list[Placed] = []
    for page in pages:
        lines = [(line, text) for line, text in page.lines if not _is_margin(page, line, text, running)]
        for top, part in sorted(page.tables, key=lambda each: each[0]):
            waiting += _texts(page, [each for each in lines if each[0].top < top])
            part.above, part.places = [text for text, _ in waiting], [place for _, place in waiting]
            lines = [each for each in lines if each[0].top >= top]
            waiting = []
            parts.append(part)
        waiting += _texts(page, lines)
    return parts, waiting


def _texts(page: _Page, lines: Sequence[tuple[PdfLine, str]]) -> list[Placed]:
    """The lines as they stand, or those that a page's width broke as one, each with its page."""
    if not page.as_paragraphs:
        return [(text, "") for _, text in lines]
    limit = max((line.x1 for line, _ in page.lines), default=0.0)
    paragraphs: list[str] = []
    for at, (line, text) in enumerate(lines):
        before = lines[at - 1][0] if at else None
        if before is not None and line.bold == before.bold and break_between(before, line, limit) == "same":
            paragraphs[-1] += text if ends_with_stroke(paragraphs[-1]) else f" {text}"
        else:
            paragraphs.append(text)
    return [(text, f"Trang {page.number}") for text in paragraphs]


def _running_lines(pages: Sequence[_Page]) -> dict[tuple[str, int], int]:
    """Lines at the edges of pages that stand at the same height of several ones, with the first page that has them; items are none."""
    places = [((_faceless(text), round(line.top / _NEAR)), page.number) for page in pages for line, text in _edges(page)]
    often = Counter(place for place, _ in dict.fromkeys(places))
    first: dict[tuple[str, int], int] = {}
    for place, number in places:
        if often[place] > 1 and often[place] * _SHARE >= len(pages):
            first.setdefault(place, number)
    return first


def _edges(page: _Page) -> list[tuple[PdfLine, str]]:
    lines = page.lines if len(page.lines) <= 2 * _EDGE else [*page.lines[:_EDGE], *page.lines[-_EDGE:]]
    return [(line, text) for line, text in lines if not begins_item("", text)]


def _faceless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_margin(page: _Page, line: PdfLine, text: str, running: dict[tuple[str, int], int]) -> bool:
    """Whether a line is the page's number, or repeats what an earlier page has at the same height."""
    repeated = running.get((_faceless(text), round(line.top / _NEAR)), page.number) < page.number
    return repeated or _PAGE_NUMBER.fullmatch(text) is not None
