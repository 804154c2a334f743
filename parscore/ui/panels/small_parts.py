"""Small parts that many panels are made of: wrapped words, headings, lines with a picture, an emptied layout."""

from PySide6.QtCore import QSize, Qt
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


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
