"""What the answer earns and why: large points, the reason, the sentence of the table, and the question where the table leaves it open."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Question
from parscore.domain.points import show_points
from parscore.domain.scoresheet import LeafScore
from parscore.texts import say
from parscore.ui.panels.rung_row import RungRow
from parscore.ui.panels.small_parts import empty_layout, heading, words

NOTHING_AROSE = "question.nothing_arose"


class OutcomeBox(QFrame):
    """`settled` brings the rung (from 1) that the officer picked, `nothing_arose` the reason why the leaf does not apply.

    `rearranged` says that a question came or went.
    """

    settled = Signal(int)
    rearranged = Signal()
    nothing_arose = Signal(str)

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """Nothing is known of this leaf yet."""
        super().__init__(parent)
        self._leaf = leaf
        self._question: Question | None = None
        self.points = heading("", self, 1.7)
        self.why = words("", self)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence = words("", self, faint=True)
        self.stored = words("", self, faint=True)
        self._asking = QWidget(self)
        self._choices = QVBoxLayout(self._asking)
        self._choices.setContentsMargins(0, 4, 0, 0)
        self._choices.setSpacing(2)
        self.group: QButtonGroup | None = None
        self.exempt_button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        for part in (self.points, self.why, self.sentence, self.stored, self._asking):
            column.addWidget(part)
        self._asking.hide()

    def show_score(self, score: LeafScore, asking: Question | None, *, stored: bool = True) -> None:
        """What an answer earns; `asking` is the question it raises, settled or not. With `stored` False it is still being typed."""
        outcome, top = score.outcome, show_points(self._leaf.max_points)
        if score.state == "not_applicable" and score.points is None:
            self.points.setText(say("form.score_excluded", max=top))
        elif score.points is None:
            self.points.setText(say("form.score_none", max=top))
        else:
            self.points.setText(say("form.score", points=show_points(score.points), max=top))
        if outcome.question is not None:
            self._tell("", "")
        elif score.points is None and score.state == "unanswered" and outcome.why.code != "why.rule_open":
            self._tell(say("form.waiting"), "")
        else:
            why = say(outcome.why.code, **outcome.why.facts).removesuffix(".")
            self._tell(say("form.because", why=why), outcome.why.sentence)
        self._say(self.stored, "" if stored else say("form.typing"))
        self._ask(asking, score.answer.inputs.settled)

    def show_unreadable(self, score: LeafScore) -> None:
        """What stands in the form cannot be taken; the points stay those of the stored answer."""
        top = show_points(self._leaf.max_points)
        self.points.setText(say("form.score_none", max=top))
        self._tell(say("form.waiting"), "")
        kept = say("form.kept_none") if score.points is None else say("form.kept", points=show_points(score.points), max=top)
        self._say(self.stored, kept)
        self._ask(None, None)

    def focus_question(self) -> bool:
        """Bring the person to the first choice of the question; whether one is asked."""
        first = self.group.buttons()[0] if self.group is not None else self.exempt_button
        if first is None or self._asking.isHidden():
            return False
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def pick(self, number: int) -> bool:
        """Answer the question by the rung's number; whether it is asked and has such a choice."""
        button = None if self.group is None else self.group.button(number)
        if button is None:
            return False
        button.click()
        return True

    def _tell(self, why: str, sentence: str) -> None:
        self._say(self.why, why)
        self._say(self.sentence, say("form.rung_sentence", sentence=sentence) if sentence else "")
        self.points.setAccessibleName(f"{self.points.text()}. {why}")

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _ask(self, question: Question | None, settled: int | None) -> None:
        """Show a question with its choices; one that was settled stays, so that another rung can be picked."""
        if question != self._question:
            self._question = question
            self._clear()
            self._asking.setVisible(question is not None)
            if question is not None:
                self._put(question)
            self.rearranged.emit()
        button = self.group.button(settled) if self.group is not None and settled is not None else None
        if button is not None:
            button.setChecked(True)

    def _put(self, question: Question) -> None:
        self._choices.addWidget(heading(say("form.question"), self._asking))
        self._choices.addWidget(words(say(question.code, **question.facts), self._asking))
        if question.choices:
            self._offer(question.choices)
        if question.code == NOTHING_AROSE:
            self._offer_exemption(str(question.facts.get("label", "")))

    def _offer(self, choices: tuple[int, ...]) -> None:
        self._choices.addWidget(QLabel(say("form.settle"), self._asking))
        self.group = QButtonGroup(self._asking)
        for number in choices:
            button = QRadioButton(str(number))
            self.group.addButton(button, number)
            self._choices.addWidget(RungRow.of(self._leaf.rungs[number - 1], button))
        self.group.idClicked.connect(self.settled)

    def _offer_exemption(self, label: str) -> None:
        self._reason = say("form.nothing_arose_reason", label=label)
        self.exempt_button = QPushButton(say("form.propose_exempt"), self._asking)
        self.exempt_button.clicked.connect(self._exempt_clicked)
        self._choices.addWidget(self.exempt_button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _exempt_clicked(self) -> None:
        self.nothing_arose.emit(self._reason)

    def _clear(self) -> None:
        self.group, self.exempt_button = None, None
        empty_layout(self._choices)
