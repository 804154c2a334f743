"""A small painted scale: the stretches that the table names, their bounds, and a marker where the answer stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from parscore.domain.bands import Band
from parscore.domain.criteria import Criterion
from parscore.domain.measured_rules import Count, PlanProgress, Proportional, Target
from parscore.domain.points import HUNDRED, ZERO, show_points
from parscore.domain.rules import Rule
from parscore.texts import say

BAR = 14


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `lo` to `hi`, and the part of full points that it earns, 0 to 1."""

    lo: Decimal
    hi: Decimal
    worth: float


def stretches_of(leaf: Criterion) -> tuple[Stretch, ...]:
    """What a leaf's scale looks like; nothing where it has none to paint."""
    rule = leaf.rule
    bands = [(rung.band, rung.points or ZERO) for rung in leaf.rungs if rung.band is not None]
    if isinstance(rule, Proportional) or (isinstance(rule, PlanProgress) and not bands):
        return _proportional(rule)
    if isinstance(rule, Count) and rule.each:
        return (Stretch(ZERO, leaf.max_points / rule.each, 1.0),)
    if not bands:
        return ()
    top = _top(rule, [band for band, _ in bands])
    full = leaf.max_points or Decimal(1)
    found = [
        Stretch(max(ZERO, band.lo or ZERO), top if band.hi is None else min(top, band.hi), float(points / full)) for band, points in bands
    ]
    return tuple(sorted((each for each in found if each.hi >= each.lo), key=lambda each: each.lo))


def _proportional(rule: Proportional | PlanProgress) -> tuple[Stretch, ...]:
    parts = [(ZERO, rule.floor, 0.0), (rule.floor, rule.full_at, 0.6), (rule.full_at, HUNDRED, 1.0)]
    return tuple(Stretch(lo, hi, worth) for lo, hi, worth in parts if hi > lo)


def _top(rule: Rule | None, bands: Sequence[Band]) -> Decimal:
    if not isinstance(rule, Count) or isinstance(rule, Target):
        return HUNDRED
    bounds = [bound for band in bands for bound in (band.lo, band.hi) if bound is not None]
    return max(bounds, default=Decimal(1)) + 1


class ScaleBar(QWidget):
    """Takes the width it gets; nothing can be clicked."""

    def __init__(self, stretches: Sequence[Stretch], parent: QWidget | None = None) -> None:
        """No marker yet."""
        super().__init__(parent)
        self._stretches = tuple(stretches)
        self._high = max((each.hi for each in stretches), default=HUNDRED)
        self.value: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.mark(None)

    def mark(self, value: Decimal | None) -> None:
        """Where the answer stands, None for nowhere."""
        self.value = value
        ends = {"low": "0", "high": show_points(self._high)}
        key = "form.scale_spoken_none" if value is None else "form.scale_spoken"
        self.setAccessibleName(say(key, **ends, value="" if value is None else show_points(value)))
        self.update()

    def sizeHint(self) -> QSize:
        """Marker, bar and the bounds under it."""
        return QSize(160, BAR + 12 + self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The stretches, darker the more they earn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.fontMetrics().horizontalAdvance(show_points(self._high)) / 2 + 6
        bar = QRectF(side, 8, self.width() - 2 * side, BAR)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        for each in self._stretches:
            colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
            colour.setAlphaF(0.12 + 0.6 * min(1.0, each.worth))
            left, right = self._x(each.lo, bar), self._x(each.hi, bar)
            painter.fillRect(QRectF(left, bar.top(), max(1.0, right - left), bar.height()), colour)
        painter.setPen(QPen(text, 1))
        painter.drawRect(bar)
        self._bounds(painter, bar)
        if self.value is not None:
            x = self._x(min(self._high, max(ZERO, self.value)), bar)
            painter.setBrush(text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF([QPointF(x - 5, 1), QPointF(x + 5, 1), QPointF(x, 8)]))
            painter.setPen(QPen(text, 2))
            painter.drawLine(QPointF(x, 7), QPointF(x, bar.bottom()))
        painter.end()

    def _bounds(self, painter: QPainter, bar: QRectF) -> None:
        """The numbers under the bar, leaving out what would run into its neighbour."""
        last = -1.0
        for bound in sorted({ZERO, self._high, *(each.lo for each in self._stretches), *(each.hi for each in self._stretches)}):
            x, words = self._x(bound, bar), show_points(bound)
            width = self.fontMetrics().horizontalAdvance(words)
            if x - width / 2 < last + 4 and bound != ZERO:
                continue
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom() + 2))
            painter.drawText(
                QRectF(x - width / 2 - 2, bar.bottom() + 2, width + 4, self.fontMetrics().height()), Qt.AlignmentFlag.AlignCenter, words
            )
            last = x + width / 2

    def _x(self, value: Decimal, bar: QRectF) -> float:
        return bar.left() + bar.width() * float(value / self._high) if self._high else bar.left()
