"""Say that a leaf does not apply: how it then counts, why, and who allowed it."""

from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from parscore.domain.assessment import NotApplicable, Treatment
from parscore.texts import say
from parscore.ui.icons import state_colour
from parscore.ui.panels.still_choice import StillChoice
from parscore.ui.panels.stored_text import StoredLine

TREATMENTS: tuple[Treatment, ...] = ("excluded", "full", "zero")


class ExemptBox(QWidget):
    """`exempted` brings a NotApplicable with its reason once the person leaves a field, `applied` says that the leaf applies again."""

    exempted = Signal(object)
    applied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """The leaf applies."""
        super().__init__(parent)
        self._stored: NotApplicable | None = None
        self.check = QCheckBox(say("form.exempt"), self)
        self.treatment = StillChoice(self)
        self.treatment.setAccessibleName(say("form.exempt_treatment"))
        for name in TREATMENTS:
            self.treatment.addItem(say(f"form.exempt_{name}"), name)
        self.reason, self.allowed_by = StoredLine(self), StoredLine(self)
        self.reason.setPlaceholderText(say("form.exempt_reason_hint"))
        self.allowed_by.setPlaceholderText(say("form.exempt_allowed_hint"))
        self.not_yet = QLabel(say("form.exempt_not_yet"), self)
        self.not_yet.setWordWrap(True)
        palette = self.not_yet.palette()
        palette.setColor(self.not_yet.foregroundRole(), state_colour("error", palette))
        self.not_yet.setPalette(palette)
        self.body = QWidget(self)
        form = QFormLayout(self.body)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setContentsMargins(24, 0, 0, 0)
        form.setVerticalSpacing(4)
        for key, line in (("form.exempt_reason", self.reason), ("form.exempt_allowed_by", self.allowed_by)):
            label = QLabel(say(key), self.body)
            label.setBuddy(line)
            line.setAccessibleName(label.text().replace("&", ""))
            form.addRow(label, line)
        form.addRow(say("form.exempt_treatment"), self.treatment)
        form.addRow(self.not_yet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.check)
        column.addWidget(self.body)
        self.check.clicked.connect(self._checked)
        self.reason.editingFinished.connect(self.store)
        self.reason.textChanged.connect(self._warn)
        self.allowed_by.editingFinished.connect(self.store)
        self.treatment.activated.connect(self._picked)
        self._show()

    @property
    def on(self) -> bool:
        """Whether the leaf is said not to apply, stored or not."""
        return self.check.isChecked()

    def show_stored(self, exemption: NotApplicable | None, *, force: bool = False) -> None:
        """What is stored now; what was typed and not stored stays."""
        if force or self.on == (self._stored is not None):
            self.check.setChecked(exemption is not None)
            if exemption is not None and (force or self._chosen() == (self._stored or exemption).treatment or self._stored is None):
                self.treatment.setCurrentIndex(TREATMENTS.index(exemption.treatment))
        self._stored = exemption
        self.reason.show_stored("" if exemption is None else exemption.reason, force=force)
        self.allowed_by.show_stored("" if exemption is None else exemption.allowed_by, force=force)
        self._show()

    def propose(self, reason: str) -> None:
        """Check the box with a reason, and store that."""
        self.check.setChecked(True)
        self.reason.setText(reason)
        self._show()
        self.store()
        self.allowed_by.setFocus()

    @Slot()
    def store(self) -> None:
        """Ask for what stands here to be stored, if it is complete and new."""
        reason = self.reason.text().strip()
        if not self.on or not reason:
            return
        said = NotApplicable(self._chosen(), reason, self.allowed_by.text().strip())
        if said != self._stored:
            self._stored = said
            self.reason.confirm(said.reason)
            self.allowed_by.confirm(said.allowed_by)
            self.exempted.emit(said)

    @property
    def incomplete(self) -> bool:
        """Whether the box is checked and the reason is missing, so that nothing could be stored."""
        return self.on and not self.reason.text().strip()

    def _chosen(self) -> Treatment:
        return cast(Treatment, self.treatment.currentData())

    def _show(self) -> None:
        self.body.setVisible(self.on)
        self._warn()

    @Slot()
    def _warn(self) -> None:
        self.not_yet.setVisible(self.incomplete)

    @Slot(bool)
    def _checked(self, on: bool) -> None:
        self._show()
        if on:
            self.reason.setFocus()
            self.store()
        elif self._stored is not None:
            self._stored = None
            self.applied.emit()

    @Slot(int)
    def _picked(self, _at: int) -> None:
        self.store()
