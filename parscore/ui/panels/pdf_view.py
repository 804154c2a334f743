"""The pages of a report under each other, drawn as pictures when they come into view."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from parscore.services.ports import PageSource
from parscore.services.report_service import ReportService
from parscore.texts import say
from parscore.ui.workbench import Workbench

PROBE_DPI = 18
MOST_DPI = 300
POINTS_PER_INCH = 72
SCREEN_DPI = 96
ZOOMS = (25, 33, 50, 67, 80, 100, 125, 150, 200, 300, 400)
GAP = 16
Picture = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class ReportPages:
    """A report as it is shown and printed. `small` are its pages at PROBE_DPI, which also tell their shapes."""

    pdf: bytes
    source: PageSource
    small: tuple[QImage, ...]

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self.small)

    def size(self, page: int, dpi: float) -> QSize:
        """A page in dots, to about the width of a letter; the picture itself is exact."""
        return self.small[page].size() * (dpi / PROBE_DPI)


def read_pages(reports: ReportService) -> ReportPages:
    """Compose the report and open its pages; on the worker."""
    pdf = reports.preview()
    source = reports.pages(pdf)
    return ReportPages(pdf, source, tuple(as_image(source.picture(page, PROBE_DPI)) for page in range(source.count)))


def as_image(picture: Picture) -> QImage:
    """A page's picture as Qt paints it fastest."""
    width, height, rows = picture
    return QImage(rows, width, height, 4 * width, QImage.Format.Format_RGBA8888).convertToFormat(QImage.Format.Format_RGB32)


class PdfView(QAbstractScrollArea):
    """`page_changed` brings the page that is read, counted from 0; `zoomed` the zoom in percent of the paper's true size."""

    page_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """No pages yet, fitted to the width."""
        super().__init__(parent)
        self._workbench = workbench
        self._pages: ReportPages | None = None
        self._pictures: dict[int, tuple[int, QImage]] = {}
        self._asked: tuple[ReportPages, int, int] | None = None
        self._tops: list[int] = []
        self._zoom = 100.0
        self._fitted = True
        self._page = 0
        self._message = ""
        self.setAccessibleName(say("report_page.preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page that is read, counted from 0."""
        return self._page

    @property
    def zoom(self) -> int:
        """The zoom in percent."""
        return round(self._zoom)

    @property
    def message(self) -> str:
        """What stands in the place of pages while there are none."""
        return self._message

    def say(self, message: str) -> None:
        """Say something where the pages would be."""
        self._message = message
        self.viewport().update()

    def picture_dpi(self, page: int) -> int:
        """The sharpness at which a page is at hand, 0 where only its small picture is."""
        return self._pictures.get(page, (0, None))[0]

    def show_pages(self, pages: ReportPages | None) -> None:
        """Other pages; the place that is read stays where it can."""
        at = self.verticalScrollBar().value()
        self._pages, self._asked = pages, None
        self._pictures.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(at)
        self._scrolled()

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[page] - GAP // 2)
            self._turn_to(page)

    def fit_width(self) -> None:
        """As wide as the view, and so again whenever that changes."""
        self._fitted = True
        self._lay_out()

    def zoom_in(self) -> None:
        """The next larger zoom."""
        self.zoom_to(next((each for each in ZOOMS if each > self._zoom + 0.5), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller zoom."""
        self.zoom_to(next((each for each in reversed(ZOOMS) if each < self._zoom - 0.5), ZOOMS[0]))

    def zoom_to(self, percent: float) -> None:
        """A zoom of its own, about the page that is read."""
        self._fitted = False
        self._zoom = percent
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; the rest scrolls."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page grows with the view."""
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another palette or font changes what is around the pages."""
        super().changeEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view, small pictures where the sharp ones are not there yet."""
        painter = QPainter(self.viewport())
        if self._pages is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.message)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_view():
            rect = self._rect(page)
            if rect.intersects(event.rect()):
                self._paint_page(painter, page, rect)

    def _paint_page(self, painter: QPainter, page: int, rect: QRect) -> None:
        assert self._pages is not None
        dpi, image = self._pictures.get(page, (PROBE_DPI, self._pages.small[page]))
        if dpi == self._dpi():
            ratio = self.devicePixelRatioF()
            rect = QRect(rect.topLeft(), QSize(round(image.width() / ratio), round(image.height() / ratio)))
        painter.fillRect(rect, QColor("white"))
        painter.drawImage(rect, image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _dpi(self) -> int:
        return min(MOST_DPI, max(PROBE_DPI, round(self._zoom / 100 * SCREEN_DPI * self.devicePixelRatioF())))

    def _lay_out(self) -> None:
        """Place the pages; keep the part of the page that is read where it is."""
        bar, page = self.verticalScrollBar(), self._page
        inside = self._depth_in(page)
        pages, room = self._pages, self.viewport().size()
        if pages is None:
            self._tops = []
            bar.setRange(0, 0)
            self.horizontalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        if self._fitted and pages.count:
            widest = max(small.width() for small in pages.small)
            self._zoom = min(400.0, max(25.0, (room.width() - 2 * GAP) * PROBE_DPI / widest / SCREEN_DPI * 100))
        dpi, top, widest = self._zoom / 100 * SCREEN_DPI, GAP, 0
        self._tops = []
        for number in range(pages.count):
            size = pages.size(number, dpi)
            self._tops.append(top)
            top, widest = top + size.height() + GAP, max(widest, size.width())
        bar.setPageStep(room.height())
        bar.setSingleStep(48)
        bar.setRange(0, max(0, top - room.height()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * GAP - room.width()))
        if page < pages.count:
            bar.setValue(round(self._tops[page] + inside * pages.size(page, dpi).height()))
        self.zoomed.emit(self.zoom)
        self._scrolled()

    def _depth_in(self, page: int) -> float:
        """How far into a page the top of the view is, as a part of its height."""
        if self._pages is None or page >= len(self._tops) or page >= self._pages.count:
            return 0.0
        height = (self._tops[page + 1] - GAP if page + 1 < len(self._tops) else self.verticalScrollBar().maximum()) - self._tops[page]
        return (self.verticalScrollBar().value() - self._tops[page]) / max(1, height)

    def _rect(self, page: int) -> QRect:
        assert self._pages is not None
        size = self._pages.size(page, self._zoom / 100 * SCREEN_DPI)
        left = max(GAP, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, self._tops[page] - self.verticalScrollBar().value()), size)

    def _in_view(self) -> range:
        """The pages of which anything is in view."""
        top = self.verticalScrollBar().value()
        first = max(0, bisect_left(self._tops, top) - 1)
        return range(first, bisect_left(self._tops, top + self.viewport().height()))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        self._turn_to(max(0, bisect_left(self._tops, middle) - 1))
        self.viewport().update()
        self._ask()

    def _turn_to(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        if self._pages is not None:
            self.setAccessibleDescription(say("report_page.page_of", page=page + 1, count=self._pages.count))

    def _ask(self) -> None:
        """Ask for the next sharp picture that is missing; one at a time, so that scrolling past pages leaves no queue behind."""
        if self._pages is None or self._asked is not None or not self.isVisible():
            return
        near, dpi = self._in_view(), self._dpi()
        wanted = [*near, *(page for page in (near.stop, near.start - 1) if 0 <= page < self._pages.count)]
        page = next((page for page in wanted if self.picture_dpi(page) != dpi), None)
        if page is not None:
            self._asked = (self._pages, page, dpi)
            self._workbench.do(partial(self._came, *self._asked), self._pages.source.picture, page, dpi)

    def _came(self, pages: ReportPages, page: int, dpi: int, picture: Picture) -> None:
        if pages is not self._pages:
            return
        self._asked = None
        self._pictures[page] = (dpi, as_image(picture))
        near = self._in_view()
        for far in [each for each in self._pictures if not near.start - 2 <= each <= near.stop + 1]:
            del self._pictures[far]
        self.viewport().update()
        self._ask()
