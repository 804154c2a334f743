"""The open questions of a leaf with their choices; the first that has choices is answered by a number."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Rung
from parscore.domain.points import show_points
from parscore.domain.settled_wording import REMEMBERED
from parscore.domain.settling import Choice, OpenQuestion
from parscore.domain.typed_bands import show_lower, show_upper
from parscore.texts import say
from parscore.ui.panels.small_parts import empty_layout, heading, words
from parscore.ui.panels.wrapping_button import WrappingButton


class SetQuestions(QFrame):
    """`chosen` brings the leaf as a choice would make it, `confirmed` says that the leaf is right as it was read."""

    chosen = Signal(object)
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is asked."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.buttons: list[WrappingButton] = []
        self.confirm: QPushButton | None = None
        self._choices: list[Choice] = []
        self._numbered = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 6)
        self._column.setSpacing(4)
        self.hide()

    def ask(self, leaf: Criterion, questions: Sequence[OpenQuestion]) -> None:
        """Show these questions; without any, whether the leaf is right where it is to be looked at."""
        empty_layout(self._column)
        self.buttons, self._choices, self.confirm, self._numbered = [], [], None, 0
        to_check = leaf.sure == "check"
        for question in questions:
            self._put(leaf, question, by_enter=to_check and len(questions) == 1)
        if (to_check and len(questions) > 1) or (not questions and leaf.sure != "sure"):
            if not questions:
                self._column.addWidget(heading(say("set_editor.to_confirm"), self))
            self.confirm = QPushButton(say("set_editor.confirm"), self)
            self.confirm.setAutoDefault(False)
            self.confirm.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.confirm.clicked.connect(self.confirmed)
            self._column.addWidget(self.confirm)
        self.setVisible(bool(questions) or self.confirm is not None)
        told = ". ".join(say(f"table.question.{question.code}") for question in questions)
        self.setAccessibleName(told or say("set_editor.to_confirm"))

    def pick(self, number: int) -> bool:
        """Answer the question in turn by a choice's number; whether there is such a choice."""
        if not 1 <= number <= self._numbered:
            return False
        self.chosen.emit(self._choices[number - 1].leaf)
        return True

    def _put(self, leaf: Criterion, question: OpenQuestion, *, by_enter: bool) -> None:
        """A question with its choices; with `by_enter` its first answer is to leave the leaf as it was read.

        Only one question has numbers at a time: those of a later one would be others once the first is answered.
        """
        sentence = say(f"table.question.{question.code}")
        values = question.facts.get("values")
        self._column.addWidget(heading(say("set_editor.question_of", question=sentence, values=values) if values else sentence, self))
        if question.code == REMEMBERED:
            self._column.addWidget(words("\n".join(rule_lines(leaf, question)), self))
        if not question.choices:
            self._column.addWidget(words(say("set_editor.by_hand"), self))
        in_turn = self._numbered == 0
        for number, choice in enumerate(question.choices, 1):
            said = say(f"settle.{choice.code}", **choice.facts)
            key = "set_editor.choice_enter" if by_enter and number == 1 else "set_editor.choice"
            button = WrappingButton(say(key, number=number, words=said) if in_turn else said, self)
            button.setProperty("choice", len(self._choices))
            button.clicked.connect(self._clicked)
            self._choices.append(choice)
            self.buttons.append(button)
            self._column.addWidget(button)
        if in_turn:
            self._numbered = len(question.choices)

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(self._choices[int(self.sender().property("choice"))].leaf)


def rule_lines(leaf: Criterion, question: OpenQuestion) -> list[str]:
    """The rule of a leaf as it stands: its kind, and bounds and points of the rungs that do not stand as they were read."""
    kind = "…" if leaf.rule is None else say(f"kind.{leaf.rule.kind}")
    lines = [say("set_editor.rule_is", kind=kind, points=show_points(leaf.max_points))]
    rungs: Sequence[Rung] = question.facts.get("rungs", leaf.rungs)  # type: ignore[assignment]
    for rung in rungs:
        bounds = ", ".join(each for each in (show_lower(rung.band), show_upper(rung.band)) if each)
        points = "…" if rung.points is None else show_points(rung.points)
        lines.append(say("set_editor.rung_is" if bounds else "set_editor.rung_is_words", text=rung.text, bounds=bounds, points=points))
    return lines
