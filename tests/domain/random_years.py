"""Random years: sets with leaves of every rule family and any scale, answered, exempt, open, with bonus and penalty.

A year comes from a seed in one go, which is fast; that a failing one cannot be made smaller is its price.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from parscore.domain.assessment import Answer, Assessment, NotApplicable, Treatment
from parscore.domain.bands import Band
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import Comparator, DeductionItem
from parscore.domain.outcome import Inputs, NumberInput, Rung, Scale
from parscore.domain.rules import (
    Additive,
    Bands,
    Conditions,
    Count,
    DateRule,
    Deduction,
    Ladder,
    Manual,
    NotSelfScored,
    PlanProgress,
    Proportional,
    Rule,
    Target,
    YesNo,
)

TREATMENTS: tuple[Treatment, ...] = ("excluded", "full", "zero")
COMPARATORS: tuple[Comparator, ...] = (">=", ">", "<=", "<", "=")
DUE = date(2026, 1, 31)


def number(dice: Random, top: int, decimals: int) -> Decimal:
    """A number from 0 to `top`, more often one of few, so that bounds are met."""
    if dice.random() < 0.4:
        return Decimal(dice.choice([0, top // 2, top]))
    return Decimal(dice.randint(0, top * 10**decimals)).scaleb(-decimals)


def new_rung(dice: Random, banded: float) -> Rung:
    lo, hi = (number(dice, 100, 1) if dice.random() < 0.6 else None for _ in "ab")
    band = Band(lo, lo is not None and dice.random() < 0.5, hi, hi is not None and dice.random() < 0.5)
    points = number(dice, 3, 2) if dice.random() < 0.9 else None
    return Rung(dice.choice(["Đạt", "Chậm", "Không"]), points, band if dice.random() < banded else None)


def new_rule(dice: Random) -> Rule:
    items = tuple(DeductionItem(NumberInput(name, "Số trễ"), number(dice, 1, 2)) for name in ("late", "wrong")[: dice.randint(0, 2)])
    full, floor, earns = number(dice, 100, 0) or Decimal(100), number(dice, 100, 0), dice.random() < 0.5
    return dice.choice(
        [
            Ladder(),
            YesNo(),
            Additive(),
            Manual(),
            NotSelfScored(),
            Bands(),
            DateRule(dice.choice([DUE, None])),
            Conditions(dice.choice([(), ("đủ", "đúng")])),
            Proportional(full_at=full, floor=floor, floor_earns=earns, scaled=dice.random() < 0.5, full_earns=dice.random() < 0.8),
            PlanProgress(full_at=full, floor=floor, floor_earns=earns),
            Count(each=dice.choice([None, number(dice, 1, 2)])),
            Deduction(items, dice.choice([None, number(dice, 1, 2)])),
            Target(comparator=dice.choice(COMPARATORS)),
        ]
    )


def new_inputs(dice: Random, rule: Rule, scale: Scale) -> Inputs:
    """Inputs of the right kind, sometimes not all of them, sometimes such as the rule refuses."""
    count = len(scale.rungs)
    if isinstance(rule, Ladder) or (isinstance(rule, Conditions) and not rule.facts):
        return Inputs(choice=dice.randint(1, count))
    if isinstance(rule, Conditions | Additive):
        count = len(rule.facts) if isinstance(rule, Conditions) else count
        return Inputs(ticks=frozenset(dice.sample(range(1, count + 1), dice.randint(0, count))))
    if isinstance(rule, Manual):
        return Inputs(points=number(dice, 3, 2))
    settled = dice.choice([None, dice.randint(1, count)])
    if isinstance(rule, DateRule):
        dates = {"issued": DUE + timedelta(days=dice.randint(-20, 20)), **({} if rule.due else {"due": DUE})}
        return Inputs(choice=dice.choice([None, None, dice.randint(1, count)]), dates=dates, settled=settled)
    values = {each.name: number(dice, dice.choice([4, 12]), 0 if each.unit == "n" else 1) for each in rule.inputs if dice.random() < 0.9}
    if rule.inputs and rule.inputs[-1].name in {"whole", "due"} and dice.random() < 0.4:
        values = {"share": number(dice, 100, 1)}
    return Inputs(values=values, settled=settled)


def new_leaf(dice: Random, key: str, answers: dict[str, Answer]) -> Criterion:
    """A leaf; its answer, if it got one that the rule takes, goes into `answers`."""
    banded = dice.choice([0, 0.9, 1])
    rungs = tuple(new_rung(dice, banded) for _ in range(dice.randint(2, 4)))
    each = Criterion(key, key, f"Tiêu chí {key}", number(dice, 3, 2) or Decimal("0.25"), new_rule(dice), rungs)
    if each.rule is None or isinstance(each.rule, NotSelfScored):
        return each
    scale = Scale(each.max_points, rungs)
    given = new_inputs(dice, each.rule, scale) if dice.random() < 0.85 else Inputs()
    try:
        each.rule.check(scale, given)
    except Refused:
        given = Inputs()
    exempt = NotApplicable(dice.choice(TREATMENTS), "không phát sinh") if dice.random() < 0.15 else None
    answers[key] = Answer(given, dice.choice(["", "giải trình"]), exempt)
    return each


def year_of(seed: int) -> Assessment:
    """A whole year: one to three fields of three levels, bonus with or without a cap, penalty."""
    dice, answers = Random(seed), dict[str, Answer]()
    fields = []
    for f in range(dice.randint(1, 3)):
        groups = []
        for g in range(dice.randint(1, 3)):
            leaves = tuple(new_leaf(dice, f"{f}.{g}.{at}", answers) for at in range(dice.randint(1, 4)))
            groups.append(Criterion(f"{f}.{g}", f"{f}.{g}", "Nhóm", sum((each.max_points for each in leaves), Decimal(0)), children=leaves))
        fields.append(Field(str(f), str(f), "Lĩnh vực", sum((each.max_points for each in groups), Decimal(0)), tuple(groups)))
    bonus, penalty = (tuple(new_leaf(dice, f"{kind}{at}", answers) for at in range(dice.randint(0, 2))) for kind in "bp")
    criteria = CriteriaSet(
        "x",
        "Bộ thử",
        "1",
        2026,
        tuple(fields),
        decimals=dice.randint(0, 3),
        bonus=bonus,
        bonus_cap=dice.choice([None, number(dice, 2, 2)]),
        penalty=penalty,
        penalty_cap=dice.choice([None, number(dice, 2, 2)]),
    )
    return Assessment(criteria, answers)


def changed(criteria: CriteriaSet, seed: int) -> CriteriaSet:
    """The set with nodes dropped, renamed, recoded and shuffled, and points changed."""
    dice = Random(seed)

    def down(node: Criterion) -> Criterion | None:
        if dice.random() < 0.15:
            return None
        name = node.name if dice.random() < 0.8 else f"{node.name} {dice.choice(['chung', 'huyện', 'và kết quả khác hẳn'])}"
        children = [made for child in node.children if (made := down(child)) is not None]
        dice.shuffle(children)
        points = node.max_points if children or dice.random() < 0.8 else node.max_points + 1
        code = node.code if dice.random() < 0.7 else f"{node.code}.x"
        return replace(node, name=name, code=code, max_points=points, key=f"n{node.key}", children=tuple(children))

    fields = tuple(
        replace(field, children=tuple(made for child in field.children if (made := down(child)) is not None)) for field in criteria.fields
    )
    return replace(criteria, fields=fields)


def years() -> st.SearchStrategy[Assessment]:
    """Years of every kind."""
    return st.integers(0, 2**48).map(year_of)
