"""PDFs for tests of the table reader: ruled tables whose text wraps and whose rows are cut by the page's end, as in print."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parscore.paths import shipped
from tests.document_builder import shown
from tests.sheet_builder import Rows

WIDTHS = (40.0, 300.0, 60.0)
SIZE, LEADING, PADDING, MARGIN = 11, 13, 4, 40
FONT = "Serif-Regular"


def canvas_of(file: Path, page: tuple[float, float] = A4, password: str = "") -> Canvas:
    """An empty page with a font that has every Vietnamese letter."""
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Serif-{name}", str(shipped("resources") / "fonts" / f"LiberationSerif-{name}.ttf")))
    lock = StandardEncryption(password, ownerPassword="chủ", strength=128) if password else None
    canvas = Canvas(str(file), pagesize=page, encrypt=lock)
    canvas.setFont(FONT, SIZE)
    return canvas


def save_pdf(
    file: Path,
    *tables: Rows,
    widths: Sequence[float] = WIDTHS,
    above: Sequence[str] = (),
    between: Sequence[str] = (),
    page: tuple[float, float] = A4,
    repeat: int = 0,
    password: str = "",
    alignment: str = "left",
) -> Path:
    """Write the lines and the tables; `repeat` rows of each head every page, `alignment` is left, centre or both."""
    printer = _Printer(canvas_of(file, page, password), page, widths, alignment)
    printer.lines(above)
    for number, rows in enumerate(tables):
        printer.lines(between if number else ())
        printer.table([[shown(value) for value in row] for row in rows], repeat)
    printer.canvas.save()
    return file


class _Printer:
    def __init__(self, canvas: Canvas, page: tuple[float, float], widths: Sequence[float], alignment: str) -> None:
        self.canvas = canvas
        self._height = page[1]
        self._widths = widths
        self._borders = [MARGIN + each for each in accumulate(widths, initial=0.0)]
        self._alignment = alignment
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self._y = self._height - MARGIN
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawCentredString(200, self._height - 25, str(self._number))

    def _turn(self) -> None:
        self.canvas.showPage()
        self._begin()

    def lines(self, texts: Sequence[str]) -> None:
        for text in texts:
            self._y -= LEADING
            self.canvas.drawString(MARGIN, self._y + 3, text)
        self._y -= LEADING

    def table(self, rows: Sequence[Sequence[str]], repeat: int) -> None:
        for at, row in enumerate(rows):
            rest = [self._wrapped(text, width) for text, width in zip(row, self._widths, strict=True)]
            while any(rest):
                room = int((self._y - MARGIN - 2 * PADDING) // LEADING)
                if room < 1:
                    self._turn()
                    for head in rows[: repeat if at >= repeat else 0]:
                        self._row([self._wrapped(text, width) for text, width in zip(head, self._widths, strict=True)])
                    continue
                self._row([lines[:room] for lines in rest])
                rest = [lines[room:] for lines in rest]

    def _wrapped(self, text: str, width: float) -> list[tuple[str, bool]]:
        """Lines, each with whether its sentence goes on in the next."""
        found = []
        for sentence in text.split("\n"):
            lines = simpleSplit(sentence, FONT, SIZE, width - 2 * PADDING) or [""]
            found += [(line, at < len(lines) - 1) for at, line in enumerate(lines)]
        return found

    def _row(self, cells: Sequence[Sequence[tuple[str, bool]]]) -> None:
        height = max(len(lines) for lines in cells) * LEADING + 2 * PADDING
        self.canvas.grid(self._borders, [self._y - height, self._y])
        for x, width, lines in zip(self._borders, self._widths, cells, strict=False):
            for at, (line, goes_on) in enumerate(lines):
                self._line(x + PADDING, width - 2 * PADDING, self._y - PADDING - at * LEADING - SIZE, line, goes_on)
        self._y -= height

    def _line(self, x: float, width: float, y: float, line: str, goes_on: bool) -> None:
        free = width - pdfmetrics.stringWidth(line, FONT, SIZE)
        if self._alignment == "centre":
            self.canvas.drawString(x + free / 2, y, line)
        elif self._alignment == "both" and goes_on and " " in line:
            for word in line.split(" "):
                self.canvas.drawString(x, y, word)
                x += pdfmetrics.stringWidth(f"{word} ", FONT, SIZE) + free / line.count(" ")
        else:
            self.canvas.drawString(x, y, line)
