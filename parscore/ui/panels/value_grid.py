"""A small table that is filled by keyboard as a spreadsheet is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from parscore.ui.models.value_rows import ValueRows
from parscore.ui.panels.typing_delegate import TypingDelegate

_LEAST_ROWS, _MOST_ROWS = 1, 8
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ValueGrid(QTableView):
    """Typing replaces a cell, F2 corrects it, Tab goes right, Enter down; Insert asks for a row, Delete to drop one.

    `typed` brings row, column and text, `inserted` the row to put one behind, `dropped` a row, `shifted` a row and by how much,
    `pasted` the row to begin at and the rows of cells.
    """

    typed = Signal(int, int, str)
    inserted = Signal(int)
    dropped = Signal(int)
    shifted = Signal(int, int)
    pasted = Signal(int, object)

    def __init__(
        self, name: str, heads: Sequence[str], wide: int, right: frozenset[int] = frozenset(), parent: QWidget | None = None
    ) -> None:
        """An empty table; `wide` is the column that takes the room."""
        super().__init__(parent)
        self.rows = ValueRows(heads, right, self)
        self.rows.typed.connect(self.typed)
        self.rows.modelReset.connect(self.updateGeometry)
        self.setModel(self.rows)
        self.setItemDelegate(TypingDelegate(self))
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(heads)):
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if column == wide else QHeaderView.ResizeMode.ResizeToContents
            )
        header.geometriesChanged.connect(self.updateGeometry)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self._fit_rows)
        header.sectionResized.connect(self._fit.start)
        self.verticalHeader().geometriesChanged.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Other rows; the cell where the person stands stays current where it can."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.rows.show_rows(rows)
        if row >= 0 and not self.currentIndex().isValid() and self.rows.rowCount():
            self.go(min(row, self.rows.rowCount() - 1), column)
        self.updateGeometry()

    def go(self, row: int, column: int = 0) -> None:
        """Make a cell current."""
        self.setCurrentIndex(self.rows.index(row, column))

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a limit."""
        return QSize(300, self._height(_MOST_ROWS))

    def minimumSizeHint(self) -> QSize:
        """All of it as long as the rows are few."""
        return QSize(200, self._height(_MOST_ROWS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for whole rows; the rest is the table's own."""
        row, key = self.currentIndex().row(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # what a cell passes on once it has dealt with it
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(max(row, 0), clipboard_cells())
        elif key == Qt.Key.Key_Insert:
            self.inserted.emit(row)
        elif key == Qt.Key.Key_Delete and row >= 0:
            self.dropped.emit(row)
        elif alt and key in _MOVES and row >= 0:
            self.shifted.emit(row, _MOVES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._down()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on below, Tab to the next cell, as in a spreadsheet."""
        if hint != QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._down()

    @Slot()
    def _fit_rows(self) -> None:
        """Rows as high as their text needs at the width it has now."""
        self.resizeRowsToContents()
        self.updateGeometry()

    def _down(self) -> None:
        at = self.currentIndex()
        if at.isValid() and at.row() + 1 < self.rows.rowCount():
            self.go(at.row() + 1, at.column())

    def _height(self, most: int) -> int:
        rows = min(max(self.rows.rowCount(), _LEAST_ROWS), most)
        shown = [self.rowHeight(row) for row in range(min(rows, self.rows.rowCount()))]
        inside = sum(shown) if shown else self.verticalHeader().defaultSectionSize()
        return inside + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2

    def changeEvent(self, event: QEvent) -> None:
        """Another font asks for another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def cells_of(text: str) -> list[list[str]]:
    """Rows of cells out of what a spreadsheet put on the clipboard."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]


def clipboard_cells() -> list[list[str]]:
    """Rows of cells that a spreadsheet put on the clipboard."""
    return cells_of(QGuiApplication.clipboard().text())
