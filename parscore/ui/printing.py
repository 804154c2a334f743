"""Paper: the report's pages as pictures through the system's printer."""

from PySide6.QtCore import QObject, QRect, QSize, Signal, Slot
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from parscore.services.ports import PageSource
from parscore.ui.panels.pdf_view import Picture, ReportPages, as_image
from parscore.ui.workbench import Workbench

MOST_DPI = 300


def chosen_pages(printer: QPrinter, count: int, current: int = 0) -> list[int]:
    """The pages to print, counted from 0, in the order the paper comes out: ranges, copies and reverse order as the person set them."""
    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
        if ranges.isEmpty():
            pages = [page for page in pages if printer.fromPage() <= page + 1 <= (printer.toPage() or count)]
        else:
            pages = [page for page in pages if ranges.contains(page + 1)]
    elif printer.printRange() == QPrinter.PrintRange.CurrentPage:
        pages = [page for page in pages if page == current]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def fitted(picture: QSize, paper: QRect) -> QRect:
    """Where a picture stands on the paper: as large as fits, its shape kept, in the middle."""
    scale = min(paper.width() / picture.width(), paper.height() / picture.height())
    size = QSize(round(picture.width() * scale), round(picture.height() * scale))
    return QRect(
        paper.left() + (paper.width() - size.width()) // 2, paper.top() + (paper.height() - size.height()) // 2, size.width(), size.height()
    )


class PrintRun(QObject):
    """Sends pages one after another: the worker draws a page while the window stays free.

    It opens the PDF for itself, so that the preview may show a newer report meanwhile.
    `moved` brings pages done and in all; `ended` comes once, with "printed", "stopped" or "failed".
    """

    moved = Signal(int, int)
    ended = Signal(str)

    def __init__(
        self, workbench: Workbench, pages: ReportPages, printer: QPrinter, numbers: list[int], parent: QObject | None = None
    ) -> None:
        """Print these pages, counted from 0, in this order."""
        super().__init__(parent)
        self._workbench = workbench
        self._pages = pages
        self._printer = printer
        self._numbers = numbers
        self._done = 0
        self._stopping = False
        self._over = False
        self._painter = QPainter()
        self._source: PageSource | None = None
        self._dpi = min(MOST_DPI, printer.resolution())

    @property
    def printer(self) -> QPrinter:
        """Where the pages go."""
        return self._printer

    @property
    def count(self) -> int:
        """How many pages are to be printed."""
        return len(self._numbers)

    def start(self) -> None:
        """Print the first page; the others follow by themselves."""
        self._printer.setFullPage(True)
        self._workbench.broken.connect(self._broke)
        self.moved.emit(0, self.count)
        self._workbench.do(self._opened, self._workbench.app.reports.pages, self._pages.pdf)

    @Slot()
    def stop(self) -> None:
        """Print no further page."""
        self._stopping = True

    @Slot(object)
    def _broke(self, _failure: object) -> None:
        self._end("failed")

    def _opened(self, source: PageSource) -> None:
        self._source = source
        self._next()

    def _next(self) -> None:
        assert self._source is not None
        self._workbench.do(self._came, self._source.picture, self._numbers[self._done], self._dpi)

    def _came(self, picture: Picture) -> None:
        if self._over:
            return
        if self._stopping:
            self._end("stopped")
            return
        if not self._put(picture):
            self._end("failed")
            return
        self._done += 1
        self.moved.emit(self._done, self.count)
        if self._done == self.count:
            self._end("printed")
        else:
            self._next()

    def _put(self, picture: Picture) -> bool:
        """Paint one page on a sheet turned its way; whether the printer took it."""
        wide = picture[0] > picture[1]
        self._printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        taken = self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)
        if not taken:
            return False
        image = as_image(picture)
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(fitted(image.size(), paper), image)
        return self._printer.printerState() not in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}

    def _end(self, how: str) -> None:
        if self._over:
            return
        self._over = True
        self._workbench.broken.disconnect(self._broke)
        if self._source is not None:
            self._workbench.do(None, self._source.close)
        if how != "printed" and self._painter.isActive():
            self._printer.abort()
        if self._painter.isActive() and not self._painter.end() and how == "printed":
            how = "failed"
        self.ended.emit(how)
