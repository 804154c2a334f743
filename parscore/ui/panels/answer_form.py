"""The form of an answer, made from the rule of its leaf."""

from PySide6.QtWidgets import QWidget

from parscore.domain.criteria import Criterion
from parscore.domain.measured_rules import Bands, Count, Deduction, PlanProgress, Proportional, Target
from parscore.domain.rules import Additive, Conditions, DateRule, Ladder, Manual
from parscore.ui.panels.date_form import DateForm
from parscore.ui.panels.manual_form import ManualForm
from parscore.ui.panels.number_form import NumberForm
from parscore.ui.panels.rule_form import RuleForm
from parscore.ui.panels.rung_form import RungForm
from parscore.ui.panels.tick_form import TickForm


def make_answer_form(leaf: Criterion, parent: QWidget | None = None) -> RuleForm | None:
    """The form for a leaf's rule; None where the department has nothing to answer."""
    rule = leaf.rule
    if isinstance(rule, Ladder) or (isinstance(rule, Conditions) and not rule.facts):
        return RungForm(leaf, parent)
    if isinstance(rule, Conditions | Additive):
        return TickForm(leaf, parent)
    if isinstance(rule, Bands | Proportional | Count | Deduction | PlanProgress | Target):
        return NumberForm(leaf, parent)
    if isinstance(rule, DateRule):
        return DateForm(leaf, parent)
    return ManualForm(leaf, parent) if isinstance(rule, Manual) else None
