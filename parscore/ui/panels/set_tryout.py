"""Try a rule: an example in one line, and what it would earn with the reason."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.points import read_points, show_points
from parscore.domain.rules import NotSelfScored
from parscore.services.example_reading import tried
from parscore.texts import say
from parscore.ui.panels.scale_bar import ScaleBar, stretches_of
from parscore.ui.panels.small_parts import words


class SetTryout(QWidget):
    """Nothing that is tried is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No leaf yet."""
        super().__init__(parent)
        self._criteria: CriteriaSet | None = None
        self._leaf: Criterion | None = None
        self._scale: ScaleBar | None = None
        self.line = QLineEdit(self)
        self.line.setAccessibleName(say("set_editor.try_it").replace("&", ""))
        self.line.setMaximumWidth(self.line.fontMetrics().horizontalAdvance("0") * 26)
        self.line.textChanged.connect(self._try)
        label = QLabel(say("set_editor.try_it"), self)
        label.setBuddy(self.line)
        self.told = words("", self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(row)
        self._column.addWidget(self.told)

    def show_leaf(self, criteria: CriteriaSet, leaf: Criterion) -> None:
        """Try the rule of this leaf; what was typed for another is cleared."""
        if self._leaf is None or self._leaf.key != leaf.key:
            self.line.clear()
        self._criteria, self._leaf = criteria, leaf
        kind = leaf.rule.kind if leaf.rule is not None else ""
        self.line.setPlaceholderText(say(f"set_editor.example_{kind}") if kind and not isinstance(leaf.rule, NotSelfScored) else "")
        self.setVisible(bool(kind) and not isinstance(leaf.rule, NotSelfScored))
        if self._scale is not None:
            self._column.removeWidget(self._scale)
            self._scale.hide()
            self._scale.deleteLater()
            self._scale = None
        stretches = stretches_of(leaf)
        if stretches:
            self._scale = ScaleBar(stretches, self)
            self._column.insertWidget(0, self._scale)
        self._try()

    @Slot()
    def _try(self) -> None:
        """What the example earns; while it cannot be read, why."""
        text = self.line.text().strip()
        if not text or self._leaf is None or self._criteria is None:
            self.told.setText("")
            self._mark("")
            return
        try:
            score = tried(self._criteria, self._leaf, text)
        except Refused as refused:
            self.told.setText(say(refused.code, **refused.facts))
            self._mark("")
            return
        outcome = score.outcome
        self._mark(str(outcome.why.facts.get("share", outcome.why.facts.get("count", ""))))
        if outcome.question is not None:
            self.told.setText(say(outcome.question.code, **outcome.question.facts))
        elif outcome.points is None:
            self.told.setText(say("form.waiting"))
        else:
            facts = {"points": show_points(outcome.points), "max": show_points(self._leaf.max_points)}
            told = say("set_editor.tried", **facts, why=say(outcome.why.code, **outcome.why.facts))
            rung = outcome.why.sentence
            self.told.setText(f"{told.rstrip('.')}. {say('form.rung_sentence', sentence=rung)}" if rung else told)

    def _mark(self, value: str) -> None:
        if self._scale is None:
            return
        try:
            self._scale.mark(read_points(value.strip(" %…")) if value else None)
        except Refused:
            self._scale.mark(None)
