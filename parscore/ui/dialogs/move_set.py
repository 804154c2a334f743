"""Take the year's work to a new version of its set: see first what becomes of each answer, correct the pairs, then move."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.code_map import CodeMap, nodes_of
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.moving import FATES, MovePlan
from parscore.domain.set_difference import Change
from parscore.services.difference_json import node_text
from parscore.services.move_service import Moved, TakenBack
from parscore.texts import say
from parscore.ui.dialogs.set_difference_view import change_groups, change_line
from parscore.ui.panels.change_tree import ChangeTree
from parscore.ui.panels.set_choice import SetChoice
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench


class MoveSet(QDialog):
    """Nothing changes before "Chuyển" is pressed; the last move can be taken back here however long ago it was."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Ask for the new set."""
        super().__init__(parent)
        self._workbench = workbench
        self._plan: MovePlan | None = None
        self._codes = CodeMap()
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("sets.move_title"))
        self.resize(900, 640)
        self.choice = SetChoice(workbench, say("sets.new"), self)
        self.said = QLabel(say("sets.move_what"), self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = ChangeTree(say("sets.move_title"), self)
        self.becomes = StillChoice(self)
        self.becomes.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.becomes.setEnabled(False)
        self.read_map = QPushButton(say("sets.read_map"), self)
        self.take_back = QPushButton(say("sets.take_back"), self)
        self.go = QPushButton(say("sets.move"), self)
        self.go.setEnabled(False)
        self.close_button = QPushButton(say("desk.close"), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        label = QLabel(say("sets.becomes"), self)
        label.setBuddy(self.becomes)
        self.becomes.setAccessibleName(label.text().replace("&", ""))
        correction = QHBoxLayout()
        correction.addWidget(label)
        correction.addWidget(self.becomes, 1)
        correction.addWidget(self.read_map)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        column.addLayout(correction)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._chosen)
        self.tree.itemSelectionChanged.connect(self._offer)
        self.becomes.activated.connect(self._correct)
        self.read_map.clicked.connect(self._ask_map)
        self.take_back.clicked.connect(self._take_back)
        self.go.clicked.connect(self._move)
        self.close_button.clicked.connect(self.reject)
        self._workbench.refused.connect(self._refused)

    @Slot()
    def _chosen(self) -> None:
        self._codes = CodeMap()
        self._preview()

    def _preview(self) -> None:
        new = self.choice.criteria
        self._plan = None
        self.go.setEnabled(False)
        if new is not None:
            self._workbench.do(partial(self._show, new, self._codes), self._workbench.app.moves.preview, new, self._codes)

    def _show(self, new: CriteriaSet, codes: CodeMap, plan: MovePlan) -> None:
        """What becomes of the answers first, then what else differs; left out where another set or map was chosen meanwhile."""
        if new is not self.choice.criteria or codes is not self._codes:
            return
        self._plan = plan
        self.go.setEnabled(True)
        sentences = [say(f"move.fate.{fate}", count=count) for fate, count in plan.counts.items() if count]
        self.said.setText(" · ".join(sentences) or say("sets.no_work"))
        told = [(fate, plan.changes(fate)) for fate in FATES if fate != "kept"]
        groups = [(say(f"move.fate.{fate}", count=plan.counts[fate]), [change_line(each) for each in changes]) for fate, changes in told]
        others = change_groups(plan.difference, [each for _, changes in told for each in changes])
        self.tree.show_groups([*groups, *((say("sets.in_set", group=title), lines) for title, lines in others)])
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """For a line of one old criterion: what it can become in the new set."""
        line = self.tree.current_line
        change = None if line is None else line.subject
        self.becomes.clear()
        one = isinstance(change, Change) and len(change.old) == 1 and self._plan is not None
        self.becomes.setEnabled(one)
        if not one or not isinstance(change, Change) or self._plan is None:
            return
        self.becomes.addItem(say("sets.dropped"), ())
        for node in nodes_of(self._plan.difference.new):
            self.becomes.addItem(node_text(node, say), (node.key,))
        now = tuple(node.key for node in change.new)
        at = next((at for at in range(self.becomes.count()) if tuple(self.becomes.itemData(at)) == now), -1)
        self.becomes.setCurrentIndex(at)

    @Slot(int)
    def _correct(self, at: int) -> None:
        """What the person says becomes of the line chosen; one that led there before is matched anew."""
        line = self.tree.current_line
        if line is None or not isinstance(line.subject, Change):
            return
        entries = {**self._codes.entries, line.subject.old[0].key: tuple(self.becomes.itemData(at))}
        self._codes = CodeMap(entries)
        self._preview()

    @Slot()
    def _ask_map(self) -> None:
        chosen = QFileDialog.getOpenFileName(self, say("sets.read_map").replace("&", ""), documents(), say("sets.map_kinds"))[0]
        if chosen:
            self.take_map(Path(chosen))

    def take_map(self, file: Path) -> None:
        """Follow a code map that was corrected in a file."""
        self._workbench.do(self._map_read, self._workbench.app.moves.read_map, file)

    def _map_read(self, codes: CodeMap) -> None:
        self._codes = codes
        self._preview()

    @Slot()
    def _move(self) -> None:
        new = self.choice.criteria
        if new is not None:
            self.go.setEnabled(False)
            self._workbench.do(self._moved, self._workbench.app.moves.move, new, self._codes)

    def _moved(self, moved: Moved) -> None:
        new = moved.plan.difference.new
        said = [say("move.done", title=new.title, version=new.version)]
        said += [] if moved.backup is None else [say("move.backed_up", file=moved.backup.path)]
        self.said.setText(" ".join(said))
        self._workbench.changed.emit(moved.changes)

    @Slot()
    def _take_back(self) -> None:
        self._workbench.do(self._taken_back, self._workbench.app.moves.undo_move)

    def _taken_back(self, back: TakenBack) -> None:
        said = [say("move.undone", title=back.criteria.title, version=back.criteria.version, file=back.backup.path)]
        said += [say("move.put_away", count=len(back.archived), codes=", ".join(back.archived))] if back.archived else []
        self.said.setText(" ".join(said))
        self.tree.clear()
        self._workbench.changed.emit(back.changes)

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        self.said.setText(say(refusal.code, **refusal.facts))
        self.tree.clear()
