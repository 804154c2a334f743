"""One line of a scale: a button where it can be picked, the sentence wrapped, the points at the right."""

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from parscore.domain.outcome import Rung
from parscore.domain.points import show_points
from parscore.texts import say
from parscore.ui.panels.small_parts import words


def points_words(points: Decimal | None) -> str:
    """Points for reading, such as "1,5 điểm", or that the table says none."""
    return say("form.points_unknown") if points is None else say("form.points", points=show_points(points))


class RungRow(QFrame):
    """A click anywhere on the line presses its button."""

    def __init__(self, text: str, points: str, button: QAbstractButton | None = None, parent: QWidget | None = None) -> None:
        """A line; without a button it is only read."""
        super().__init__(parent)
        self.button = button
        self.words = words(text, self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.points = QLabel(points, self)
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 8, 4)
        row.setSpacing(8)
        if button is not None:
            button.setParent(self)
            button.setAccessibleName(f"{text}. {points}" if points else text)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.points, 0, Qt.AlignmentFlag.AlignTop)
        self._applies = False

    @classmethod
    def of(cls, rung: Rung, button: QAbstractButton | None = None) -> "RungRow":
        """A line of a rung."""
        return cls(rung.text, points_words(rung.points), button)

    @property
    def applies(self) -> bool:
        """Whether it is marked as the line that applies."""
        return self._applies

    def mark(self, applies: bool) -> None:
        """Mark it as the line that applies, in bold on a tinted ground."""
        if applies == self._applies:
            return
        self._applies = applies
        font = self.words.font()
        font.setBold(applies)
        self.words.setFont(font)
        self.points.setFont(font)
        self.setAutoFillBackground(applies)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange and self._applies:
            self._tint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the button of the line."""
        if self.button is not None and event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()
        else:
            super().mousePressEvent(event)

    def _tint(self) -> None:
        palette = QPalette(above.palette() if (above := self.parentWidget()) is not None else self.palette())
        if self._applies:
            palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.AlternateBase))
        self.setPalette(palette)
