"""Tick what holds: family 3, whose lines add up, and family 2, whose facts must all hold."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Conditions
from parscore.texts import say
from parscore.ui.panels.rule_form import Reading, RuleForm
from parscore.ui.panels.rung_form import number_text
from parscore.ui.panels.rung_row import RungRow, points_words


class TickForm(RuleForm):
    """Check boxes numbered as the keys that press them, and one for "none of them", which is an answer as well."""

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """A line for each rung or fact."""
        super().__init__(leaf, parent)
        facts = leaf.rule.facts if isinstance(leaf.rule, Conditions) else None
        self._stored: frozenset[int] | None = None
        self.boxes = QButtonGroup(self)
        self.boxes.setExclusive(False)
        self.heading(say("form.ticks" if facts is None else "form.facts"))
        lines = [(rung.text, points_words(rung.points)) for rung in leaf.rungs] if facts is None else [(fact, "") for fact in facts]
        for number, (text, points) in enumerate(lines, 1):
            box = QCheckBox(number_text(number))
            self.boxes.addButton(box, number)
            self.column.addWidget(RungRow(text, points, box))
        self.none = QCheckBox(say("form.none_of_them" if facts is None else "form.no_fact"))
        self.column.addWidget(self.none)
        if facts is not None:
            self.column.addSpacing(8)
            self.heading(say("form.scale"))
            for rung in leaf.rungs:
                row = RungRow.of(rung)
                self.rows.append(row)
                self.column.addWidget(row)
        self.boxes.idClicked.connect(self._clicked)
        self.none.clicked.connect(self._none_clicked)
        self.finish()

    @property
    def ticks(self) -> frozenset[int] | None:
        """The lines ticked; None where nothing was said yet."""
        ticked = frozenset(self.boxes.id(box) for box in self.boxes.buttons() if box.isChecked())
        return ticked if ticked or self.none.isChecked() else None

    def read(self) -> Reading:
        """The lines ticked."""
        return Reading(Inputs(ticks=self.ticks))

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """Tick the stored lines unless others were just ticked."""
        if force or self.ticks in {self._stored, inputs.ticks}:
            for box in self.boxes.buttons():
                box.setChecked(self.boxes.id(box) in (inputs.ticks or ()))
            self.none.setChecked(inputs.ticks is not None and not inputs.ticks)
        self._stored = inputs.ticks

    def confirm(self, inputs: Inputs) -> None:
        """These lines are stored."""
        self._stored = inputs.ticks

    def pick(self, number: int) -> bool:
        """Press a line."""
        box = self.boxes.button(number)
        if box is None or not self.isEnabled():
            return False
        box.click()
        return True

    def focus_first(self) -> None:
        """The first line."""
        box = self.boxes.button(1)
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(int)
    def _clicked(self, _number: int) -> None:
        self.none.setChecked(not any(box.isChecked() for box in self.boxes.buttons()))
        self._tell()

    @Slot()
    def _none_clicked(self) -> None:
        if self.none.isChecked():
            for box in self.boxes.buttons():
                box.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self.edited.emit()
        self.left.emit()
