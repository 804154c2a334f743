"""The year at a glance: points by field, what is still open, where points are cheapest to win back, and the next thing to do."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from parscore.domain.criteria import leaves_of
from parscore.domain.ledger import Loss
from parscore.domain.points import ZERO, show_points
from parscore.domain.rescaled_words import how_rescaled, side_by_side
from parscore.services.cards import Board
from parscore.texts import say
from parscore.ui.icons import icon, state_colour
from parscore.ui.panels.small_parts import empty_layout, words
from parscore.ui.workbench import Workbench

_MOST_LOSSES = 5


@dataclass(frozen=True, slots=True)
class FieldBar:
    """The points of one field: achieved, lost and open add up to its attainable."""

    name: str
    achieved: Decimal
    lost: Decimal
    open: Decimal

    @property
    def whole(self) -> Decimal:
        """What the field can earn."""
        return self.achieved + self.lost + self.open


def field_bars(board: Board) -> tuple[FieldBar, ...]:
    """A bar for every field that the department scores."""
    losses = board.work.ledger
    found = []
    for field in board.criteria.fields:
        totals = board.sheet.nodes[field.key]
        if not totals.leaves:
            continue
        keys = {leaf.key for leaf in leaves_of(field)}
        mine = [loss for loss in losses if loss.leaf.key in keys]
        opened = sum((loss.lost for loss in mine if loss.kind == "open"), ZERO)
        lost = sum((loss.lost for loss in mine if loss.kind == "lost"), ZERO)
        found.append(FieldBar(f"{field.code}. {field.name}", totals.points, lost, opened))
    return tuple(found)


def unsettled_rules(board: Board) -> dict[str, list[str]]:
    """The leaves scored here whose rule has open questions ("open"), or was read and confirmed by nobody ("check")."""
    asked = {row.key for row in board.rows if row.is_leaf and row.state in {"unanswered", "done"}}
    leaves = [leaf for leaf in board.criteria.leaves() if leaf.key in asked and leaf.rule is not None]
    return {
        "open": [leaf.key for leaf in leaves if leaf.open],
        "check": [leaf.key for leaf in leaves if not leaf.open and leaf.sure != "sure"],
    }


class FieldBars(QWidget):
    """Paints a bar a field: achieved, lost, open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to paint yet."""
        super().__init__(parent)
        self._bars: tuple[FieldBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[FieldBar, ...]) -> None:
        """Paint these bars."""
        self._bars = bars
        told = (say("overview.bar_told", name=bar.name, points=show_points(bar.achieved), max=show_points(bar.whole)) for bar in bars)
        self.setAccessibleName("; ".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line a field."""
        return QSize(480, len(self._bars) * self._line() + 4)

    def _line(self) -> int:
        return self.fontMetrics().height() + 14

    def paintEvent(self, _: QPaintEvent) -> None:
        """The bars with their figures."""
        painter = QPainter(self)
        metrics, line, palette = self.fontMetrics(), self._line(), self.palette()
        figures = metrics.horizontalAdvance("00,000 / 00,00") + 16
        names = min(self.width() // 2, max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0) + 16)
        room = max(40, self.width() - names - figures)
        widest = max((bar.whole for bar in self._bars), default=ZERO) or Decimal(1)
        for at, bar in enumerate(self._bars):
            top = at * line
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRect(0, top, names, line), int(Qt.AlignmentFlag.AlignVCenter), name)
            left = names
            for part, colour in ((bar.achieved, "done"), (bar.lost, "error"), (bar.open, "")):
                width = round(float(part / widest) * room)
                fill = state_colour(colour, palette) if colour else palette.color(QPalette.ColorRole.Mid)
                painter.fillRect(QRect(left, top + 6, width, line - 12), fill)
                left += width
            achieved = "–" if bar.open == bar.whole else show_points(bar.achieved)
            text = f"{achieved} / {show_points(bar.whole)}"
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawText(
                QRect(self.width() - figures, top, figures, line), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
            )
        painter.end()


class OverviewPage(QWidget):
    """Opens on the figures; every figure is a way to its place."""

    go = Signal(str, str)
    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self._workbench = workbench
        self.total = QLabel(self)
        font = self.total.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        self.total.setFont(font)
        self.index = QLabel(self)
        self.next = QPushButton(icon("next"), "", self)
        self.next.setMinimumHeight(40)
        self.next.clicked.connect(self._go_next)
        self._next_place = ("score", "")
        self.bars = FieldBars(self)
        self.rescaled = words("", self)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self.rules = {state: self._line_button("question") for state in ("open", "check")}
        self._losses = QVBoxLayout()
        self._losses.setSpacing(4)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setVerticalSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.total)
        head.addSpacing(24)
        head.addWidget(self.index, 1)
        head.addWidget(self.next)
        grid.addLayout(head, 0, 0)
        rows = (
            self.rescaled,
            self.counts,
            *self.rules.values(),
            self._title("overview.fields"),
            self._legend(),
            self.bars,
            self._title("overview.losses"),
        )
        for at, part in enumerate(rows, 1):
            grid.addWidget(part, at, 0)
        grid.addLayout(self._losses, len(rows) + 1, 0)
        grid.setRowStretch(len(rows) + 2, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _title(self, key: str) -> QLabel:
        made = QLabel(say(key), self)
        font = made.font()
        font.setBold(True)
        made.setFont(font)
        return made

    def _legend(self) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        for name, key in (("done", "achieved"), ("error", "lost"), ("", "open")):
            colour = state_colour(name, self.palette()) if name else self.palette().color(QPalette.ColorRole.Mid)
            mark = QLabel(made)
            mark.setFixedSize(14, 14)
            mark.setAutoFillBackground(True)
            palette = mark.palette()
            palette.setColor(QPalette.ColorRole.Window, colour)
            mark.setPalette(palette)
            row.addWidget(mark)
            row.addWidget(QLabel(say(f"overview.{key}"), made))
            row.addSpacing(16)
        row.addStretch(1)
        return made

    def show_board(self, board: Board) -> None:
        """Show the figures of a board."""
        status = board.status
        self.total.setText(say("desk.points", points=show_points(status.points), max=show_points(status.attainable)))
        self.index.setText(self._index(board))
        self.rescaled.setText(side_by_side(board.sheet, board.sheet.self_totals, say))
        self.rescaled.setToolTip(how_rescaled(board.sheet, say))
        self.rescaled.setVisible(bool(self.rescaled.text()))
        self.bars.show_bars(field_bars(board))
        exempt = board.sheet.self_totals.not_applicable
        counts = {"leaves": status.leaves, "done": status.leaves - status.unanswered - exempt, "unanswered": status.unanswered}
        without = sum(1 for row in board.rows if row.is_leaf and row.state == "done" and row.points and not row.documents)
        told = say("overview.counts", **counts, documents=len(board.documents), without=without, findings=status.errors + status.warnings)
        self.counts.setText(f"{told} {say('overview.counts_exempt', count=exempt)}" if exempt else told)
        self._show_rules(board)
        self._show_losses(board)
        self._next_place, text = self._next(board)
        self.next.setText(text)

    def _index(self, board: Board) -> str:
        index = board.sheet.self_totals.index
        if index is None:
            return ""
        reached = [each for each in board.criteria.classes if index >= each.index_from]
        best = max(reached, key=lambda each: each.index_from, default=None)
        shown = say("overview.index", index=show_points(index))
        return f"{shown} · {say('overview.class', name=best.name)}" if best is not None and not board.status.unanswered else shown

    def _show_rules(self, board: Board) -> None:
        """How many leaves have a rule that somebody must still settle or confirm; each line leads to the first."""
        for state, keys in unsettled_rules(board).items():
            button = self.rules[state]
            button.setText(say(f"overview.rules_{state}", count=len(keys)))
            button.setProperty("leaf", keys[0] if keys else "")
            button.setVisible(bool(keys))

    @Slot()
    def _go_rule(self) -> None:
        self.go.emit("score", str(self.sender().property("leaf")))

    def _line_button(self, picture: str) -> QPushButton:
        """A line that leads somewhere."""
        button = QPushButton(icon(picture), "", self)
        button.setFlat(True)
        button.setStyleSheet("text-align: left; padding: 4px;")
        button.clicked.connect(self._go_rule)
        button.hide()
        return button

    def _show_losses(self, board: Board) -> None:
        """The leaves with the most to win, lost points and open ones alike: they are the cheapest way up."""
        empty_layout(self._losses)
        largest = sorted(board.work.ledger, key=lambda loss: -loss.lost)[:_MOST_LOSSES]
        for loss in largest:
            self._losses.addWidget(self._loss_button(loss))
        if not largest:
            self._losses.addWidget(QLabel(say("overview.no_losses"), self))

    def _loss_button(self, loss: Loss) -> QPushButton:
        key = "overview.open_loss" if loss.kind == "open" else "overview.loss"
        name = loss.leaf.name if len(loss.leaf.name) <= 90 else f"{loss.leaf.name[:88]}…"
        text = say(key, points=show_points(loss.lost), code=loss.leaf.code, name=name)
        button = QPushButton(icon("open" if loss.kind == "open" else "error"), text.replace("&", "&&"), self)
        button.setFlat(True)
        button.setStyleSheet("text-align: left; padding: 4px;")
        button.setToolTip(loss.leaf.name)
        button.clicked.connect(partial(self.go.emit, "score", loss.leaf.key))
        return button

    def _next(self, board: Board) -> tuple[tuple[str, str], str]:
        first = next((row.key for row in board.rows if row.is_leaf and row.state == "unanswered"), "")
        if first:
            return ("score", first), say("overview.next_score", count=board.status.unanswered)
        if board.status.errors + board.status.warnings:
            return ("findings", ""), say("overview.next_findings", count=board.status.errors + board.status.warnings)
        return ("report", ""), say("overview.next_report")

    def _go_next(self) -> None:
        self.go.emit(*self._next_place)

    def show_place(self, _: str) -> None:
        """Nothing on this page has a place of its own."""

    def leave(self) -> None:
        """Nothing is typed here."""
