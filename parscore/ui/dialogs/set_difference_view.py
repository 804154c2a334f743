"""What differs between two criteria sets."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.set_difference import KINDS, Change, SetDifference
from parscore.services.difference_json import change_text, detail_text
from parscore.texts import say
from parscore.ui.panels.change_tree import ChangeLine, ChangeTree
from parscore.ui.panels.set_choice import SetChoice, set_name
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench


class SetDifferenceView(QDialog):
    """Compares as soon as two sets are chosen; nothing is changed."""

    def __init__(self, workbench: Workbench, used: CriteriaSet | None, parent: QWidget | None = None) -> None:
        """Begin with the set that the open workspace uses, if there is one."""
        super().__init__(parent)
        self._workbench = workbench
        self._found: SetDifference | None = None
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("sets.compare_title"))
        self.resize(860, 620)
        self.old = SetChoice(workbench, say("sets.old"), self)
        self.new = SetChoice(workbench, say("sets.new"), self)
        self.said = QLabel(say("sets.choose_two"), self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = ChangeTree(say("sets.compare_title"), self)
        self.write_map = QPushButton(say("sets.write_map"), self)
        self.write_map.setEnabled(False)
        close = QPushButton(say("desk.close"), self)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.write_map, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        for part in (self.old, self.new, self.said):
            column.addWidget(part)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)
        close.clicked.connect(self.reject)
        self.write_map.clicked.connect(self._ask_map)
        for choice in (self.old, self.new):
            choice.chosen.connect(self._compare)
        workbench.refused.connect(self._refused)
        if used is not None:
            self.old.put(say("sets.used", name=set_name(used)), used)

    @Slot()
    def _compare(self) -> None:
        old, new = self.old.criteria, self.new.criteria
        if old is not None and new is not None:
            self._workbench.do(self._show, self._workbench.app.moves.difference, old, new)

    def _show(self, found: SetDifference) -> None:
        self._found = found
        self.write_map.setEnabled(True)
        self.said.setText(counted(found))
        facts = tuple(ChangeLine(detail_text(each, say)) for each in found.of_set)
        self.tree.show_groups([(say("sets.of_set"), facts), *change_groups(found)])

    @Slot()
    def _ask_map(self) -> None:
        proposed = str(Path(documents()) / say("sets.map_name"))
        chosen = QFileDialog.getSaveFileName(self, say("sets.write_map").replace("&", ""), proposed, say("sets.map_kinds"))[0]
        if chosen and self._found is not None:
            self._workbench.do(None, self._workbench.app.moves.write_map, Path(chosen), self._found.code_map())
            self.said.setText(say("sets.map_written", file=chosen))

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        self.said.setText(say(refusal.code, **refusal.facts))


def counted(found: SetDifference) -> str:
    """How many of each kind, and how many to confirm."""
    if found.is_same:
        return say("difference.all_same")
    told = ", ".join(say("difference.count", kind=say(f"difference.kind.{kind}"), count=count) for kind, count in found.counts.items())
    return say("difference.total", counted=told, unsure=len(found.unsure))


def change_groups(found: SetDifference, told: Collection[Change] = ()) -> list[tuple[str, list[ChangeLine]]]:
    """The changes by their gravest kind; what is surely the same is left out, and what was `told` elsewhere."""
    groups = []
    for kind in KINDS:
        changes = [each for each in found.changes if each.kinds[0] == kind and (kind != "same" or not each.sure)]
        lines = [change_line(each) for each in changes if not any(each is one for one in told)]
        groups.append((say("sets.group", name=say(f"difference.kind.{kind}"), count=len(lines)), lines))
    return groups


def change_line(change: Change) -> ChangeLine:
    """A change for the tree; where it is to be confirmed the text says so too."""
    text = change_text(change, say)
    shown = text if change.sure else f"{text} {say('difference.unsure')}"
    return ChangeLine(shown, tuple(detail_text(each, say) for each in change.details), not change.sure, change)
