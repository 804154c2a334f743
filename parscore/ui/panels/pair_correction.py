"""Under the changes between two sets: what a person says becomes of the criterion chosen, or a file that says it of many."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from parscore.domain.code_map import NO_MAP, CodeMap, nodes_of
from parscore.domain.criteria import CriteriaSet
from parscore.domain.set_difference import Change
from parscore.services.difference_json import node_text
from parscore.texts import say
from parscore.ui.panels.change_tree import ChangeTree
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench


class PairCorrection(QWidget):
    """`corrected` says that the sets are to be compared anew, by `codes`."""

    corrected = Signal()

    def __init__(self, workbench: Workbench, tree: ChangeTree, parent: QWidget | None = None) -> None:
        """For the line chosen in this tree."""
        super().__init__(parent)
        self._workbench = workbench
        self._tree = tree
        self._new: CriteriaSet | None = None
        self.codes: CodeMap = NO_MAP
        self._followed: CodeMap = NO_MAP
        self.becomes = StillChoice(self)
        self.becomes.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.becomes.setPlaceholderText(say("sets.choose_line"))
        self.becomes.setEnabled(False)
        self.read_map = QPushButton(say("sets.read_map"), self)
        self.read_map.setAutoDefault(False)
        label = QLabel(say("sets.becomes"), self)
        label.setBuddy(self.becomes)
        self.becomes.setAccessibleName(label.text().replace("&", "").rstrip(":"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.becomes, 1)
        row.addWidget(self.read_map)
        tree.itemSelectionChanged.connect(self._offer)
        self.becomes.activated.connect(self._correct)
        self.read_map.clicked.connect(self._ask_map)

    def begin(self) -> None:
        """Nothing is corrected, and nothing can be before a comparison is shown."""
        self.codes = self._followed = NO_MAP
        self.show_for(None)

    def show_for(self, new: CriteriaSet | None) -> None:
        """The comparison with this set, by the corrections so far, is what the tree shows; None where it shows none."""
        self._new = new
        if new is not None:
            self._followed = self.codes
        self._offer()

    def revert(self) -> bool:
        """Drop the last correction, which could not be followed; False where there was none."""
        dropped = self.codes is not self._followed
        self.codes = self._followed
        self._offer()
        return dropped

    @Slot()
    def _offer(self) -> None:
        """For a line of one old criterion: what it can become in the new set."""
        change = self._change()
        self.becomes.clear()
        self.becomes.setEnabled(change is not None)
        if change is None or self._new is None:
            return
        self.becomes.addItem(say("sets.dropped"), ())
        for node in nodes_of(self._new):
            self.becomes.addItem(node_text(node, say), (node.key,))
        now = tuple(node.key for node in change.new)
        at = next((at for at in range(self.becomes.count()) if tuple(self.becomes.itemData(at)) == now), -1)
        self.becomes.setCurrentIndex(at)

    def _change(self) -> Change | None:
        line = self._tree.current_line
        change = None if line is None or self._new is None else line.subject
        return change if isinstance(change, Change) and len(change.old) == 1 else None

    @Slot(int)
    def _correct(self, at: int) -> None:
        """What the person says becomes of the line chosen; one that led there before is matched anew."""
        change = self._change()
        if change is not None:
            self.codes = CodeMap({**self.codes.entries, change.old[0].key: tuple(self.becomes.itemData(at))})
            self.corrected.emit()

    @Slot()
    def _ask_map(self) -> None:
        chosen = QFileDialog.getOpenFileName(self, say("sets.read_map").replace("&", ""), documents(), say("sets.map_kinds"))[0]
        if chosen:
            self.take_map(Path(chosen))

    def take_map(self, file: Path) -> None:
        """Follow a code map that was corrected in a file."""
        self._workbench.do(self._map_read, self._workbench.app.moves.read_map, file)

    def _map_read(self, codes: CodeMap) -> None:
        self.codes = codes
        self.corrected.emit()
