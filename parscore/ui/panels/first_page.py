"""The first page of a document beside its fields, so that number and date are typed from what is seen."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, KeptFile
from parscore.services.app import App
from parscore.texts import say
from parscore.ui.panels.pdf_view import PROBE_DPI, as_image
from parscore.ui.panels.small_parts import words
from parscore.ui.workbench import Workbench

LARGEST = 50 * 1024 * 1024
MOST_WIDTH = 900
_PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"}
_DRAWN = {".pdf", *_PICTURES}


class FirstPage(QWidget):
    """Shows one document at a time; what cannot be shown says so in its place."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self._workbench = workbench
        self._wanted = ""
        self._image = QImage()
        self.caption = words("", self, faint=True)
        self.page = QLabel(self)
        self.page.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.page.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addWidget(self.page)
        self.hide()

    def show_document(self, document: Document | None) -> None:
        """Another document, or none; the same one is not drawn again."""
        kept = next((each for each in document.files if Path(each.name).suffix.lower() in _DRAWN), None) if document else None
        wanted = "" if kept is None else kept.sha256
        self.setVisible(kept is not None)
        if document is None or kept is None or wanted == self._wanted:
            self._wanted = wanted
            return
        self._wanted = wanted
        self.caption.setText(say("panel.preview_coming", name=kept.name))
        self._draw(QImage())
        self._workbench.do(partial(self._came, kept), draw_first_page, self._workbench.app, document.id, kept)

    def _came(self, kept: KeptFile, image: QImage | None) -> None:
        if kept.sha256 != self._wanted:
            return
        self.caption.setText(say("panel.preview" if image is not None else "panel.no_preview", name=kept.name))
        self.page.setAccessibleName(self.caption.text())
        self._draw(QImage() if image is None else image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room, never larger than drawn."""
        super().resizeEvent(event)
        self._fit()

    def _draw(self, image: QImage) -> None:
        self._image = image
        self._fit()

    @Slot()
    def _fit(self) -> None:
        if self._image.isNull():
            self.page.clear()
            return
        ratio = self.devicePixelRatioF()
        width = min(round(self.width() * ratio), self._image.width())
        shown = QPixmap.fromImage(self._image.scaledToWidth(max(1, width), Qt.TransformationMode.SmoothTransformation))
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)


def draw_first_page(app: App, document: str, kept: KeptFile) -> QImage | None:
    """The first page of a kept file, on the worker; None for what is too large, damaged or locked by a password."""
    if kept.size > LARGEST:
        return None
    with TemporaryDirectory(prefix="parscore-", ignore_cleanup_errors=True) as folder:
        try:
            file = app.evidence.copy_out(document, kept.sha256, Path(folder))
            return _picture(file) if file.suffix.lower() in _PICTURES else _page(app, file.read_bytes())
        except Refused:
            return None


def _page(app: App, pdf: bytes) -> QImage | None:
    source = app.reports.pages(pdf)
    try:
        if not source.count:
            return None
        probe = source.picture(0, PROBE_DPI)
        return as_image(source.picture(0, max(1, min(150, PROBE_DPI * MOST_WIDTH // max(probe[:2])))))
    finally:
        source.close()


def _picture(file: Path) -> QImage | None:
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() > MOST_WIDTH:
        reader.setScaledSize(QSize(MOST_WIDTH, max(1, size.height() * MOST_WIDTH // size.width())))
    image = reader.read()
    return None if image.isNull() else image
