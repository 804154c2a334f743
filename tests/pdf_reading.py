"""Reads a PDF back as a reader sees it: pages, lines by their baselines, cells by the columns' edges."""

import ctypes
from dataclasses import dataclass
from itertools import accumulate, pairwise

import pypdfium2
import pypdfium2.raw as pdfium_c

from parscore.domain.report import Table

MM = 72 / 25.4
SIDE = 20 * MM
LEFT = 30 * MM


@dataclass(frozen=True)
class Letter:
    """A letter with its place (its origin on the baseline) and the width of its box."""

    char: str
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """A page's size in points, its text, and its letters."""

    size: tuple[float, float]
    text: str
    letters: tuple[Letter, ...]

    @property
    def wide(self) -> bool:
        return self.size[0] > self.size[1]

    def lines(self, edges: list[float]) -> list[list[str]]:
        """Every baseline from top to bottom, as the texts between the edges."""
        rows: dict[float, list[str]] = {}
        for letter in self.letters:
            at = next((at for at, (left, right) in enumerate(pairwise(edges)) if left <= letter.x < right), None)
            if at is not None:
                row = rows.setdefault(round(letter.y, 1), [""] * (len(edges) - 1))
                row[at] += letter.char
        return [[squashed(cell) for cell in rows[y]] for y in sorted(rows, reverse=True)]

    def rows(self, edges: list[float]) -> list[list[str]]:
        """The lines under a table's heads, whose last line holds the columns' numbers."""
        lines = self.lines(edges)
        return lines[lines.index([f"({at})" for at in range(1, len(edges))]) + 1 :]

    @property
    def number(self) -> str:
        """What stands in the top margin."""
        return "".join(letter.char for letter in self.letters if letter.y > self.size[1] - SIDE).strip()


def squashed(text: str) -> str:
    """Runs of blanks as one blank."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """No blanks at all: line ends of a page fall between and, in long words, inside words."""
    return "".join(text.split())


def edges_of(table: Table, *, wide: bool = True) -> list[float]:
    """The columns' edges on the page, by the widths the report asks for."""
    left, room = (SIDE, 257 * MM) if wide else (LEFT, 160 * MM)
    total = sum(column.width for column in table.columns)
    return [left, *(left + room * width / total for width in accumulate(column.width for column in table.columns))]


def read_pages(data: bytes) -> list[Page]:
    """Every page of the PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> Page:
    page = document[number]
    text = page.get_textpage()
    letters = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, at))
        if pdfium_c.FPDFText_IsGenerated(text, at) != 1 and char not in "\r\n":
            pdfium_c.FPDFText_GetCharOrigin(text, at, x, y)
            letters.append(Letter(char, x.value, y.value))
    made = Page(page.get_size(), text.get_text_range(), tuple(letters))
    text.close()
    page.close()
    return made


def sections(pages: list[Page]) -> list[list[Page]]:
    """The report and each appendix: a page without a number starts one."""
    found: list[list[Page]] = []
    for page in pages:
        if not page.number:
            found.append([])
        found[-1].append(page)
    return found
