"""The open questions of a leaf with their choices, numbered through so that one key answers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.settling import Choice, OpenQuestion
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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 6, 8, 6)
        self._column.setSpacing(4)
        self.hide()

    def ask(self, leaf: Criterion, questions: Sequence[OpenQuestion]) -> None:
        """Show these questions; without any, whether the leaf is right where it is to be looked at."""
        empty_layout(self._column)
        self.buttons, self._choices, self.confirm = [], [], None
        to_check = leaf.sure == "check"
        for question in questions:
            self._put(question, by_enter=to_check and len(questions) == 1)
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
        """Answer by a choice's number; whether there is such a choice."""
        if not 1 <= number <= len(self._choices):
            return False
        self.chosen.emit(self._choices[number - 1].leaf)
        return True

    def _put(self, question: OpenQuestion, *, by_enter: bool) -> None:
        """A question with its choices; with `by_enter` its first answer is to leave the leaf as it was read."""
        sentence = say(f"table.question.{question.code}")
        values = question.facts.get("values")
        self._column.addWidget(heading(say("set_editor.question_of", question=sentence, values=values) if values else sentence, self))
        if not question.choices:
            self._column.addWidget(words(say("set_editor.by_hand"), self))
        for choice in question.choices:
            self._choices.append(choice)
            number = len(self._choices)
            key = "set_editor.choice_enter" if by_enter and number == 1 else "set_editor.choice"
            text = say(key, number=number, words=say(f"settle.{choice.code}", **choice.facts))
            button = WrappingButton(text, self)
            button.setProperty("number", number)
            button.clicked.connect(self._clicked)
            self.buttons.append(button)
            self._column.addWidget(button)

    @Slot()
    def _clicked(self) -> None:
        self.pick(int(self.sender().property("number")))
