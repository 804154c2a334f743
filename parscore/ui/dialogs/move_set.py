"""Take the year's work to a new version of its set: see first what becomes of each answer, correct the pairs, then move."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.moving import FATES, MovePlan
from parscore.services.move_service import Moved, TakenBack
from parscore.texts import say
from parscore.ui.dialogs.set_difference_view import change_groups, change_line
from parscore.ui.panels.change_tree import ChangeTree
from parscore.ui.panels.pair_correction import PairCorrection
from parscore.ui.panels.set_choice import SetChoice
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.workbench import Workbench


class MoveSet(QDialog):
    """Nothing changes before "Chuyển" is pressed; the last move can be taken back here however long ago it was."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Ask for the new set."""
        super().__init__(parent)
        self._workbench = workbench
        self._undone = ""
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("sets.move_title"))
        self.resize(900, 640)
        self.choice = SetChoice(workbench, say("sets.new"), self)
        self.said = QLabel(say("sets.move_what"), self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = ChangeTree(say("sets.move_title"), self)
        self.pairs = PairCorrection(workbench, self.tree, self)
        self.take_back = QPushButton(say("sets.take_back"), self)
        self.go = QPushButton(say("sets.move"), self)
        self.go.setEnabled(False)
        self.close_button = QPushButton(say("desk.close"), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addWidget(self.said)
        column.addWidget(self.tree, 1)
        column.addWidget(self.pairs)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._chosen)
        self.pairs.corrected.connect(self._preview)
        self.take_back.clicked.connect(self._take_back)
        self.go.clicked.connect(self._move)
        self.close_button.clicked.connect(self.reject)
        self._workbench.refused.connect(self._refused)

    @Slot()
    def _chosen(self) -> None:
        self._undone = ""
        self.pairs.begin()
        self._preview()

    @Slot()
    def _preview(self) -> None:
        new = self.choice.criteria
        self.go.setEnabled(False)
        if new is not None:
            codes = self.pairs.codes
            self._workbench.do(partial(self._show, new, codes), self._workbench.app.moves.preview, new, codes)

    def _show(self, new: CriteriaSet, codes: CodeMap, plan: MovePlan) -> None:
        """What becomes of the answers first, then what else differs; left out where another set or map was chosen meanwhile."""
        if new is not self.choice.criteria or codes is not self.pairs.codes:
            return
        self.go.setEnabled(True)
        sentences = [say(f"move.fate.{fate}", count=count) for fate, count in plan.counts.items() if count]
        told_first = f"{self._undone}\n" if self._undone else ""
        self.said.setText(told_first + (" · ".join(sentences) or say("sets.no_work")))
        told = [(fate, plan.changes(fate)) for fate in FATES if fate != "kept"]
        groups = [(say(f"move.fate.{fate}", count=plan.counts[fate]), [change_line(each) for each in changes]) for fate, changes in told]
        others = change_groups(plan.difference, [each for _, changes in told for each in changes])
        self.tree.show_groups([*groups, *((say("sets.in_set", group=title), lines) for title, lines in others)])
        self.pairs.show_for(plan.difference.new)

    @Slot()
    def _move(self) -> None:
        new = self.choice.criteria
        if new is not None:
            self.go.setEnabled(False)
            self._workbench.do(self._moved, self._workbench.app.moves.move, new, self.pairs.codes)

    def _moved(self, moved: Moved) -> None:
        new = moved.plan.difference.new
        said = [say("move.done", title=new.title, version=new.version)]
        said += [] if moved.backup is None else [say("move.backed_up", file=moved.backup.path)]
        self.said.setText(" ".join(said))
        self.pairs.show_for(None)
        self._workbench.changed.emit(moved.changes)

    @Slot()
    def _take_back(self) -> None:
        self._workbench.do(self._taken_back, self._workbench.app.moves.undo_move)

    def _taken_back(self, back: TakenBack) -> None:
        said = [say("move.undone", title=back.criteria.title, version=back.criteria.version, file=back.backup.path)]
        said += [say("move.put_away", count=len(back.archived), codes=", ".join(back.archived))] if back.archived else []
        self._undone = " ".join(said)
        self.said.setText(self._undone)
        self.tree.clear()
        self.pairs.show_for(None)
        self._workbench.changed.emit(back.changes)
        self._preview()

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        """Say why not; a correction that cannot be followed is dropped, and what was shown before it stands."""
        self.said.setText(say(refusal.code, **refusal.facts))
        if self.pairs.revert():
            self.go.setEnabled(True)
        elif not self.go.isEnabled():
            self.tree.clear()
