"""Pick a set of the library, or a file that holds one."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from parscore.domain.criteria import CriteriaSet
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.panels.set_choice import set_marks
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench


class PickSet(QDialog):
    """`picked` brings a set's code, or the path of a file."""

    picked = Signal(str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """List what there is once it was read."""
        super().__init__(parent)
        self.setWindowTitle(say("set_editor.pick_set"))
        self.resize(620, 420)
        self.sets = QListWidget(self)
        self.sets.setWordWrap(True)
        self.sets.setAccessibleName(say("set_editor.pick_set"))
        self.sets.itemActivated.connect(self._take)
        take = QPushButton(say("set_editor.open_set"), self)
        take.clicked.connect(self._take)
        take.setDefault(True)
        file = QPushButton(say("set_editor.open_file"), self)
        file.clicked.connect(self.choose_file)
        cancel = QPushButton(say("set_editor.cancel"), self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(file)
        buttons.addStretch(1)
        buttons.addWidget(take)
        buttons.addWidget(cancel)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(say("set_editor.pick_set_what"), self))
        column.addWidget(self.sets, 1)
        column.addLayout(buttons)
        workbench.do(self._list, workbench.app.criteria.list)

    def _list(self, sets: tuple[CriteriaSet, ...]) -> None:
        for each in sets:
            item = QListWidgetItem(icon("document"), f"{each.title}\n{set_marks(each)}")
            item.setData(Qt.ItemDataRole.UserRole, each.code)
            self.sets.addItem(item)
        self.sets.setCurrentRow(0)
        self.sets.setFocus()

    @Slot()
    def _take(self) -> None:
        item = self.sets.currentItem()
        if item is not None:
            self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file that holds a set."""
        chosen = QFileDialog.getOpenFileName(self, say("set_editor.pick_set"), documents(), say("set_editor.set_kinds"))[0]
        if chosen:
            self.picked.emit(chosen)
            self.accept()
