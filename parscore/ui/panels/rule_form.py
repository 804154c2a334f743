"""What every form of a rule can do; one class for each kind of answer stands beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs, Outcome
from parscore.texts import say
from parscore.ui.panels.rung_row import RungRow

NO_MODIFIERS = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a form: the inputs, or for each field that cannot be read why."""

    inputs: Inputs
    faults: Mapping[str, Refused] = field(default_factory=dict)


class RuleForm(QWidget):
    """`edited` says that something is being typed, `left` that a field was left or something clicked and is to be stored.

    What a person typed and has not stored is never overwritten by `show_stored`.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """The form of a leaf, empty."""
        super().__init__(parent)
        self.leaf = leaf
        self.rows: list[RungRow] = []
        self.fault = QLabel(self)
        self.fault.setWordWrap(True)
        self.fault.setObjectName("fault")
        self.fault.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def read(self) -> Reading:
        """What stands in the form."""
        raise NotImplementedError

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """What is stored now; with `force` typed text gives way to it."""
        raise NotImplementedError

    def confirm(self, inputs: Inputs) -> None:
        """These inputs of the form were stored: they count as seen, whatever is typed meanwhile stays typed."""
        raise NotImplementedError

    def show_faults(self, faults: Mapping[str, Refused]) -> None:
        """Say beside each field why it cannot be read; fields not named are fine."""
        first = next(iter(faults.values()), None)
        self.fault.setText("" if first is None else say(first.code, **first.facts))
        self.fault.setVisible(first is not None)

    def fault_field(self, refused: Refused) -> str:
        """The field that a refusal of the rule is about, "" for the whole."""
        return ""

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Mark the line of the table that applies."""
        for number, row in enumerate(self.rows, 1):
            row.mark(outcome is not None and outcome.rung == number)

    def pick(self, number: int) -> bool:
        """Press the line of this number, as a key from 1 to 9 does; whether there is one to press."""
        return False

    def focus_first(self) -> None:
        """Bring the person to where to begin."""

    def typed(self) -> dict[str, str]:
        """What is typed in each field, to be put back later."""
        return {}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put typed text back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers pick lines; they come here only where no text field took them."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() in NO_MODIFIERS and 1 <= number <= 9 and self.pick(number):
            event.accept()
        else:
            super().keyPressEvent(event)

    def heading(self, text: str) -> QLabel:
        """A line above a part of the form."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def finish(self) -> None:
        """Close the column with the place of the whole form's fault."""
        self.column.addWidget(self.fault)
