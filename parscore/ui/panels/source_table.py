"""The table as it was sent, row by row, with what became of each row."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QVBoxLayout, QWidget

from parscore.domain.set_draft import SetDraft
from parscore.texts import say
from parscore.ui.models.source_rows import STRIPE_ROLE, SourceRows
from parscore.ui.panels.small_parts import words

STRIPE = 4
MOST_LINES = 60
_EMPTY, _NARROW, _WIDEST = 2, 6, 24


class StripeDelegate(QStyledItemDelegate):
    """The word for what a row became, behind a stripe of its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell as the style paints it, and the stripe over its left edge."""
        moved = QStyleOptionViewItem(option)
        moved.rect = option.rect.adjusted(STRIPE, 0, 0, 0)
        super().paint(painter, moved, index)
        room: QRect = option.rect
        painter.fillRect(room.x(), room.y(), STRIPE, room.height() - 1, index.data(STRIPE_ROLE))


class SourceTable(QWidget):
    """`picked` brings the place of a row that a person went to."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No table yet."""
        super().__init__(parent)
        self.rows = SourceRows(self)
        self.view = QTableView(self)
        self.view.setModel(self.rows)
        self.view.setWordWrap(True)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName(say("set_editor.source"))
        self.view.setItemDelegateForColumn(0, StripeDelegate(self.view))
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.horizontalHeader().setMinimumSectionSize(16)
        self.view.horizontalHeader().sectionResized.connect(self._fit_rows)
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.viewport().installEventFilter(self)
        self.counts = words("", self, faint=True)
        self._fitting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.view, 1)
        column.addWidget(self.counts)

    def show_draft(self, draft: SetDraft) -> None:
        """The table of a draft, and how many of its rows became what."""
        before = self.rows.columnCount()
        self.rows.show_draft(draft)
        counts = self.rows.counts()
        parts = " + ".join(say(f"set_editor.count_{kind}", count=count) for kind, count in counts.items())
        self.counts.setText(say("set_editor.counts", rows=sum(counts.values()), parts=parts))
        if self.rows.columnCount() != before:
            self._fit_columns()

    def show_key(self, key: str) -> None:
        """Mark the rows of a node and bring its first into sight, without going there."""
        self.rows.choose(key)
        place = self.rows.place_of(key)
        if place < 0:
            self.view.clearSelection()
        elif self.rows.key_at(self.view.currentIndex().row()) != key:
            self.view.scrollTo(self.rows.index(self.rows.last_of(key), 0))
            self._go(place)

    @Slot()
    def in_sight(self) -> None:
        """Bring the current row into sight."""
        self.view.scrollTo(self.view.currentIndex())

    def show_where(self, where: str) -> None:
        """Go to the row of a cell of the file."""
        place = self.rows.place_at(where)
        if place >= 0:
            self._go(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The widest column takes what room the rows have got, which is known only once they were laid out."""
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport():
            self._fit_columns()
        return super().eventFilter(watched, event)

    def _go(self, place: int) -> None:
        selection = self.view.selectionModel()
        blocked = selection.blockSignals(True)
        index = self.rows.index(place, 0)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows)
        selection.blockSignals(blocked)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.view.viewport().update()

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(current.row())

    def _fit_columns(self) -> None:
        """Narrow columns as their words need; the one with most text takes the rest."""
        count = self.rows.columnCount()
        if count < 2 or self._fitting:
            return
        self._fitting = True
        lengths = self._longest(count)
        letter = self.fontMetrics().averageCharWidth()
        header = self.view.horizontalHeader()
        wide = max(range(1, count), key=lambda column: lengths[column])
        kind = max(self.fontMetrics().horizontalAdvance(say(f"set_editor.row_{name}")) for name in ("criterion", "dropped")) + 24
        widths = [kind, *(_width(lengths[column]) * letter + 8 for column in range(1, count))]
        others = sum(width for column, width in enumerate(widths) if column != wide)
        room = self.view.viewport().width() - others
        widths[wide] = max(room, 28 * letter)
        for column, width in enumerate(widths):
            header.resizeSection(column, width)
        self._fitting = False
        self._fit_rows()

    def _longest(self, count: int) -> list[int]:
        """The length of the longest line below the title in each column."""
        lengths = [0] * count
        for place in range(self.rows.rowCount()):
            if self.rows.kind_at(place) in {"field", "criterion", "rung"}:
                for column, text in enumerate(self.rows.texts(place), 1):
                    lengths[column] = max(lengths[column], len(text))
        return lengths

    @Slot()
    def _fit_rows(self) -> None:
        """Each row as high as its wrapped text needs, measured by hand: the view's own way takes seconds for thousands of rows."""
        if self._fitting:
            return
        bold = self.font()
        bold.setBold(True)
        metrics, heavy, header = self.fontMetrics(), QFontMetrics(bold), self.view.horizontalHeader()
        widths = [max(20, header.sectionSize(column) - 8) for column in range(self.rows.columnCount())]
        letter, line = metrics.averageCharWidth(), metrics.lineSpacing()
        rows = self.view.verticalHeader()
        blocked = rows.blockSignals(True)
        for place in range(self.rows.rowCount()):
            high = line
            for column, (text, is_heavy) in enumerate(zip(self.rows.texts(place), self.rows.heavy(place), strict=True), 1):
                if len(text) * letter > widths[column] * 0.8 or "\n" in text:
                    wrapped = (heavy if is_heavy else metrics).boundingRect(
                        0, 0, widths[column], 100_000, int(Qt.TextFlag.TextWordWrap), text
                    )
                    high = max(high, wrapped.height())
            rows.resizeSection(place, min(high, MOST_LINES * line) + 8)
        rows.blockSignals(blocked)
        self.view.updateGeometries()
        QTimer.singleShot(0, self.in_sight)
        self.view.viewport().update()


def _width(longest: int) -> int:
    """How many letters a column gets that is not the widest; one without text little more than its head."""
    return min(_WIDEST, max(_NARROW, longest + 2)) if longest else _EMPTY
