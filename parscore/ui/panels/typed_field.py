"""A named line to type a value into, with its unit and the sentence that says what is wrong with it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from parscore.domain.errors import Refused
from parscore.texts import say
from parscore.ui.icons import state_colour
from parscore.ui.panels.small_parts import words


class TypedField(QWidget):
    """Holds one value: `read` makes it out of text and raises Refused, `show` writes it. None stands for an empty line.

    `edited` comes with every key, `left` once the person leaves the line or presses Enter.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, label: str, read: Callable[[str], Any], show: Callable[[Any], str], unit: str = "", parent: QWidget | None = None
    ) -> None:
        """An empty line."""
        super().__init__(parent)
        self._read = read
        self._show = show
        self._seen = ""
        self.label = words(label, self)
        self.line = QLineEdit(self)
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("0") * 16)
        self.line.setAccessibleName(label.replace("&", ""))
        self.label.setBuddy(self.line)
        self.fault = words("", self)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.line, 0)
        self.unit = QLabel(unit, self)
        self.unit.setMinimumWidth(self.unit.fontMetrics().horizontalAdvance("%") + 4)
        row.addWidget(self.unit, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 8, 2)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.fault)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.left)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not stored."""
        return self.text != self._seen

    def value(self) -> Any:
        """The value typed, None for an empty line; raises Refused."""
        return self._read(self.text) if self.text.strip() else None

    def show_stored(self, value: Any, *, force: bool = False) -> None:
        """The stored value; a line being typed in, or that differs from what was stored before, keeps its text."""
        text = "" if value is None else self._show(value)
        if force or not self.pending or (self._stands_for(value) and not self.line.hasFocus()):
            if self.text != text:
                self._fill(text)
            self._seen = text
            self.say("")
        else:
            self._seen = self.text if self._stands_for(value) else text

    def confirm(self, value: Any) -> None:
        """This value was stored."""
        if self._stands_for(value):
            self._seen = self.text

    def retype(self, text: str) -> None:
        """Put typed text back as typed and not stored."""
        self._fill(text)

    def say(self, sentence: str) -> None:
        """What is wrong with the line, "" when nothing is."""
        self.fault.setText(sentence)
        palette = self.fault.palette()
        palette.setColor(self.fault.foregroundRole(), state_colour("error", self.palette()))
        self.fault.setPalette(palette)
        self.fault.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def refuse(self, refused: Refused | None) -> None:
        """Say why the line was refused, or that it was not."""
        self.say("" if refused is None else say(refused.code, **refused.facts))

    def focus(self) -> None:
        """Bring the person into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _stands_for(self, value: Any) -> bool:
        try:
            return bool(self.value() == value)
        except Refused:
            return False

    def _fill(self, text: str) -> None:
        self.line.setText(text)

    @Slot()
    def _typed(self) -> None:
        self.edited.emit()
