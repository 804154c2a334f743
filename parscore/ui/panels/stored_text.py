"""Text fields that know what is stored of them: nothing typed is overwritten, nothing unchanged is stored again."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

PAUSE_MS = 2000


class StoredText(QPlainTextEdit):
    """Several lines; Tab leaves it. `left` comes when the person leaves it, and when the typing pauses: a long text is not at risk."""

    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        """As high as so many lines."""
        super().__init__(parent)
        self._seen = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 14)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self.textChanged.connect(self._pause.start)

    @property
    def text(self) -> str:
        """What is typed, without white space around it."""
        return self.toPlainText().strip()

    @property
    def pending(self) -> bool:
        """Whether it differs from what is stored."""
        return self.text != self._seen

    def show_stored(self, text: str, *, force: bool = False) -> None:
        """What is stored now; with `force` typed text gives way to it."""
        if (force or not self.pending) and self.text != text:
            self.setPlainText(text)
        self._seen = text

    def confirm(self, text: str) -> None:
        """This text was stored."""
        self._seen = text

    @Slot()
    def _paused(self) -> None:
        if self.pending:
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it tells."""
        super().focusOutEvent(event)
        self.left.emit()


class StoredLine(QLineEdit):
    """One line. Qt's own editingFinished comes when the person leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(parent)
        self._seen = ""

    @property
    def pending(self) -> bool:
        """Whether it differs from what is stored."""
        return self.text().strip() != self._seen

    def show_stored(self, text: str, *, force: bool = False) -> None:
        """What is stored now; with `force` typed text gives way to it."""
        if (force or not self.pending) and self.text().strip() != text:
            self.setText(text)
            self.setCursorPosition(0)
        self._seen = text

    def confirm(self, text: str) -> None:
        """This text was stored."""
        self._seen = text
