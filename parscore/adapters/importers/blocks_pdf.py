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
from parscore.adapters.importers.pdf_lines import PdfLine, lines_of
from parscore.adapters.importers.pdf_owners import shared_out
from parscore.adapters.importers.source_grid import Blocks, blocks_of, clean_keep
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.progress import Progress, Silent

MOST_PAGES = 400
_START = 1024
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_NEAR = 4.0


def read_pdf_tables(file: Path, progress: Progress = Silent()) -> Blocks:
    """Every ruled table; raises Refused with what is wrong with the file, Cancelled between two pages."""
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
                return _Book(book, file, progress).blocks()
    except Refused as refusal:
        raise Refused("file.damaged_pdf", file=file.name) if refusal.code == "file.damaged" else refusal from refusal.__cause__


class _Book:
    """The pages of a document, read one after the other."""

    def __init__(self, book: Any, file: Path, progress: Progress) -> None:
        self._book = book
        self._file = file
        self._progress = progress
        self._pictures: list[int] = []
        self._turned: list[int] = []
        self._words = False

    def blocks(self) -> Blocks:
        """The tables with what was found on the way."""
        pages = self._book.pages
        if len(pages) > MOST_PAGES:
            raise Refused("file.too_many_pages", file=self._file.name, pages=len(pages), limit=MOST_PAGES)
        read = []
        for number, page in enumerate(pages, 1):
            self._progress.step(number - 1, len(pages), self._file.name)
            read.append(self._page(page, number))
            page.close()
        parts = _with_text_between(read)
        if not parts:
            raise Refused(self._nothing(), file=self._file.name)
        tables, findings = joined_tables(parts)
        blocks = blocks_of(tables, self._file, findings)
        return Blocks(blocks.tables, (*self._told(), *blocks.findings))

    def _nothing(self) -> str:
        if self._words:
            return "file.no_ruled_table"
        return "file.scanned" if self._pictures else "table.empty"

    def _told(self) -> list[Finding]:
        told = (("table.picture_pages", self._pictures), ("table.turned_text", self._turned))
        return [Finding("warning", code, facts={"pages": ", ".join(map(str, pages))}) for code, pages in told if pages]

    def _page(self, page: Any, number: int) -> "_Page":
        chars = [char for char in page.chars if char["upright"]]
        words = any(char["text"].strip() for char in chars)
        self._words = self._words or words
        if not words and page.images:
            self._pictures.append(number)
        if any(char["text"].strip() for char in page.chars if not char["upright"]):
            self._turned.append(number)
        return _Page(page, number, chars)


class _Page:
    """The tables and the other lines of one page."""

    def __init__(self, page: Any, number: int, chars: list[Any]) -> None:
        self.number = number
        tables = _outermost(page.find_tables()) if chars else []
        cells = [(PdfCell(box[0], box[2]), box) for table in tables for row in table.rows for box in row.cells if box is not None]
        held, outside = shared_out(chars, [box for _, box in cells])
        for (cell, _), inside in zip(cells, held, strict=True):
            cell.lines = lines_of(inside)
        made = {box: cell for cell, box in cells}
        self.lines = [(line, clean_keep(line.text)) for line in lines_of(outside)]
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


def _with_text_between(pages: Sequence[_Page]) -> list[PdfPart]:
    """The parts in order, each with the lines between it and what stands above; what every page repeats is left out."""
    running = _running_lines(pages)
    parts: list[PdfPart] = []
    waiting: list[str] = []
    for page in pages:
        lines = [(line.top, text) for line, text in page.lines if not _is_margin(page, line, text, running)]
        for top, part in sorted(page.tables, key=lambda each: each[0]):
            part.above = waiting + [text for at, text in lines if at < top]
            lines = [(at, text) for at, text in lines if at >= top]
            waiting = []
            parts.append(part)
        waiting += [text for _, text in lines]
    return parts


def _running_lines(pages: Sequence[_Page]) -> dict[tuple[str, int], int]:
    """Lines that stand at the same height of several pages, with the first page that has them."""
    places = [((_faceless(text), round(line.top / _NEAR)), page.number) for page in pages for line, text in page.lines]
    often = Counter(place for place, _ in dict.fromkeys(places))
    first: dict[tuple[str, int], int] = {}
    for place, number in places:
        if often[place] > 1:
            first.setdefault(place, number)
    return first


def _faceless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _is_margin(page: _Page, line: PdfLine, text: str, running: dict[tuple[str, int], int]) -> bool:
    """Whether a line is the page's number, or repeats what an earlier page has at the same height."""
    repeated = running.get((_faceless(text), round(line.top / _NEAR)), page.number) < page.number
    return repeated or _PAGE_NUMBER.fullmatch(text) is not None
