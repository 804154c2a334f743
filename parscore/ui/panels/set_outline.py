"""The tree of a set that is being corrected, worked by keyboard."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from parscore.texts import say
from parscore.ui.models.set_nodes import SetNode
from parscore.ui.models.set_tree import COLUMNS, TYPED, SetTree
from parscore.ui.panels.typing_delegate import TypingDelegate

Index = QModelIndex | QPersistentModelIndex
LINE_PAD = 8
_LEAST_NAME = 24
_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


class OutlineDelegate(TypingDelegate):
    """Names shortened in the middle, all lines of one height."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Shorten in the middle: beginning and end of the name stay."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.lineSpacing() + LINE_PAD)


class SetOutline(QTreeView):
    """Speaks of rows by their keys and changes nothing itself.

    `went` brings the row where the person is, `typed` row, column and text, `numbered` a key from 1 to 9, `confirmed` says that Enter was
    pressed, `pasted` that rows of a spreadsheet are to be put in.
    """

    went = Signal(str)
    typed = Signal(str, str, str)
    numbered = Signal(int)
    confirmed = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self.tree = SetTree(self)
        self.tree.typed.connect(self.typed)
        self.setModel(self.tree)
        self.setItemDelegate(OutlineDelegate(self))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say("set_editor.tree"))
        self.setIndentation(14)
        self.setIconSize(QSize(16, 16))
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(COLUMNS.index("name"), QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self._shut: set[str] = set()
        self._at = ""
        self.expanded.connect(self._expanded)
        self.collapsed.connect(self._collapsed)

    @property
    def key(self) -> str:
        """The key of the row where the person is, "" for none."""
        return self._at

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed in."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_nodes(self, nodes: tuple[SetNode, ...], key: str) -> None:
        """Other rows, with this one current where it is there; what was shut stays shut, what is in sight stays there."""
        if self.tree.fits(nodes):
            self.tree.show_nodes(nodes)
        else:
            at = self.verticalScrollBar().value()
            self.setUpdatesEnabled(False)
            selection = self.selectionModel()
            blocked = selection.blockSignals(True)
            self.tree.show_nodes(nodes)
            self.expandAll()
            for shut in [each for each in self._shut if self.tree.node_of(each) is not None]:
                self.setExpanded(self.tree.index_of(shut), False)
            selection.blockSignals(blocked)
            self.verticalScrollBar().setValue(at)
            self.setUpdatesEnabled(True)
        self.go(key if self.tree.node_of(key) is not None else self._nearest(nodes))

    def go(self, key: str) -> None:
        """Make a row current and bring it into sight."""
        index = self.tree.index_of(key, max(0, self.currentIndex().column()))
        if not index.isValid():
            return
        if index != self.currentIndex() or self._at != key:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def edit_cell(self, column: str = "") -> None:
        """Type into a cell of the current row."""
        index = self.currentIndex()
        at = COLUMNS.index(column) if column else index.column() if COLUMNS[max(0, index.column())] in TYPED else COLUMNS.index("name")
        there = self.tree.index_of(self._at, at)
        if not column and not self.tree.flags(there) & Qt.ItemFlag.ItemIsEditable:
            there = self.tree.index_of(self._at, COLUMNS.index("name"))
        if there.isValid() and self.tree.flags(there) & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(there)
            self.edit(there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns as wide as their words; the name takes the rest."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        widest = {
            "code": metrics.horizontalAdvance("0.0.0.0") + 4 * self.indentation() + 8,
            "max": metrics.horizontalAdvance("000,00") + 20,
            "kind": metrics.horizontalAdvance(say("kind.not_self_scored")) + 20,
            "state": metrics.horizontalAdvance(say("set_editor.state_sure")) + 40,
        }
        for name, width in widest.items():
            self.setColumnWidth(COLUMNS.index(name), width)
        self.setColumnHidden(
            COLUMNS.index("kind"), self.viewport().width() < sum(widest.values()) + _LEAST_NAME * metrics.averageCharWidth()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers answer questions, Enter confirms, Tab goes through the cells, letters search as ever."""
        key, plain = event.key(), event.modifiers() in _PLAIN
        if self.typing:
            event.accept()  # what a cell passes on once it has dealt with it
        elif plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.numbered.emit(key - Qt.Key.Key_0)
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
        elif plain and key == Qt.Key.Key_F2:
            self.edit_cell()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab goes on to the next cell of the row, Enter to the row below, as in a spreadsheet."""
        ends = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, ends.NoHint)
        if hint in {ends.EditNextItem, ends.EditPreviousItem}:
            self._edit_beside(1 if hint == ends.EditNextItem else -1)
        elif hint == ends.SubmitModelCache:
            below = self.indexBelow(self.currentIndex())
            if below.isValid():
                self.setCurrentIndex(below)

    def _edit_beside(self, step: int) -> None:
        names = [name for name in TYPED if self.tree.flags(self.tree.index_of(self._at, COLUMNS.index(name))) & Qt.ItemFlag.ItemIsEditable]
        column = COLUMNS[self.currentIndex().column()]
        at = names.index(column) + step if column in names else 0
        if 0 <= at < len(names):
            self.edit_cell(names[at])
            return
        beside = self.indexBelow(self.currentIndex()) if step > 0 else self.indexAbove(self.currentIndex())
        if beside.isValid():
            self.setCurrentIndex(beside)
            self.edit_cell(TYPED[0] if step > 0 else TYPED[-1])

    def _nearest(self, nodes: tuple[SetNode, ...]) -> str:
        """Where to stand once the row is gone: the first leaf, else the first row."""
        leaf = next((node.key for node in nodes if node.is_leaf), "")
        return leaf or (nodes[0].key if nodes else "")

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        key = self.tree.nodes[current.internalId()].key
        if key != self._at:
            self._at = key
            self.went.emit(key)

    @Slot(QModelIndex)
    def _collapsed(self, index: QModelIndex) -> None:
        self._shut.add(self.tree.nodes[index.internalId()].key)

    @Slot(QModelIndex)
    def _expanded(self, index: QModelIndex) -> None:
        self._shut.discard(self.tree.nodes[index.internalId()].key)
