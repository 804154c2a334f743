"""Ask for what a new workspace needs: whose, which year, where, and by which criteria."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.assessment import Profile
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.services.workspace_service import Opened
from parscore.texts import say
from parscore.ui.panels.set_choice import set_name
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench

_FORBIDDEN = '<>:"/\\|?*'


class NewWorkspace(QDialog):
    """Closes once the workspace is made; what is wrong is said under the fields, and nothing typed is lost."""

    created = Signal(object)

    def __init__(self, workbench: Workbench, criteria: CriteriaSet | None = None, parent: QWidget | None = None) -> None:
        """Start with this set chosen, or with the first of the library."""
        super().__init__(parent)
        self._workbench = workbench
        self._wanted = criteria
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("dialog.new_title"))
        self.resize(760, 360)
        self.department = self._line("department")
        self.parent_body = self._line("parent")
        self.province = self._line("province")
        self.place = self._line("place")
        self.symbol = self._line("symbol")
        self.year = QSpinBox(self)
        self.year.setRange(2000, 2100)
        self.year.setValue(criteria.year if criteria is not None and criteria.year else date.today().year)
        self.folder = self._line("folder")
        self._own_folder = False
        self.criteria = StillChoice(self)
        self.criteria.setAccessibleName(say("dialog.criteria"))
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._connect()
        workbench.refused.connect(self._refused)
        workbench.do(self._list_sets, workbench.app.criteria.list)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setPlaceholderText(say(f"dialog.{name}_hint"))
        made.setAccessibleName(say(f"dialog.{name}").replace("&", ""))
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        for name, field in (
            ("department", self.department),
            ("parent", self.parent_body),
            ("province", self.province),
            ("place", self.place),
        ):
            form.addRow(say(f"dialog.{name}"), field)
        form.addRow(say("dialog.symbol"), self.symbol)
        form.addRow(say("dialog.year"), self.year)
        self.browse = QPushButton(say("dialog.browse"), self)
        self.from_file = QPushButton(say("dialog.from_file"), self)
        form.addRow(self._label("folder", self.folder), _beside(self.folder, self.browse))
        form.addRow(self._label("criteria", self.criteria), _beside(self.criteria, self.from_file))
        buttons = QDialogButtonBox(self)
        self.make = QPushButton(say("dialog.make"), self)
        self.make.setDefault(True)
        cancel = QPushButton(say("dialog.cancel"), self)
        buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.addLayout(form)
        whole.addWidget(self.fault)
        whole.addStretch(1)
        whole.addWidget(buttons)

    def _label(self, name: str, field: QWidget) -> QLabel:
        made = QLabel(say(f"dialog.{name}"), self)
        made.setBuddy(field)
        return made

    def _connect(self) -> None:
        self.browse.clicked.connect(self._browse)
        self.from_file.clicked.connect(self._choose_table)
        self.make.clicked.connect(self._make)
        self.department.textChanged.connect(self._propose_folder)
        self.year.valueChanged.connect(self._propose_folder)
        self.folder.textEdited.connect(self._folder_typed)
        for line in (self.department, self.folder):
            line.textChanged.connect(self.fault.clear)

    def _list_sets(self, sets: tuple[CriteriaSet, ...]) -> None:
        """The library, with the wanted set chosen."""
        self.criteria.clear()
        for each in sets:
            self.criteria.addItem(set_name(each), each)
        if self._wanted is not None:
            self.show_set(self._wanted)

    def show_set(self, criteria: CriteriaSet) -> None:
        """Choose a set, one that is not in the list too."""
        digests = [self.criteria.itemData(at).digest for at in range(self.criteria.count())]
        if criteria.digest not in digests:
            self.criteria.addItem(set_name(criteria), criteria)
            digests.append(criteria.digest)
        self.criteria.setCurrentIndex(digests.index(criteria.digest))

    @Slot()
    def _choose_table(self) -> None:
        kinds = say("dialog.table_kinds")
        chosen = QFileDialog.getOpenFileName(self, say("dialog.choose_table"), documents(), kinds)[0]
        if chosen:
            self.read_table(Path(chosen))

    def read_table(self, file: Path) -> None:
        """Read a table that was sent, have it corrected, and choose the set made of it."""
        from parscore.ui.dialogs.set_editor import SetEditor

        editor = SetEditor(self._workbench, self, chooses=True)
        editor.adopted.connect(self._adopted)
        editor.finished.connect(editor.deleteLater)
        editor.open()
        editor.read_file(file)

    @Slot(object)
    def _adopted(self, criteria: CriteriaSet) -> None:
        self._wanted = criteria
        if criteria.year:
            self.year.setValue(criteria.year)
        self._workbench.do(self._list_sets, self._workbench.app.criteria.list)

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("dialog.choose_folder"), self.folder.text() or documents())
        if chosen:
            self._own_folder = True
            self.folder.setText(chosen)

    @Slot(str)
    def _folder_typed(self, _: str) -> None:
        self._own_folder = True

    @Slot()
    def _propose_folder(self) -> None:
        if not self._own_folder:
            name = "".join("-" if char in _FORBIDDEN else char for char in self.department.text()).strip(" .")
            self.folder.setText(str(Path(documents()) / f"{name} {self.year.value()}") if name else "")

    @Slot()
    def _make(self) -> None:
        chosen = self.criteria.currentData()
        missing = self._missing(chosen)
        if missing:
            self.fault.setText(missing)
            return
        texts = [field.text().strip() for field in (self.department, self.province, self.parent_body, self.place, self.symbol)]
        profile = Profile(texts[0], texts[1], self.year.value(), *texts[2:])
        self.make.setEnabled(False)
        self._workbench.do(self._made, self._workbench.app.workspaces.create, Path(self.folder.text()), profile, chosen)

    def _missing(self, chosen: object) -> str:
        if not self.department.text().strip():
            self.department.setFocus()
            return say("profile.department_missing")
        if not self.folder.text().strip():
            self.folder.setFocus()
            return say("dialog.folder_missing")
        return "" if isinstance(chosen, CriteriaSet) else say("dialog.criteria_missing")

    def _made(self, opened: Opened) -> None:
        self.created.emit(opened)
        self.accept()

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        if any(dialog.isVisible() for dialog in self.findChildren(QDialog) if dialog.property(TELLS_ITSELF)):
            return
        self.make.setEnabled(True)
        self.fault.setText(say(refusal.code, **refusal.facts))


def _beside(field: QWidget, button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(field, 1)
    row.addWidget(button)
    return row
