"""What the person sees of a bug: that the stored work is safe, and a report to hand on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from parscore.texts import say
from parscore.ui.icons import icon


class FailureBox(QDialog):
    """Shows a report that can be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        """Show this report."""
        super().__init__(parent)
        self.setWindowTitle(say("desk.failure_title"))
        self.setWindowIcon(icon("error"))
        self.resize(640, 420)
        said = QLabel(say("desk.failure"), self)
        said.setWordWrap(True)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(say("desk.failure_report"))
        buttons = QDialogButtonBox(self)
        copy = QPushButton(say("desk.copy"), self)
        copy.clicked.connect(self._copy)
        close = QPushButton(say("desk.close"), self)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.report, 1)
        layout.addWidget(buttons)

    def add(self, report: str) -> None:
        """One more report under the first, while the box is open."""
        self.report.appendPlainText(report)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
