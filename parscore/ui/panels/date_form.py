"""Type the day a document was issued: family 8."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from parscore.domain.chosen_rules import picked_by_hand
from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.rules import DateRule
from parscore.texts import say
from parscore.ui.models.day_text import read_day, show_day
from parscore.ui.panels.rule_form import Reading, RuleForm
from parscore.ui.panels.rung_form import number_text
from parscore.ui.panels.rung_row import RungRow
from parscore.ui.panels.typed_field import TypedField

BY_DATE = 0


class DateForm(RuleForm):
    """The date decides the rung; rungs that no date leads to, such as "không ban hành", are picked."""

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """The due date is asked for where the table does not say it."""
        super().__init__(leaf, parent)
        assert isinstance(leaf.rule, DateRule)
        self._stored = BY_DATE
        self.group = QButtonGroup(self)
        self.by_date = QRadioButton(say("form.by_date"), self)
        self.group.addButton(self.by_date, BY_DATE)
        self.by_date.setChecked(True)
        self.fields = {"issued": TypedField(say("form.issued"), read_day, show_day, parent=self)}
        if leaf.rule.due is None:
            self.fields["due"] = TypedField(say("form.due"), read_day, show_day, parent=self)
        self.column.addWidget(self.by_date)
        for field in self.fields.values():
            field.line.setPlaceholderText(say("form.date_hint"))
            field.edited.connect(self._date_typed)
            field.left.connect(self.left)
            self.column.addWidget(field)
        if leaf.rule.due is not None:
            self.column.addWidget(QLabel(say("form.due_is", due=show_day(leaf.rule.due)), self))
        self.column.addSpacing(8)
        self.heading(say("form.scale"))
        self._add_rungs()
        self.by_date.setVisible(len(self.group.buttons()) > 1)
        self.group.idClicked.connect(self._clicked)
        self.finish()

    def _add_rungs(self) -> None:
        for number, rung in enumerate(self.leaf.rungs, 1):
            button = QRadioButton(number_text(number)) if picked_by_hand(rung) else None
            if button is not None:
                self.group.addButton(button, number)
            row = RungRow.of(rung, button)
            self.rows.append(row)
            self.column.addWidget(row)

    def read(self) -> Reading:
        """The rung picked, else the dates."""
        choice = self.group.checkedId()
        if choice > BY_DATE:
            return Reading(Inputs(choice=choice))
        dates, faults = {}, {}
        for name, field in self.fields.items():
            try:
                day = field.value()
            except Refused as refused:
                faults[name] = refused
                continue
            if day is not None:
                dates[name] = day
        return Reading(Inputs(dates=dates), faults)

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """Fill in what is stored where nothing else was typed or picked."""
        choice = inputs.choice or BY_DATE
        if force or self.group.checkedId() in {self._stored, choice}:
            button = self.group.button(choice)
            if button is not None:
                button.setChecked(True)
        self._stored = choice
        for name, field in self.fields.items():
            field.show_stored(inputs.dates.get(name), force=force)

    def confirm(self, inputs: Inputs) -> None:
        """These dates or this rung are stored."""
        self._stored = inputs.choice or BY_DATE
        for name, field in self.fields.items():
            field.confirm(inputs.dates.get(name))

    def show_faults(self, faults: Mapping[str, Refused]) -> None:
        """Each sentence beside its line, the rest under all."""
        for name, field in self.fields.items():
            field.refuse(faults.get(name))
        super().show_faults({name: refused for name, refused in faults.items() if name not in self.fields})

    def pick(self, number: int) -> bool:
        """Press a rung that no date leads to."""
        button = self.group.button(number)
        if button is None or number == BY_DATE or not self.isEnabled():
            return False
        button.click()
        return True

    def focus_first(self) -> None:
        """The date of issue."""
        self.fields["issued"].focus()

    def typed(self) -> dict[str, str]:
        """The texts of the lines."""
        return {name: field.text for name, field in self.fields.items()}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put texts back."""
        for name, text in texts.items():
            self.fields[name].retype(text)
        self.by_date.setChecked(True)

    @Slot(int)
    def _clicked(self, _number: int) -> None:
        self.edited.emit()
        self.left.emit()

    @Slot()
    def _date_typed(self) -> None:
        self.by_date.setChecked(True)
        self.edited.emit()
