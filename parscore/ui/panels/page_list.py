"""The pages of a report as small pictures to choose from."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from parscore.texts import say
from parscore.ui.panels.pdf_view import ReportPages

Index = QModelIndex | QPersistentModelIndex
SMALL = QSize(88, 112)


class PageListModel(QAbstractListModel):
    """A row for each page."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No pages yet."""
        super().__init__(parent)
        self._pages: ReportPages | None = None

    def show_pages(self, pages: ReportPages | None) -> None:
        """Other pages."""
        self.beginResetModel()
        self._pages = pages
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The pages."""
        return 0 if parent.isValid() or self._pages is None else self._pages.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number and the small picture."""
        if not index.isValid() or self._pages is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("report_page.page", page=index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return _framed(self._pages.small[index.row()])
        return None


def _framed(page: QImage) -> QPixmap:
    """A page in the middle of its place, with an edge around it."""
    small = page.scaled(SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    framed = QPixmap(SMALL)
    framed.fill(Qt.GlobalColor.transparent)
    painter = QPainter(framed)
    place = QRect(QPoint((SMALL.width() - small.width()) // 2, SMALL.height() - small.height()), small.size())
    painter.drawImage(place, small)
    painter.setPen(QPalette().color(QPalette.ColorRole.Dark))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    return framed


class PageList(QListView):
    """`chosen` brings the page a person picked, counted from 0."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No pages yet."""
        super().__init__(parent)
        self._model = PageListModel(self)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(SMALL)
        self.setSpacing(0)
        self.setGridSize(QSize(SMALL.width() + 24, SMALL.height() + self.fontMetrics().lineSpacing() + 16))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(self.gridSize().width() + self.verticalScrollBar().sizeHint().width() + 4)
        self.setAccessibleName(say("report_page.page_list"))
        self.selectionModel().currentChanged.connect(self._current_changed)

    def show_pages(self, pages: ReportPages | None) -> None:
        """Other pages."""
        self._model.show_pages(pages)

    def show_current(self, page: int) -> None:
        """Mark the page that is read, without asking for it."""
        if page != self.currentIndex().row() and 0 <= page < self._model.rowCount():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self._model.index(page))
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())
