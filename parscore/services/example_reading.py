"""An example typed in one line, to try a rule: "47/50", "94%", "1, 3", "15/3/2026"."""

from dataclasses import replace
from decimal import Decimal

from parscore.domain.assessment import Answer
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import SHARE, Bands, PlanProgress, Proportional, Target
from parscore.domain.outcome import Inputs
from parscore.domain.points import read_points
from parscore.domain.rules import Additive, Conditions, DateRule, Ladder, Manual, NotSelfScored, Rule
from parscore.domain.scoresheet import LeafScore, score_leaf
from parscore.services.answer_reading import read_date, read_ticks, read_value


def tried(criteria: CriteriaSet, leaf: Criterion, text: str) -> LeafScore:
    """What an example would earn by the rule as it stands, its open questions left aside; raises Refused for what cannot be."""
    inputs = read_example(leaf, text)
    assert leaf.rule is not None
    leaf.rule.check(criteria.scale(leaf), inputs)
    return score_leaf(criteria, replace(leaf, open=()), Answer(inputs))


def read_example(leaf: Criterion, text: str) -> Inputs:
    """The inputs an example stands for; raises Refused where it does not fit the rule or cannot be read."""
    rule = leaf.rule
    if rule is None:
        raise Refused("answer.no_rule", code=leaf.code)
    if isinstance(rule, NotSelfScored):
        raise Refused("answer.not_self_scored")
    if isinstance(rule, Ladder) or (isinstance(rule, Conditions) and not rule.facts):
        return Inputs(choice=_whole(text))
    if isinstance(rule, Conditions | Additive):
        return Inputs(ticks=read_ticks(text))
    if isinstance(rule, Manual):
        return Inputs(points=read_points(text))
    return _dates(text) if isinstance(rule, DateRule) else _numbers(rule, text)


def _numbers(rule: Rule, text: str) -> Inputs:
    if isinstance(rule, Bands | Proportional | PlanProgress) and "/" not in text:
        return Inputs(values={SHARE: read_value(None, SHARE, text.replace("%", "").strip())})
    apart = "/" if isinstance(rule, Bands | Proportional | PlanProgress | Target) else ";"
    parts = [part.strip() for part in text.split(apart)]
    if len(parts) != len(rule.inputs):
        raise Refused("answer.example_count", count=len(rule.inputs), apart=apart)
    values: dict[str, Decimal] = {}
    for number, part in zip(rule.inputs, parts, strict=True):
        values[number.name] = read_value(number, number.name, part)
    return Inputs(values=values)


def _dates(text: str) -> Inputs:
    """The day of issue, behind ";" the due day; a bare number is the rung that no date decides."""
    if text.strip().isdecimal() and len(text.strip()) <= 2:
        return Inputs(choice=_whole(text))
    parts = [part.strip() for part in text.split(";")]
    names = ("issued", "due")
    return Inputs(dates={name: read_date(part) for name, part in zip(names, parts, strict=False)})


def _whole(text: str) -> int:
    typed = text.strip()
    if not (typed.isdecimal() and typed.isascii()):
        raise Refused("cli.bad_number_list", text=text)
    return int(typed)
