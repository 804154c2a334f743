"""The left pane of the score page: chips, a filter, and the tree of criteria."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from parscore.services.cards import NodeRow
from parscore.texts import say
from parscore.ui.models.score_delegate import ScoreDelegate
from parscore.ui.models.score_tree import CHIPS, COLUMNS, ROW_ROLE, ScoreFilter, ScoreTree
from parscore.ui.models.search_key import search_key
from parscore.ui.panels.flow_row import FlowRow
from parscore.ui.panels.rule_form import NO_MODIFIERS
from parscore.ui.panels.small_parts import words
from parscore.ui.panels.still_choice import StillChoice

ROOM_FOR_ALL, ROOM_FOR_DOCUMENTS = 68, 52
"""Widths of the tree, in letters, under which a column is left out."""


class ScoreTreeView(QTreeView):
    """The tree; `digit` brings a pressed number from 1 to 9, `entered` the Enter key."""

    digit = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers pick rungs instead of looking for codes."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() in NO_MODIFIERS and 1 <= number <= 9:
            self.digit.emit(number)
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class FilterLine(QLineEdit):
    """`down` comes when the person goes on from the words to what they left."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter lead to the tree."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.down.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class ScoreList(QWidget):
    """`chosen` brings the key of the node that became current."""

    chosen = Signal(str)
    digit = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """No rows yet."""
        super().__init__(parent)
        self.tree = ScoreTree(self)
        self.proxy = ScoreFilter(self.tree, self)
        self.view = ScoreTreeView(self)
        self.filter = FilterLine(self)
        self.unit = StillChoice(self)
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._key = ""
        self._quiet = False
        self._stack = QStackedWidget(self)
        self.rescaled = words("", self)
        self.rescaled.hide()
        self._build()

    def _build(self) -> None:
        chips = QWidget(self)
        row = FlowRow(chips, 4)
        for name in CHIPS:
            chip = QPushButton(say(f"score.chip_{name}"), chips)
            chip.setObjectName(name)
            chip.setCheckable(True)
            self._group.addButton(chip)
            self.chips[name] = chip
            row.addWidget(chip)
        self.chips["all"].setChecked(True)
        self._group.buttonClicked.connect(self._narrowed)
        self.filter.setPlaceholderText(say("score.filter_hint"))
        self.filter.setAccessibleName(say("score.filter").replace("&", ""))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrowed)
        self.filter.down.connect(self._into_tree)
        self.unit.setAccessibleName(say("score.unit"))
        self.unit.setSizeAdjustPolicy(StillChoice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(12)
        self.unit.hide()
        self.unit.activated.connect(self._narrowed)
        self._build_view()
        nothing = QWidget(self)
        column = QVBoxLayout(nothing)
        told = QLabel(say("score.nothing_found"))
        told.setWordWrap(True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.all_button = QPushButton(say("score.show_all"))
        self.all_button.clicked.connect(self.show_all)
        column.addStretch(1)
        column.addWidget(told)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self._stack.addWidget(self.view)
        self._stack.addWidget(nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 4, 8)
        whole.setSpacing(8)
        whole.addWidget(self.rescaled)
        whole.addWidget(chips)
        narrowing = QHBoxLayout()
        narrowing.addWidget(self.filter, 3)
        narrowing.addWidget(self.unit, 2)
        whole.addLayout(narrowing)
        whole.addWidget(self._stack, 1)

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self.proxy)
        view.setItemDelegate(ScoreDelegate(view))
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setIndentation(14)
        view.setAccessibleName(say("score.tree"))
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = view.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics = view.fontMetrics()
        for at, name in enumerate(COLUMNS[1:], 1):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(at, metrics.horizontalAdvance(say(f"score.column_{name}")) + 18)
        view.selectionModel().currentChanged.connect(self._moved)
        view.digit.connect(self.digit)
        view.entered.connect(self.entered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow tree leaves out the bar, then the count of documents, so that codes and names can be read."""
        super().resizeEvent(event)
        letters = self.width() / self.fontMetrics().averageCharWidth()
        for name, least in (("share", ROOM_FOR_ALL), ("documents", ROOM_FOR_DOCUMENTS)):
            self.view.setColumnHidden(COLUMNS.index(name), letters < least)

    @property
    def current(self) -> str:
        """The key of the node chosen last, though it may be filtered out; "" where there is none."""
        return self._key

    def show_rows(self, rows: tuple[NodeRow, ...]) -> None:
        """Rows of a new board; what is chosen and what is folded stay."""
        folded, first = self._folded(), not self.tree.rows
        self._quiet = True
        if self.tree.show_rows(rows):
            self.view.expandAll()
            if not first:
                self._fold(folded)
            if self.tree.row_of(self._key) is None:
                self._key = ""
            else:
                self.view.setCurrentIndex(self.proxy.mapFromSource(self.tree.index_of(self._key)))
        self._quiet = False
        self._offer_units()
        for name, count in self.tree.counts().items():
            self.chips[name].setText(say("score.chip_count", name=say(f"score.chip_{name}"), count=count))
        self._told()

    def _offer_units(self) -> None:
        """The units in charge, to pick from; nothing to pick while nobody is."""
        units = sorted(self.tree.units(), key=search_key)
        if units == [self.unit.itemData(at) for at in range(1, self.unit.count() - 1)]:
            return
        chosen = self.unit.currentData()
        self.unit.clear()
        self.unit.addItem(say("score.unit_any"), None)
        for unit in units:
            self.unit.addItem(unit, unit)
        self.unit.addItem(say("score.unit_none"), "")
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)) if chosen is not None else 0)
        self.unit.setVisible(bool(units))
        if chosen is not None:
            self._narrowed()

    def show_rescaled(self, told: str) -> None:
        """The raw and the rescaled total above the tree, or nothing."""
        self.rescaled.setText(told)
        self.rescaled.setVisible(bool(told))

    def choose(self, key: str) -> bool:
        """Make a node current and bring it into view, even where it is filtered out; whether there is such a node."""
        source = self.tree.index_of(key)
        if not source.isValid():
            return False
        index = self.proxy.mapFromSource(source)
        if not index.isValid():
            self.proxy.keep(key)
            index = self.proxy.mapFromSource(source)
            self._told()
        if not index.isValid():
            self.show_all()
            index = self.proxy.mapFromSource(source)
        self.view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.view.scrollTo(index)
        return True

    def neighbour(self, step: int) -> str:
        """The key of the next leaf shown (step 1) or the one before (-1); "" at the end."""
        keys = self._shown_leaves()
        current = self.current
        if current in keys:
            at = keys.index(current) + step
            return keys[at] if 0 <= at < len(keys) else ""
        order = [row.key for row in self.tree.rows]
        here = order.index(current) if current in order else -1
        after = [key for key in keys if order.index(key) > here]
        before = [key for key in keys if order.index(key) < here]
        if step > 0:
            return after[0] if after else ""
        return before[-1] if before else ""

    def next_unanswered(self) -> str:
        """The key of the next unanswered leaf of the whole tree, from the top again at the end; "" where there is none."""
        rows = self.tree.rows
        at = next((place for place, row in enumerate(rows) if row.key == self.current), -1)
        turned = (*rows[at + 1 :], *rows[: at + 1])
        return next((row.key for row in turned if row.is_leaf and row.state == "unanswered"), "")

    @Slot()
    def _into_tree(self) -> None:
        """To the tree, on the first leaf that the words left where the one chosen is not among them."""
        shown = self._shown_leaves()
        if shown and self._key not in shown:
            self.choose(shown[0])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_all(self) -> None:
        """Filter nothing."""
        self.filter.clear()
        self.chips["all"].setChecked(True)
        self.unit.setCurrentIndex(0)
        self._narrowed()

    @Slot()
    @Slot(str)
    @Slot(int)
    @Slot(QAbstractButton)
    def _narrowed(self, _what: object = None) -> None:
        self._quiet = True
        self.proxy.keep("")
        self.proxy.narrow(next(name for name, chip in self.chips.items() if chip.isChecked()), self.filter.text(), self.unit.currentData())
        self.view.expandAll()
        self._told()
        index = self.proxy.mapFromSource(self.tree.index_of(self._key)) if self._key else QModelIndex()
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._quiet = False

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None and not self._quiet and row.key != self._key:
            self._key = row.key
            QTimer.singleShot(0, self._keep_current)
            self.chosen.emit(row.key)

    @Slot()
    def _keep_current(self) -> None:
        self.proxy.keep(self._key)

    def _told(self) -> None:
        self._stack.setCurrentIndex(0 if self.proxy.rowCount() or not self.tree.rows else 1)

    def _shown_leaves(self) -> list[str]:
        def walk(parent: QModelIndex) -> list[str]:
            keys: list[str] = []
            for at in range(self.proxy.rowCount(parent)):
                index = self.proxy.index(at, 0, parent)
                row = index.data(ROW_ROLE)
                keys.extend([row.key] if row.is_leaf else walk(index))
            return keys

        return walk(QModelIndex())

    def _folded(self) -> set[str]:
        found = set()
        for row in self.tree.rows:
            index = self.proxy.mapFromSource(self.tree.index_of(row.key))
            if not row.is_leaf and index.isValid() and not self.view.isExpanded(index):
                found.add(row.key)
        return found

    def _fold(self, keys: set[str]) -> None:
        for key in keys:
            self.view.setExpanded(self.proxy.mapFromSource(self.tree.index_of(key)), False)
