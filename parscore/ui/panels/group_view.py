"""What the score page shows of a field or of a criterion with parts: its sums, its parts, and the way to the next leaf."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from parscore.domain.points import show_points
from parscore.services.cards import Board, NodeRow
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.score_tree import state_name, state_words
from parscore.ui.panels.document_details import ElidedButton
from parscore.ui.panels.small_parts import empty_layout, heading, words


class GroupView(QWidget):
    """`chosen` brings the key of a part that was pressed, `next_unanswered` asks for the next leaf to score."""

    chosen = Signal(str)
    next_unanswered = Signal()

    def __init__(self, board: Board, key: str, parent: QWidget | None = None) -> None:
        """A node of the board; "" says what to do where none is chosen."""
        super().__init__(parent)
        self.key = key
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self.show_board(board)

    def show_board(self, board: Board) -> None:
        """The sums as they are now."""
        empty_layout(self._column)
        row = next((each for each in board.rows if each.key == self.key), None)
        if row is not None:
            self._show_row(board, row)
        self._column.addWidget(words(say("score.group_hint"), self, faint=True))
        button = QPushButton(icon("next"), say("score.next_unanswered"), self)
        button.setEnabled(board.status.unanswered > 0)
        button.clicked.connect(self.next_unanswered)
        self._column.addWidget(button)
        self._column.addWidget(words(say("score.first_hint"), self, faint=True))
        self._column.addStretch(1)

    def _show_row(self, board: Board, row: NodeRow) -> None:
        totals = board.totals(row.key)
        name = say("score.node", code=row.code, name=row.name) if row.code else row.name
        self._column.addWidget(heading(name, self, 1.2))
        facts = {"points": totals.points, "attainable": totals.attainable, "max": row.max_points}
        shown = {each: show_points(value) for each, value in facts.items()}
        if totals.leaves:
            told = say("score.group_sums", **shown, leaves=totals.leaves, unanswered=totals.unanswered)
            self._column.addWidget(words(told, self))
        if totals.survey_max:
            self._column.addWidget(words(say("score.group_survey", survey=show_points(totals.survey_max)), self))
        for child in board.rows:
            if child.parent == row.key:
                self._column.addWidget(self._part(child))

    def _part(self, row: NodeRow) -> ElidedButton:
        points = "–" if row.points is None else show_points(row.points)
        text = say("score.part", points=points, max=show_points(row.max_points), code=row.code, name=row.name)
        button = ElidedButton(text, state_name(row), f"{text} · {state_words(row)}", row.key, self)
        button.clicked.connect(partial(self.chosen.emit, row.key))
        return button
