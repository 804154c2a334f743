"""Answers given before the set changed: beside the form, not counted, until a person takes them over or puts them away."""

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from parscore.domain.beside import PastAnswer
from parscore.domain.criteria import Criterion
from parscore.domain.points import show_points
from parscore.texts import say
from parscore.ui.panels.flow_row import FlowRow
from parscore.ui.panels.small_parts import empty_layout, picture_line, words


class WaitingAnswers(QWidget):
    """`taken` and `put_away` bring the number, from 0, of the earlier answer among all that stand at the leaf."""

    taken = Signal(int)
    put_away = Signal(int)
    rearranged = Signal()

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """None is known yet."""
        super().__init__(parent)
        self._leaf = leaf
        self._shown: tuple[PastAnswer, ...] = ()
        self.take_buttons: list[QPushButton] = []
        self.away_buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_past(self, past: tuple[PastAnswer, ...]) -> None:
        """The earlier answers of the leaf; only those from before a move wait."""
        if past == self._shown:
            return
        self._shown = past
        self.take_buttons, self.away_buttons = [], []
        empty_layout(self._column)
        for number, each in enumerate(past):
            if each.origin == "before_move":
                self._column.addWidget(self._one(number, each))
        self.setVisible(bool(self.take_buttons))
        self.rearranged.emit()

    def _one(self, number: int, past: PastAnswer) -> QWidget:
        box = QFrame(self)
        box.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(picture_line("warning", say("form.past_waiting"), box))
        for line in past_lines(past, self._leaf):
            column.addWidget(words(line, box))
        buttons = QWidget(box)
        row = FlowRow(buttons)
        for text, signal, kept in (("past_take", self.taken, self.take_buttons), ("past_away", self.put_away, self.away_buttons)):
            button = QPushButton(say(f"form.{text}"), buttons)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(_emit, signal, number))
            kept.append(button)
            row.addWidget(button)
        column.addWidget(buttons)
        return box


def _emit(signal: SignalInstance, number: int, _checked: bool = False) -> None:
    signal.emit(number)


def past_lines(past: PastAnswer, leaf: Criterion | None = None) -> list[str]:
    """What an earlier answer said, line by line; whose it was where that is not this leaf as it stands now."""
    lines = (
        [] if leaf is not None and (leaf.code, leaf.name) == (past.code, past.name) else [say("score.node", code=past.code, name=past.name)]
    )
    points = "–" if past.points is None else show_points(past.points)
    why = say(past.why.code, **past.why.facts).removesuffix(".")
    lines.append(say("form.past_points", points=points, max=show_points(past.max_points), why=why))
    lines += [say("form.rung_sentence", sentence=past.why.sentence)] if past.why.sentence else []
    lines += [f"{label}: {value}" for label, value in past.why.inputs]
    lines += [say("form.past_explained", explanation=past.answer.explanation)] if past.answer.explanation else []
    for each in past.evidence:
        lines.append(say("form.past_evidence_at" if each.place else "form.past_evidence", title=each.title, place=each.place))
    return lines
