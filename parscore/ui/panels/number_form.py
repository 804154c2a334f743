"""Type numbers: shares, counts, deductions, plan progress and targets (families 4-7 and 9)."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import SHARE, SIGNS, Bands, Count, Deduction, PlanProgress, Proportional, Target
from parscore.domain.outcome import Inputs, NumberInput, Outcome, Rung
from parscore.domain.points import read_points, show_points
from parscore.services.answer_reading import read_value
from parscore.texts import say
from parscore.ui.panels.rule_form import Reading, RuleForm
from parscore.ui.panels.rung_row import RungRow
from parscore.ui.panels.scale_bar import ScaleBar, stretches_of
from parscore.ui.panels.typed_field import TypedField

SHARE_INPUT = NumberInput(SHARE, "", "%")
_HINTS = {"n": "form.number_hint", "%": "form.percent_hint", "amount": "form.amount_hint"}


class NumberForm(RuleForm):
    """A line for each number the rule asks for; a share can be typed directly where the two numbers are not known."""

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """The rule's own numbers."""
        super().__init__(leaf, parent)
        assert leaf.rule is not None
        self._numbers = tuple(number.name for number in leaf.rule.inputs)
        self.fields: dict[str, TypedField] = {}
        self.heading(say("form.numbers"))
        self._explain_rule()
        for number in leaf.rule.inputs:
            self._add(number)
        self.share_only: QCheckBox | None = None
        self.share_made: QLabel | None = None
        if isinstance(leaf.rule, Bands | Proportional | PlanProgress):
            self._add_share()
        stretches = stretches_of(leaf)
        self.scale = ScaleBar(stretches, self) if stretches else None
        if self.scale is not None:
            self.column.addWidget(self.scale)
        self.finish()
        if leaf.rungs:
            self.column.addSpacing(8)
            self.heading(say("form.scale"))
            for rung in leaf.rungs:
                row = self._rung(rung)
                self.rows.append(row)
                self.column.addWidget(row)
        self._show_mode()

    def read(self) -> Reading:
        """The numbers that can be read, and why the others cannot."""
        values: dict[str, Decimal] = {}
        faults: dict[str, Refused] = {}
        for name in self._active():
            try:
                value = self.fields[name].value()
            except Refused as refused:
                faults[name] = refused
                continue
            if value is not None:
                values[name] = value
        return Reading(Inputs(values=values), faults)

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """Fill in the stored numbers where nothing else is typed."""
        if self.share_only is not None and (force or not any(field.pending for field in self.fields.values())):
            self.share_only.setChecked(SHARE in inputs.values)
            self._show_mode()
        for name, field in self.fields.items():
            field.show_stored(inputs.values.get(name), force=force)

    def confirm(self, inputs: Inputs) -> None:
        """These numbers are stored."""
        for name, field in self.fields.items():
            field.confirm(inputs.values.get(name))

    def show_faults(self, faults: Mapping[str, Refused]) -> None:
        """Each sentence beside its line, the rest under all."""
        for name, field in self.fields.items():
            field.refuse(faults.get(name))
        super().show_faults({name: refused for name, refused in faults.items() if name not in self.fields})

    def fault_field(self, refused: Refused) -> str:
        """The line a refusal of the rule is about."""
        if refused.code == "answer.part_over_whole":
            return self._numbers[0]
        label = refused.facts.get("label")
        if label is not None:
            assert self.leaf.rule is not None
            return next((number.name for number in self.leaf.rule.inputs if number.label == label), SHARE if SHARE in self.fields else "")
        return ""

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Mark the line that applies, the share made and the place on the scale."""
        super().show_outcome(outcome)
        facts = {} if outcome is None else outcome.why.facts
        share = facts.get("share")
        if self.share_made is not None:
            self.share_made.setText(say("form.share_none") if share is None else say("form.share_made", share=share))
        if self.scale is not None:
            self.scale.mark(_number(share if share is not None else facts.get("count")))

    def focus_first(self) -> None:
        """The first line that is empty, else the first."""
        shown = [self.fields[name] for name in self._mode()]
        next((field for field in shown if not field.text), shown[0]).focus()

    def typed(self) -> dict[str, str]:
        """The texts of the lines in use."""
        return {name: self.fields[name].text for name in self._active()}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put texts back, with the share in place of the numbers where that was typed."""
        if self.share_only is not None and SHARE in texts:
            self.share_only.setChecked(True)
            self._show_mode()
        for name, text in texts.items():
            self.fields[name].retype(text)

    def _explain_rule(self) -> None:
        rule = self.leaf.rule
        if isinstance(rule, Count) and rule.each is not None:
            self.heading(say("form.each", each=show_points(rule.each), max=show_points(self.leaf.max_points)))
        if isinstance(rule, Target):
            self.heading(say("form.target_sign", sign=SIGNS[rule.comparator]))

    def _rung(self, rung: Rung) -> RungRow:
        """A line of the scale; where the points follow from a formula, that is said in the place of points."""
        if rung.points is None and isinstance(self.leaf.rule, Proportional | PlanProgress):
            return RungRow(rung.text, say("form.by_formula"))
        return RungRow.of(rung)

    def _label(self, number: NumberInput) -> str:
        rule = self.leaf.rule
        if isinstance(rule, Deduction):
            each = next(item.each for item in rule.items if item.number.name == number.name)
            return f"{number.label} ({say('form.each_off', each=show_points(each))})"
        return number.label

    def _add(self, number: NumberInput, label: str = "") -> TypedField:
        words = (label or self._label(number)).replace("&", "&&")
        field = TypedField(words, partial(read_value, number, number.name), show_points, "%" if number.unit == "%" else "", self)
        field.line.setPlaceholderText(say(_HINTS[number.unit]))
        field.edited.connect(self.edited)
        field.left.connect(self.left)
        self.fields[number.name] = field
        self.column.addWidget(field)
        return field

    def _add_share(self) -> None:
        self._add(SHARE_INPUT, say("form.share_label"))
        self.share_only = QCheckBox(say("form.share_only"), self)
        self.share_only.clicked.connect(self._mode_clicked)
        self.column.addWidget(self.share_only)
        self.share_made = QLabel(say("form.share_none"), self)
        self.column.addWidget(self.share_made)

    @Slot()
    def _mode_clicked(self) -> None:
        self._show_mode()
        self.focus_first()
        self.edited.emit()

    def _show_mode(self) -> None:
        shown = self._mode()
        for name, field in self.fields.items():
            field.setVisible(name in shown)

    def _mode(self) -> tuple[str, ...]:
        return (SHARE,) if self.share_only is not None and self.share_only.isChecked() else self._numbers

    def _active(self) -> tuple[str, ...]:
        """The lines that count: those shown, unless nothing was done in them and the others hold what is stored."""
        mode = self._mode()
        untouched = all(not self.fields[name].text and not self.fields[name].pending for name in mode)
        if untouched and SHARE in self.fields:
            other = self._numbers if mode == (SHARE,) else (SHARE,)
            return other if any(self.fields[name].text for name in other) else mode
        return mode


def _number(shown: object) -> Decimal | None:
    """The number of a text written for reading."""
    if not isinstance(shown, str):
        return None
    try:
        return read_points(shown)
    except Refused:
        return None
