"""Small parts that many panels are made of: wrapped words, headings, lines with a picture, an emptied layout."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QWidget

from parscore.ui.icons import icon
from parscore.ui.text_colours import fainter


def words(text: str, parent: QWidget, *, faint: bool = False) -> QLabel:
    """Text that wraps, takes the width there is, is never marked up, and stands back where it is faint.

    Its policy keeps the height that follows from the width; a new policy set whole would lose that and leave gaps.
    """
    made = QLabel(text, parent)
    made.setWordWrap(True)
    policy = made.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    made.setSizePolicy(policy)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if faint:
        palette = made.palette()
        palette.setColor(made.foregroundRole(), fainter(palette))
        made.setPalette(palette)
    return made


class ElidedLabel(QLabel):
    """One line that is shortened to its place; the whole text is in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No text yet."""
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten it to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def heading(text: str, parent: QWidget, size: float = 1.0) -> QLabel:
    """Bold text that wraps, `size` times as large as other text."""
    made = words(text, parent)
    font = made.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * size)
    made.setFont(font)
    return made


def picture_line(picture: str, text: str, parent: QWidget) -> QWidget:
    """A small icon and text that wraps beside it."""
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    mark = QLabel(made)
    mark.setPixmap(icon(picture).pixmap(QSize(16, 16)))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words(text, made), 1)
    return made


def tab_in_order(root: QWidget) -> None:
    """Let Tab go through a widget's parts as they stand, also those that came later."""
    last: QWidget | None = None
    for part in _in_order(root):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            if last is not None:
                QWidget.setTabOrder(last, part)
            last = part


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        assert item is not None
        inside, below = item.widget(), item.layout()
        if inside is not None:
            yield from _in_order(inside)
        elif below is not None:
            yield from _laid_out(below)


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
