"""Pick one rung: families 1, and 2 where the table names no facts."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Inputs
from parscore.texts import say
from parscore.ui.panels.rule_form import Reading, RuleForm
from parscore.ui.panels.rung_row import RungRow


def number_text(number: int) -> str:
    """The number before a line; the first nine are also their Alt key."""
    return f"&{number}" if number <= 9 else str(number)


class RungForm(RuleForm):
    """Radio buttons numbered as the keys that press them."""

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """A line for each rung."""
        super().__init__(leaf, parent)
        self._stored: int | None = None
        self.group = QButtonGroup(self)
        self.heading(say("form.rungs"))
        for number, rung in enumerate(leaf.rungs, 1):
            button = QRadioButton(number_text(number))
            self.group.addButton(button, number)
            row = RungRow.of(rung, button)
            self.rows.append(row)
            self.column.addWidget(row)
        self.group.idClicked.connect(self._clicked)
        self.finish()

    @property
    def choice(self) -> int | None:
        """The rung that is picked."""
        number = self.group.checkedId()
        return number if number > 0 else None

    def read(self) -> Reading:
        """The rung picked."""
        return Reading(Inputs(choice=self.choice))

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """Check the stored rung unless another was just picked."""
        if force or self.choice in {self._stored, inputs.choice}:
            self._check(inputs.choice)
        self._stored = inputs.choice

    def confirm(self, inputs: Inputs) -> None:
        """This rung is stored."""
        self._stored = inputs.choice

    def pick(self, number: int) -> bool:
        """Press a rung."""
        button = self.group.button(number)
        if button is None or not self.isEnabled():
            return False
        button.click()
        return True

    def focus_first(self) -> None:
        """The picked rung, else the first."""
        button = self.group.checkedButton() or self.group.button(1)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _check(self, number: int | None) -> None:
        self.group.setExclusive(False)
        for button in self.group.buttons():
            button.setChecked(self.group.id(button) == number)
        self.group.setExclusive(True)

    @Slot(int)
    def _clicked(self, _number: int) -> None:
        self.edited.emit()
        self.left.emit()
