"""Correct the names of the department; the year belongs to the criteria and stays."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parscore.domain.assessment import Profile
from parscore.texts import say
from parscore.ui.workbench import Workbench

_FIELDS = ("department", "parent", "province", "place", "symbol")


class EditProfile(QDialog):
    """One line for each name as it is printed in the report."""

    def __init__(self, workbench: Workbench, profile: Profile, parent: QWidget | None = None) -> None:
        """Start with the names as they are."""
        super().__init__(parent)
        self._workbench = workbench
        self._profile = profile
        self.setWindowTitle(say("dialog.profile_title"))
        self.resize(560, 280)
        form = QFormLayout()
        self.lines: dict[str, QLineEdit] = {}
        for name in _FIELDS:
            line = QLineEdit(str(getattr(profile, name)), self)
            line.setPlaceholderText(say(f"dialog.{name}_hint"))
            self.lines[name] = line
            form.addRow(say(f"dialog.{name}"), line)
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self.keep = QPushButton(say("dialog.keep"), self)
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._keep)
        cancel = QPushButton(say("dialog.cancel"), self)
        cancel.clicked.connect(self.reject)
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        whole = QVBoxLayout(self)
        whole.addLayout(form)
        whole.addWidget(self.fault)
        whole.addWidget(buttons)

    @Slot()
    def _keep(self) -> None:
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        if not texts["department"]:
            self.fault.setText(say("profile.department_missing"))
            return
        self._workbench.do(None, self._workbench.app.workspaces.save_profile, replace(self._profile, **texts))  # type: ignore[arg-type]
        self.accept()
