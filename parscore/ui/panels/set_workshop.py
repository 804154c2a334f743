"""Where a set is corrected: the table as it was sent, the tree made of it, and what stands at the current row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.points import read_points, show_points
from parscore.domain.rules import NotSelfScored
from parscore.domain.set_draft import SetDraft
from parscore.domain.set_editing import with_code, with_maximum, with_name
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.set_history import SetHistory
from parscore.ui.models.set_nodes import CHIPS, EXTRAS, SET, SetNode, chip_counts, nodes_of, shown
from parscore.ui.panels.filter_chips import FilterChips
from parscore.ui.panels.notice_strip import NoticeStrip
from parscore.ui.panels.set_actions import Made, SetActions
from parscore.ui.panels.set_findings import SetFindings
from parscore.ui.panels.set_group import SetGroup
from parscore.ui.panels.set_head import SetHead, head_typed
from parscore.ui.panels.set_leaf import SetLeaf, printed_lines
from parscore.ui.panels.set_outline import SetOutline
from parscore.ui.panels.source_table import SourceTable
from parscore.ui.panels.value_grid import clipboard_cells
from parscore.ui.workbench import Workbench

WIDE = 1600
"""From this width on the leaf stands beside the tree instead of under it."""


class SetWorkshop(QWidget):
    """Every act gives the next draft.

    `changed` says that the draft or what is known of it is another, `adopt` that the person wants to use the set, `columns_wanted` that the
    table is to be read by other columns.
    """

    changed = Signal()
    adopt = Signal()
    columns_wanted = Signal()

    def __init__(self, workbench: Workbench, draft: SetDraft, parent: QWidget | None = None) -> None:
        """Begin with a draft."""
        super().__init__(parent)
        self._workbench = workbench
        self.history = SetHistory(draft, self)
        self.findings: tuple[Finding, ...] = draft.told
        self.nodes: tuple[SetNode, ...] = ()
        self._names = {SET: say("set_editor.the_set"), **{key: say(f"set_editor.the_{part}") for part, key in EXTRAS.items()}}
        self.notice = NoticeStrip(self)
        self.source = SourceTable(self)
        self.outline = SetOutline(self)
        self.leaf = SetLeaf(self)
        self.head = SetHead(self)
        self.group = SetGroup(self)
        self.details = QStackedWidget(self)
        for part in (self.leaf, self.head, self.group):
            self.details.addWidget(part)
        self.chips = FilterChips({name: say(f"set_editor.chip_{name}") for name in CHIPS}, self)
        self.list = SetFindings(self)
        self.list.hide()
        self.acts = SetActions(self, self.outline)
        self._lay_out()
        self._connect()
        self._show(self._first())
        self._look()
        if not draft.columns_sure:
            self.notice.say("warning", say("set_editor.columns_unsure"), [(say("set_editor.columns"), self.columns_wanted.emit)])

    @property
    def draft(self) -> SetDraft:
        """The draft as it stands."""
        return self.history.draft

    @property
    def key(self) -> str:
        """The row where the person stands."""
        return self.outline.key

    @property
    def rung(self) -> int:
        """The rung where the person stands, from 1; 0 for none."""
        index = self.leaf.rungs.currentIndex()
        return index.row() + 1 if index.isValid() and self.details.currentWidget() is self.leaf else 0

    def _lay_out(self) -> None:
        self.undo = self._tool("undo", "undo", QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = self._tool("redo", "redo", QKeySequence("Ctrl+Y"))
        self.next = self._tool("next_open", "next", QKeySequence("F8"))
        self.show_list = self._tool("findings", "warning", QKeySequence("F4"))
        self.show_list.setCheckable(True)
        self.menu = QToolButton(self)
        self.menu.setText(say("set_editor.edit_menu"))
        self.menu.setMenu(self.acts.menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.use = QPushButton(say("set_editor.adopt"), self)
        self.use.setAutoDefault(False)
        self.use.clicked.connect(self.adopt)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.chips, 1)
        self._buttons = []
        for action in (self.next, self.undo, self.redo, self.show_list):
            button = QToolButton(self)
            button.setDefaultAction(action)
            top.addWidget(button)
            self._buttons.append(button)
        top.addWidget(self.menu)
        top.addWidget(self.use)
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        self.right.addWidget(self.outline)
        self.right.addWidget(self.details)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.addWidget(self.source)
        self.panes.addWidget(self.right)
        self.panes.setChildrenCollapsible(False)
        self._share_room()
        self.whole = QSplitter(Qt.Orientation.Vertical, self)
        self.whole.addWidget(self.panes)
        self.whole.addWidget(self.list)
        self.whole.setSizes([600, 140])
        self.summary = QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.notice)
        column.addWidget(self.whole, 1)
        column.addWidget(self.summary)

    def _tool(self, name: str, picture: str, keys: QKeySequence) -> QAction:
        action = QAction(icon(picture), say(f"set_editor.{name}"), self)
        action.setShortcut(keys)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.history.moved.connect(self._moved)
        self.undo.triggered.connect(partial(self._step, self.history.undo))
        self.redo.triggered.connect(partial(self._step, self.history.redo))
        self.next.triggered.connect(self.go_next)
        self.show_list.toggled.connect(self._list_toggled)
        self.chips.picked.connect(self._chip)
        self.outline.went.connect(self._went)
        self.outline.typed.connect(self._typed)
        self.outline.numbered.connect(self._numbered)
        self.outline.confirmed.connect(self._confirmed)
        self.outline.pasted.connect(self._pasted)
        self.source.picked.connect(self._source_picked)
        self.list.picked.connect(self._finding_picked)
        self.list.left.connect(self.show_list.toggle)
        self.leaf.acted.connect(self.run)
        self.leaf.questions.chosen.connect(self._answered)
        self.leaf.questions.confirmed.connect(self._answered)
        self.head.acted.connect(self.run)

    def run(self, name: str, act: Callable[[SetDraft], Made]) -> None:
        """Do an act at the current row, or say why it cannot be done."""
        try:
            made = act(self.draft)
        except Refused as refused:
            self.notice.say("warning", say(refused.code, **refused.facts))
            return
        self.notice.hide()
        draft, key = made if isinstance(made, tuple) else (made, self.key)
        self._wanted = key
        self.history.push(draft, name, key)

    _wanted = ""

    def choose_columns(self) -> None:
        """Ask for other columns."""
        self.columns_wanted.emit()

    def put_read(self, draft: SetDraft) -> None:
        """The table as it was read by other columns; undo goes back to what was there."""
        self.run("columns", lambda _: (draft, self.key))

    def edit_name(self) -> None:
        """Let the person type the name of the current row."""
        self.outline.setFocus()
        self.outline.edit_cell("name")

    def _first(self) -> str:
        opened = self.draft.open_leaves()
        return opened[0].key if opened else SET

    @Slot()
    def _moved(self) -> None:
        self._show(self._wanted)
        self._look()

    def _show(self, key: str) -> None:
        """Everything as the draft stands, at this row."""
        self.nodes = nodes_of(self.draft, self.findings, self._names)
        self.outline.show_nodes(shown(self.nodes, self.chips.chosen, key), key)
        self.source.setVisible(self.draft.source is not None)
        self.source.show_draft(self.draft)
        for action, name, act in ((self.undo, "undo", self.history.undoes), (self.redo, "redo", self.history.redoes)):
            action.setEnabled(bool(act))
            named = say(f"set_editor.{name}")
            action.setToolTip(f"{named}: {say(f'set_act.{act}')}" if act else named)
        counts = chip_counts(self.nodes)
        self.chips.show_counts(counts)
        points = show_points(self.nodes[0].max_points)
        own = sum(1 for node in self.nodes if node.is_leaf and node.kind != NotSelfScored.kind)
        facts = {"leaves": counts["all"], "own": own, "points": points, "open": counts["open"], "check": counts["check"]}
        self.summary.setText(say("set_editor.summary", **facts))
        self._show_details()
        self.changed.emit()

    def _look(self) -> None:
        """Have the set checked off the window's thread."""
        self._workbench.do(partial(self._found, self.draft), self._workbench.app.sets.findings, self.draft)

    def _found(self, draft: SetDraft, findings: tuple[Finding, ...]) -> None:
        if draft is not self.draft:
            return
        self.findings = findings
        self.show_list.setText(say("set_editor.findings_count", count=len(findings)))
        self.list.show_findings(findings)
        if not self.outline.typing:
            self._show(self.key)

    def _show_details(self) -> None:
        node = next((each for each in self.nodes if each.key == self.key), None)
        if node is None:
            return
        self.source.show_key(node.key)
        printed = printed_lines(self.draft, node.key, self.source.rows.printed(node.key))
        if node.is_leaf:
            self.details.setCurrentWidget(self.leaf)
            self.leaf.show_leaf(self.draft, self.draft.node(node.key), printed)
        elif node.key == SET:
            self.details.setCurrentWidget(self.head)
            self.head.show_set(self.draft.criteria)
        else:
            self.details.setCurrentWidget(self.group)
            below = [each for each in self.nodes if each.parent == node.key]
            self.group.show_node(node, below, printed, self._told(node.key))

    def _told(self, key: str) -> Sequence[tuple[str, str]]:
        return [(each.severity, say(f"finding.{each.code}", **each.facts)) for each in self.findings if each.key == key]

    @Slot(str)
    def _went(self, _key: str) -> None:
        self._show_details()

    @Slot(bool)
    def _list_toggled(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self.list.enter() if shown else self.outline.setFocus()
        QTimer.singleShot(0, self._in_sight)

    @Slot()
    def _in_sight(self) -> None:
        """Bring the current row back into sight once the panes have another height."""
        self.outline.scrollTo(self.outline.currentIndex())
        self.source.in_sight()

    @Slot(str)
    def _chip(self, chip: str) -> None:
        self.store()
        self.outline.show_nodes(shown(self.nodes, chip, ""), self.key)
        if chip == "findings":
            self.show_list.setChecked(True)
        self._show_details()
        self.outline.setFocus()

    @Slot(str, str, str)
    def _typed(self, key: str, column: str, text: str) -> None:
        if key == SET:
            self.run("head", lambda draft: head_typed(draft, "max_points" if column == "max" else "title", text))
        elif column == "max":
            self.run("points", lambda draft: with_maximum(draft, key, read_points(text)))
        else:
            change = with_code if column == "code" else with_name
            self.run(column, lambda draft: change(draft, key, text))

    @Slot(int)
    def _numbered(self, number: int) -> None:
        self.leaf.pick(number) if self.details.currentWidget() is self.leaf else None

    @Slot()
    def _confirmed(self) -> None:
        """Enter: take a leaf as it was read, then go on to the next that is open."""
        node = next((each for each in self.nodes if each.key == self.key), None)
        if node is None or not node.is_leaf or node.state == "sure":
            self.go_next()
        elif node.state == "check":
            self.leaf.questions.confirmed.emit()
        else:
            self.notice.say("info", say("set_editor.answer_first"))

    @Slot()
    def _answered(self) -> None:
        """Once nothing is open at the leaf any more, go on to the next."""
        self.outline.setFocus()
        if self.key not in {leaf.key for leaf in self.draft.open_leaves()}:
            self.go_next()

    @Slot()
    def go_next(self) -> None:
        """The next leaf with a question or to be looked at, around the end to the first."""
        self.store()
        opened = {leaf.key for leaf in self.draft.open_leaves()}
        keys = [node.key for node in self.nodes]
        at = keys.index(self.key) + 1 if self.key in keys else 0
        key = next((each for each in [*keys[at:], *keys[:at]] if each in opened), "")
        if not key:
            self.notice.say("info", say("set_editor.nothing_open"))
            return
        if self.outline.tree.node_of(key) is None:
            self.outline.show_nodes(shown(self.nodes, self.chips.chosen, key), key)
        self.outline.go(key)
        self.outline.setFocus()

    @Slot(int)
    def _source_picked(self, place: int) -> None:
        key = self.source.rows.key_at(place)
        if key:
            self.show_key(key)
            self.leaf.show_rung(self.source.rows.wheres(place))
        self.source.rows.choose(key)

    def show_key(self, key: str) -> None:
        """Go to a row of the tree, also to one that the chip leaves out."""
        self.store()
        if self.outline.tree.node_of(key) is None:
            self.outline.show_nodes(shown(self.nodes, self.chips.chosen, key), key)
        self.outline.go(key)

    @Slot(object)
    def _finding_picked(self, finding: Finding) -> None:
        if finding.key:
            self.show_key(finding.key)
        if finding.where:
            self.source.show_where(finding.where)

    @Slot()
    def _pasted(self) -> None:
        self.acts.paste(clipboard_cells())

    def _step(self, step: Callable[[], str], _checked: bool = False) -> None:
        """Undo or redo, and go where that acts."""
        self._wanted = self.key
        self.show_key(step())

    def store(self) -> None:
        """Take in what is being typed and was not left."""
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.clearFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The leaf beside the tree on wide screens, under it on others."""
        super().resizeEvent(event)
        self._fit_buttons()
        way = Qt.Orientation.Horizontal if self.width() >= WIDE else Qt.Orientation.Vertical
        if way != self.right.orientation():
            self.right.setOrientation(way)
            self._share_room()

    def _fit_buttons(self) -> None:
        """Words beside the pictures where there is room for them."""
        for button in self._buttons:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        wanted = self.chips.minimumSizeHint().width() + sum(
            button.sizeHint().width() + 8 for button in (*self._buttons, self.menu, self.use)
        )
        if wanted > self.width() - 32:
            for button in self._buttons:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _share_room(self) -> None:
        """The panes as their words ask for."""
        wide = self.right.orientation() == Qt.Orientation.Horizontal
        self.panes.setSizes([35, 65] if wide else [42, 58])
        self.right.setSizes([52, 48] if wide else [42, 58])
