"""A strip inside a page: an icon, what happened, and buttons for what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.panels.small_parts import words

_STAY_MS = {"info": 12_000, "warning": 30_000}


class NoticeStrip(QFrame):
    """Hidden until it has something to say, and again once the person closes it.

    News without buttons goes by itself after a while; an error stays.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to say yet."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._icon = QLabel(self)
        self.sentence = words("", self)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: list[QPushButton] = []
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.timeout.connect(self.hide)
        self._close = QToolButton(self)
        self._close.setText("×")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(say("report_page.close_notice"))
        self._close.setToolTip(say("report_page.close_notice"))
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 4, 4)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon, 0)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self._close, 0)
        self.hide()

    def say(self, severity: str, sentence: str, actions: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Show a sentence with its buttons in place of what stood here; `severity` is "info", "warning" or "error"."""
        self._icon.setPixmap(icon(severity).pixmap(QSize(16, 16)))
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for text, act in actions:
            button = QPushButton(text, self)
            button.clicked.connect(act)
            self._row.insertWidget(self._row.count() - 1, button)
            self.buttons.append(button)
        self.show()
        if severity in _STAY_MS and not actions:
            self._going.start(_STAY_MS[severity])
        else:
            self._going.stop()
