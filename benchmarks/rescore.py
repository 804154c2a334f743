"""A full rescore of 120 leaves of every family, reasons included, against a plain sum of decimals read from text.

    python benchmarks/rescore.py [--runs 9]

The baseline does what any program must: read maximum and number of each leaf, multiply, round half up, add up by field.
"""

import argparse
import json
import random
import statistics
import timeit
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.bands import Band
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.measured_rules import DeductionItem
from parscore.domain.outcome import Inputs, NumberInput, Rung
from parscore.domain.rules import Additive, Bands, Conditions, Count, DateRule, Deduction, Ladder, Manual, Proportional, Rule, Target, YesNo
from parscore.domain.scoresheet import roll_up

LEAVES, FIELDS = 120, 6
D = Decimal
PERCENT = (
    Rung("Từ 90% trở lên", D(2), Band(D(90), True)),
    Rung("Từ 70% đến dưới 90%", D(1), Band(D(70), True, D(90))),
    Rung("Dưới 70%", D(0), Band(hi=D(70))),
)
CHOICE = (Rung("Kịp thời", D(2)), Rung("Chậm", D(1)), Rung("Không", D(0)))
DATED = (Rung("Kịp thời", D(2), Band(hi=D(0), hi_incl=True)), Rung("Chậm", D(1), Band(D(0))), Rung("Không", D(0)))
THIRDS = tuple(Rung(f"Mục {n}", D("0.5")) for n in range(4))
FAMILIES: tuple[tuple[Rule, tuple[Rung, ...], Inputs], ...] = (
    (Ladder(), CHOICE, Inputs(choice=2)),
    (YesNo(), (CHOICE[0], CHOICE[2]), Inputs(choice=1)),
    (Conditions(("đủ", "đúng")), (CHOICE[0], CHOICE[2]), Inputs(ticks=frozenset({1}))),
    (Additive(), THIRDS, Inputs(ticks=frozenset({1, 3}))),
    (Bands(), PERCENT, Inputs(values={"part": D(17), "whole": D(20)})),
    (Proportional(), CHOICE, Inputs(values={"part": D(2), "whole": D(3)})),
    (Count(each=D("0.5")), (), Inputs(values={"count": D(3)})),
    (Deduction((DeductionItem(NumberInput("n", "Số lần"), D("0.25")),)), (), Inputs(values={"n": D(2)})),
    (DateRule(date(2026, 1, 31)), DATED, Inputs(dates={"issued": date(2026, 2, 3)})),
    (Target(), (CHOICE[0], CHOICE[2]), Inputs(values={"actual": D(96), "target": D(95)})),
    (Manual(), (), Inputs(points=D("1.5"))),
)


def assessment() -> Assessment:
    """A set of 120 leaves, all answered, every family in turn."""
    fields, answers = [], {}
    for f in range(FIELDS):
        leaves = []
        for n in range(LEAVES // FIELDS):
            rule, rungs, inputs = FAMILIES[(f * LEAVES // FIELDS + n) % len(FAMILIES)]
            key = f"{f}.{n}"
            leaves.append(Criterion(key, key, f"Tiêu chí {key}", D(2), rule, rungs))
            answers[key] = Answer(inputs)
        fields.append(Field(str(f), str(f), f"Lĩnh vực {f}", D(40), tuple(leaves)))
    return Assessment(CriteriaSet("b", "b", "1", 2026, tuple(fields)), answers)


def plain() -> Decimal:
    """The least that can be done."""
    groups = [D(0)] * FIELDS
    for at, (top, number) in enumerate(zip(MAXIMA, NUMBERS, strict=True)):
        groups[at % FIELDS] += (D(top) * D(number) / D(100)).quantize(D("0.01"), ROUND_HALF_UP)
    return sum(groups, D(0))


chance = random.Random(3)
MAXIMA = [chance.choice(["0.5", "1", "1.5", "2", "3"]) for _ in range(LEAVES)]
NUMBERS = [str(chance.randrange(100)) for _ in range(LEAVES)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=9)
    runs = options.parse_args().runs
    work = assessment()
    assert roll_up(work).self_totals.unanswered == 0
    pairs = [(timeit.timeit(lambda: roll_up(work), number=100) * 10_000, timeit.timeit(plain, number=1000) * 1000) for _ in range(runs)]
    ours, base = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print(
        json.dumps(
            {"what": "rescore", "leaves": LEAVES, "parscore_us": round(ours), "plain_us": round(base), "ratio": round(ratio, 2), "aim": 10}
        )
    )


if __name__ == "__main__":
    main()
