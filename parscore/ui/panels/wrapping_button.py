"""A button whose words wrap, for answers that are whole sentences."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

_PAD = 8


class WrappingButton(QPushButton):
    """As high as its words need at the width it gets."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """A button of these words; `&` is no mnemonic in them."""
        super().__init__("", parent)
        self._words = text
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """What stands on it."""
        return self._words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may ask for more lines."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height(self.width()))

    def sizeHint(self) -> QSize:
        """Wide enough for the words where there is room."""
        width = min(480, self.fontMetrics().horizontalAdvance(self._words) + 4 * _PAD)
        return QSize(width, self._height(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow."""
        return QSize(160, self._height(max(160, self.width())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The frame as the style paints it, the words wrapped inside."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(self.palette().buttonText().color())
        inside = self.rect().adjusted(_PAD, _PAD // 2, -_PAD, -_PAD // 2)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), self._words)

    def _height(self, width: int) -> int:
        room = max(40, width - 2 * _PAD)
        wrapped = self.fontMetrics().boundingRect(0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), self._words)
        return int(wrapped.height()) + 2 * _PAD
