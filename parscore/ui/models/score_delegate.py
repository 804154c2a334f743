"""How a line of the score tree is painted."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from parscore.services.cards import NodeRow
from parscore.ui.models.score_tree import COLUMNS, ROW_ROLE

BAR_HEIGHT = 5
LINE_PAD = 10


def reached(row: NodeRow) -> float | None:
    """The part of the maximum that was reached, 0 to 1; None where there are no points or nothing to reach."""
    if row.points is None or row.max_points <= 0:
        return None
    return float(min(Decimal(1), row.points / row.max_points))


class ScoreDelegate(QStyledItemDelegate):
    """Names shortened in the middle, and a thin bar for the part reached."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Shorten in the middle: the code and the end of the name stay."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines of one height."""
        return QSize(40, option.fontMetrics.lineSpacing() + LINE_PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell as the style paints it; over it the bar in its column."""
        super().paint(painter, option, index)
        if COLUMNS[index.column()] != "share":
            return
        row: NodeRow = index.data(ROW_ROLE)
        part = reached(row)
        if part is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        ink = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Highlight)
        track = QColor(palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
        track.setAlpha(50)
        room = QRectF(option.rect).adjusted(6, 0, -6, 0)
        room = QRectF(room.left(), room.center().y() - BAR_HEIGHT / 2, room.width(), BAR_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        painter.drawRoundedRect(room, 2, 2)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(room.left(), room.top(), room.width() * part, room.height()), 2, 2)
        painter.restore()
