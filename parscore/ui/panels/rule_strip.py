"""At the top of a leaf's form: what its table leaves open about the rule, each question with its choices."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.settling import OpenQuestion, open_questions
from parscore.texts import say
from parscore.ui.panels.rung_row import RungRow
from parscore.ui.panels.small_parts import heading, picture_line, words


class RuleStrip(QFrame):
    """`settled` brings the numbers of a question and of the choice made, both from 0; `confirmed` says that the reading is right.

    Hidden where the rule was read surely and nothing is open.
    """

    settled = Signal(int, int)
    confirmed = Signal()

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """What there is to ask about this leaf."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.choices: dict[tuple[int, int], QPushButton] = {}
        self.right: QPushButton | None = None
        self._answered = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        questions = open_questions(leaf)
        if questions:
            self._column.addWidget(picture_line("warning", say("form.rule_open"), self))
            for number, question in enumerate(questions):
                self._ask(number, question)
        elif leaf.sure != "sure" and leaf.rule is not None:
            self._column.addWidget(picture_line("question", say("form.rule_check"), self))
            self.right = QPushButton(say("form.rule_right"), self)
            self.right.clicked.connect(self.confirmed)
            self._column.addWidget(self.right, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.hide()

    def _ask(self, number: int, question: OpenQuestion) -> None:
        values, asked = question.facts.get("values"), say(f"table.question.{question.code}")
        self._column.addWidget(heading(asked if values is None else say("form.rule_values", asked=asked.rstrip("."), values=values), self))
        for at, choice in enumerate(question.choices):
            button = QPushButton(say("form.rule_choose"), self)
            self.choices[number, at] = button
            button.clicked.connect(partial(self._chosen, number, at))
            self._column.addWidget(RungRow(say(f"settle.{choice.code}", **choice.facts), "", button))
        if not question.choices:
            self._column.addWidget(words(say("settle.by_editing"), self))

    def _chosen(self, question: int, choice: int, _checked: bool = False) -> None:
        """Once: the form is made anew after it, and a second click would answer another question."""
        if not self._answered:
            self._answered = True
            self.settled.emit(question, choice)

    @Slot()
    def ask_again(self) -> None:
        """Take a choice again, for the last could not be made."""
        self._answered = False

    def focus_first(self) -> bool:
        """Bring the person to the first choice; whether there is one."""
        first = next(iter(self.choices.values()), self.right)
        if first is None:
            return False
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
