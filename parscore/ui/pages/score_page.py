"""The page that counts: the tree of criteria, the form of the leaf chosen, and its evidence."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QHideEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from parscore.domain.criteria import Criterion
from parscore.domain.rescaled_words import side_by_side
from parscore.services.cards import Board
from parscore.texts import say
from parscore.ui.panels.group_view import GroupView
from parscore.ui.panels.leaf_evidence import LeafEvidence
from parscore.ui.panels.leaf_form import LeafForm
from parscore.ui.panels.score_list import ScoreList
from parscore.ui.panels.small_parts import tab_in_order
from parscore.ui.places import NEXT_UNANSWERED
from parscore.ui.preferences import own_settings
from parscore.ui.workbench import Workbench

WIDE = 1400
"""From this width of the page on, in pixels, the evidence stands beside the form instead of under it."""

SPLIT_SETTING = "score_page/split"


class ScorePage(QWidget):
    """Moving to another leaf stores what was typed; what cannot be stored is told and kept for the leaf."""

    go = Signal(str, str)
    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Nothing to score before the first board."""
        super().__init__(parent)
        self._workbench = workbench
        self._board: Board | None = None
        self._unstored: dict[str, dict[str, str]] = {}
        self.list = ScoreList(self)
        self.form: LeafForm | GroupView | None = None
        self.evidence = LeafEvidence(workbench, self)
        self._middle = QWidget()
        self._middle_column = QVBoxLayout(self._middle)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self.form_area, self.side_area = _area(self._middle), _area(self._side)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        for column in (self._middle_column, self._side_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addStretch(1)
        self._middle_column.insertWidget(0, self.evidence)
        self.side_area.hide()
        self.form_area.setAccessibleName(say("score.form"))
        self.side_area.setAccessibleName(say("panel.heading"))
        self.split.setChildrenCollapsible(False)
        for part, stretch in ((self.list, 4), (self.form_area, 5), (self.side_area, 4)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.list.setMinimumWidth(300)
        self.form_area.setMinimumWidth(380)
        self.side_area.setMinimumWidth(320)
        self.split.setSizes([480, 600, 480])
        self.setAcceptDrops(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self.setFocusProxy(self.list.view)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.digit.connect(self._digit)
        self.list.entered.connect(self._into_form)
        self.evidence.tell.connect(self.tell)
        self.evidence.look.connect(self._look)
        self.evidence.rearranged.connect(self._order_tabs)
        acts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Down", self.next_leaf),
            ("Ctrl+Up", self.previous_leaf),
            ("F8", self.next_unanswered),
            ("F2", self._into_form),
            ("F7", self._to_last_year),
            ("Ctrl+D", self.evidence.pick_files),
            ("Ctrl+F", self._to_filter),
            ("Escape", self._to_tree),
        )
        for keys, act in acts:
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
            self.addAction(action)

    @property
    def current_key(self) -> str:
        """The node where the person is, "" for none."""
        return self.list.current

    def show_board(self, board: Board) -> None:
        """The answers as they are stored now."""
        first = self._board is None
        self._board = board
        self.list.show_rows(board.rows)
        self.list.show_rescaled(side_by_side(board.sheet, board.sheet.self_totals, say))
        key = self.list.current
        if first and not key:
            start = next(
                (row.key for row in board.rows if row.is_leaf and row.state == "unanswered"), board.rows[0].key if board.rows else ""
            )
            self.list.choose(start)
        elif self.form is None or self.form.key != key:
            self._show(key)
        elif isinstance(self.form, LeafForm) and _leaf_of(board, key) != self.form.leaf:
            self._make_anew(self.form, key)
        else:
            self.form.show_board(board)
            self.evidence.show_leaf(board, self._leaf_key())

    def show_place(self, key: str) -> None:
        """Go to a leaf or another node; NEXT_UNANSWERED goes on to the next leaf to score."""
        if key == NEXT_UNANSWERED:
            self.next_unanswered()
        elif not self.list.choose(key):
            self.tell.emit("info", say("score.gone"))

    def leave(self) -> None:
        """Store what is typed; what cannot be stored is told and kept for its leaf."""
        if isinstance(self.form, LeafForm):
            fault, leaf = self.form.store(), self.form.leaf
            self._unstored.pop(leaf.key, None)
            if fault:
                self._unstored[leaf.key] = self.form.typed()
                self.tell.emit("warning", say("score.unreadable_kept", code=leaf.code, why=fault))
        fault = self.evidence.store()
        if fault:
            self.tell.emit("warning", fault)

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.leave()
        self._show(key)

    def _show(self, key: str) -> None:
        """Another node: its form is made anew."""
        board = self._board
        assert board is not None
        row = self.list.tree.row_of(key)
        if self.form is not None:
            self.form.blockSignals(True)
            self._middle_column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        if row is not None and row.is_leaf:
            self.form = LeafForm(self._workbench, board, key, self._middle)
            self.form.cleared.connect(self._cleared)
            self.form.rearranged.connect(self._order_tabs)
            if key in self._unstored:
                self.form.retype(self._unstored[key])
        else:
            self.form = GroupView(board, key, self._middle)
            self.form.chosen.connect(self.list.choose)
            self.form.next_unanswered.connect(self.next_unanswered)
        self._middle_column.insertWidget(0, self.form)
        self.evidence.setVisible(isinstance(self.form, LeafForm))
        self.form_area.verticalScrollBar().setValue(0)
        self.side_area.verticalScrollBar().setValue(0)
        self.evidence.show_leaf(board, self._leaf_key())
        self._order_tabs()

    def _make_anew(self, form: LeafForm, key: str) -> None:
        """The leaf is read otherwise now: its form is made anew, what could not be stored stays typed, and the keys stay in it."""
        focus, typed = self.window().focusWidget(), form.typed()
        inside = focus is not None and form.isAncestorOf(focus)
        leaf = None if self._board is None else _leaf_of(self._board, key)
        same = leaf is not None and leaf.rule is not None and form.leaf.rule is not None and leaf.rule.kind == form.leaf.rule.kind
        if same and form.has_fault:
            self._unstored[key] = typed
        self._show(key)
        if inside and isinstance(self.form, LeafForm) and not self.form.rule.focus_first():
            self.form.focus_first()

    @Slot()
    def _order_tabs(self) -> None:
        tab_in_order(self._middle)
        tab_in_order(self._side)

    @Slot(object)
    def _look(self, part: QWidget) -> None:
        """Bring a part into view once it has its place."""
        QTimer.singleShot(0, partial(self._bring, part))

    def _bring(self, part: QWidget) -> None:
        if isValid(part):
            area = self.side_area if self.side_area.isAncestorOf(part) else self.form_area
            area.ensureWidgetVisible(part, 0, 48)

    @Slot()
    def _to_tree(self) -> None:
        self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _to_last_year(self) -> None:
        """Unfold what was answered last year, ready to be taken over."""
        box = self.form.last_year if isinstance(self.form, LeafForm) else None
        if box is None or not box.enter():
            self.tell.emit("info", say("score.no_last_year"))
            return
        self.form_area.ensureWidgetVisible(box)

    def _to_filter(self) -> None:
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter.selectAll()

    def _leaf_key(self) -> str:
        return self.form.key if isinstance(self.form, LeafForm) else ""

    @Slot()
    def next_leaf(self) -> None:
        """To the leaf after this one."""
        self._go_to(self.list.neighbour(1))

    @Slot()
    def previous_leaf(self) -> None:
        """To the leaf before this one."""
        self._go_to(self.list.neighbour(-1))

    @Slot()
    def next_unanswered(self) -> None:
        """To the next leaf that has no answer; says so where there is none."""
        key = self.list.next_unanswered()
        if key:
            self._go_to(key)
        else:
            self.tell.emit("info", say("score.none_unanswered"))

    def _go_to(self, key: str) -> None:
        if key:
            self.list.choose(key)
            self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _digit(self, number: int) -> None:
        if isinstance(self.form, LeafForm):
            self.form.pick(number)

    @Slot()
    def _into_form(self) -> None:
        if isinstance(self.form, LeafForm):
            self.form.focus_first()

    def help_here(self) -> bool:
        """Unfold or fold the set's own help on the leaf; whether there is a leaf."""
        if not isinstance(self.form, LeafForm):
            return False
        notes = self.form.notes
        notes.toggle_help()
        self.form_area.ensureWidgetVisible(notes.help_button, 0, 120)
        return True

    @Slot(str)
    def _cleared(self, code: str) -> None:
        self.tell.emit("info", say("form.cleared", code=code))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The evidence stands where there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        if wide == self.side_area.isHidden():
            column = self._side_column if wide else self._middle_column
            column.insertWidget(0 if wide else column.count() - 1, self.evidence)
            self.side_area.setVisible(wide)
            saved = own_settings().value(f"{SPLIT_SETTING}/{wide}")
            if saved is not None:
                self.split.restoreState(saved)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the widths."""
        super().hideEvent(event)
        own_settings().setValue(f"{SPLIT_SETTING}/{not self.side_area.isHidden()}", self.split.saveState())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files for the leaf chosen."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            if self.evidence.takes_files and isinstance(self.form, LeafForm):
                self.tell.emit("info", say("panel.drop_now", code=self.form.leaf.code))

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped to the leaf chosen."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.evidence.attach(files)


def _leaf_of(board: Board, key: str) -> Criterion | None:
    """The leaf of this key in the set as it is now, None where it has none."""
    score = board.sheet.leaves.get(key)
    return None if score is None else score.leaf


def _area(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
