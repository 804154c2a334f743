"""Type the points themselves: family 10."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.domain.points import read_points, show_points
from parscore.texts import say
from parscore.ui.panels.rule_form import Reading, RuleForm
from parscore.ui.panels.rung_row import RungRow
from parscore.ui.panels.typed_field import TypedField


class ManualForm(RuleForm):
    """One line for the points."""

    def __init__(self, leaf: Criterion, parent: QWidget | None = None) -> None:
        """An empty line, and what else the rule asks for."""
        super().__init__(leaf, parent)
        self.points = TypedField(say("form.manual_points"), read_points, show_points, parent=self)
        self.points.line.setPlaceholderText(say("form.manual_hint", max=show_points(leaf.max_points)))
        self.points.edited.connect(self.edited)
        self.points.left.connect(self.left)
        self.column.addWidget(self.points)
        self.heading(say("form.manual_why"))
        for rung in leaf.rungs:
            row = RungRow.of(rung)
            self.rows.append(row)
            self.column.addWidget(row)
        self.finish()

    def read(self) -> Reading:
        """The points typed."""
        try:
            return Reading(Inputs(points=self.points.value()))
        except Refused as refused:
            return Reading(Inputs(), {"points": refused})

    def show_stored(self, inputs: Inputs, *, force: bool = False) -> None:
        """The stored points."""
        self.points.show_stored(inputs.points, force=force)

    def confirm(self, inputs: Inputs) -> None:
        """These points are stored."""
        self.points.confirm(inputs.points)

    def show_faults(self, faults: Mapping[str, Refused]) -> None:
        """The sentence beside the line."""
        self.points.refuse(next(iter(faults.values()), None))

    def focus_first(self) -> None:
        """The line."""
        self.points.focus()

    def typed(self) -> dict[str, str]:
        """The text of the line."""
        return {"points": self.points.text}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Put the text back."""
        self.points.retype(texts["points"])
