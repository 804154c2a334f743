"""What there is to look at in a set that is being corrected, each with its place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from parscore.domain.findings import Finding
from parscore.texts import say
from parscore.ui.icons import icon

_FINDING = Qt.ItemDataRole.UserRole


class SetFindings(QListWidget):
    """`picked` brings the finding that a person went to, `left` says that Escape was pressed."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing was found yet."""
        super().__init__(parent)
        self.setAccessibleName(say("set_editor.findings"))
        self.setWordWrap(True)
        self.itemClicked.connect(self._go)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Other findings; the place in the list stays."""
        at = self.currentRow()
        self.clear()
        for finding in findings:
            place = finding.where.rsplit("!", 1)[-1]
            sentence = say(f"finding.{finding.code}", **finding.facts)
            item = QListWidgetItem(icon(finding.severity), f"{place}: {sentence}" if place else sentence)
            item.setData(_FINDING, finding)
            self.addItem(item)
        self.setCurrentRow(min(at, self.count() - 1))

    def enter(self) -> None:
        """Let the keys go through the list."""
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the list, not the window; Enter goes to the finding on every system."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif item is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go(item)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        self.picked.emit(item.data(_FINDING))
