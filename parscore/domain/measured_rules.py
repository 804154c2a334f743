"""The rule families in which numbers earn the points (families 4-7 and 9 of the field's list)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from parscore.domain.errors import Refused
from parscore.domain.outcome import MISSING, Inputs, NumberInput, Outcome, Question, Scale, Why
from parscore.domain.picking import by_band, check_settled, pick
from parscore.domain.points import HUNDRED, ZERO, half_up, show_points, show_share

PART = NumberInput("part", "Số đạt yêu cầu")
WHOLE = NumberInput("whole", "Tổng số")
SHARE, SHARE_LABEL = "share", "Tỷ lệ"
Comparator = Literal[">=", ">", "<=", "<", "="]


def check_values(scale: Scale, inputs: Inputs, known: tuple[NumberInput, ...], *extra: str) -> None:
    """Refuse numbers of other names, below 0, broken counts and shares above 100."""
    check_settled(scale, inputs)
    names = [each.name for each in known]
    labels = {each.name: each.label for each in known}
    for name, value in inputs.values.items():
        if name not in names and name not in extra:
            raise Refused("answer.unknown_input", name=name, known=", ".join([*names, *extra]))
        if value < 0:
            raise Refused("answer.negative", label=labels.get(name, SHARE_LABEL), value=show_points(value))
    for each in known:
        value = inputs.values.get(each.name, ZERO)
        if each.unit == "n" and value != int(value):
            raise Refused("answer.not_whole", label=each.label, value=show_points(value))
        if each.unit == "%" and value > HUNDRED:
            raise Refused("answer.over_hundred", label=each.label, value=show_points(value))


@dataclass(frozen=True, slots=True)
class Share:
    """A share out of two numbers, part ≤ whole, or given as a percentage where only that is known."""

    part: NumberInput = PART
    whole: NumberInput = WHOLE

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a part above the whole, and a share beside the two numbers that make it."""
        check_values(scale, inputs, (self.part, self.whole), SHARE)
        share, part, whole = (inputs.values.get(name) for name in (SHARE, self.part.name, self.whole.name))
        if share is not None and (part is not None or whole is not None):
            raise Refused("answer.share_and_numbers")
        if share is not None and share > HUNDRED:
            raise Refused("answer.over_hundred", label=SHARE_LABEL, value=show_points(share))
        if part is not None and whole is not None and part > whole:
            raise Refused(
                "answer.part_over_whole",
                part_label=self.part.label,
                part=show_points(part),
                whole_label=self.whole.label,
                whole=show_points(whole),
            )

    def read(self, inputs: Inputs) -> tuple[Fraction, Why] | Outcome:
        """The exact percentage with its reason; an outcome where it cannot be made: numbers missing, or nothing arose."""
        share, part, whole = (inputs.values.get(name) for name in (SHARE, self.part.name, self.whole.name))
        if share is not None:
            facts = {"share": show_points(share)}
            return Fraction(share), Why("why.share", facts, "", ((SHARE_LABEL, f"{facts['share']}%"),))
        if part is None or whole is None:
            return MISSING
        shown = ((self.part.label, show_points(part)), (self.whole.label, show_points(whole)))
        if whole == 0:
            why = Why("question.nothing_arose", {"label": self.whole.label}, "", shown)
            return Outcome(None, why, None, Question("question.nothing_arose", why.facts))
        (part_top, part_bottom), (whole_top, whole_bottom) = part.as_integer_ratio(), whole.as_integer_ratio()
        exact = Fraction(100 * part_top * whole_bottom, part_bottom * whole_top)
        facts = {"share": show_share(exact), "part": shown[0][1], "whole": shown[1][1]}
        return exact, Why("why.share_of", facts, "", shown)


@dataclass(frozen=True, slots=True)
class Bands:
    """Family 4: the rung whose band holds the percentage."""

    kind: ClassVar[str] = "bands"
    share: Share = Share()

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """Part and whole."""
        return self.share.part, self.share.whole

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a share that cannot be."""
        self.share.check(scale, inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The points of the band, or a question where the bands overlap or leave a gap at this share."""
        read = self.share.read(inputs)
        return read if isinstance(read, Outcome) else by_band(scale, read[0], inputs, read[1])


@dataclass(frozen=True, slots=True)
class Proportional:
    """Family 5: share × maximum; full points from `full_at` %, none below `floor` % (or at it, when `floor_earns` is False).

    `scaled` measures the share against `full_at` instead of against 100 %; without `full_earns` full points begin only above `full_at`.
    """

    kind: ClassVar[str] = "proportional"
    share: Share = Share()
    full_at: Decimal = HUNDRED
    floor: Decimal = ZERO
    floor_earns: bool = True
    scaled: bool = False
    full_earns: bool = True

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """Part and whole."""
        return self.share.part, self.share.whole

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a share that cannot be."""
        self.share.check(scale, inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The share of the maximum, rounded half up to the set's decimals; the reason shows the sum."""
        read = self.share.read(inputs)
        if isinstance(read, Outcome):
            return read
        share, why = read
        return proportion(scale, share, why, self)


def proportion(scale: Scale, share: Fraction, why: Why, rule: "Proportional | PlanProgress") -> Outcome:
    """Points in proportion to an exact percentage, with threshold and floor."""
    facts = {**why.facts, "max": show_points(scale.max_points), "full_at": show_points(rule.full_at), "floor": show_points(rule.floor)}
    against_full, against_floor = _compared(share, rule.full_at), _compared(share, rule.floor)
    if against_full > 0 or (against_full == 0 and (isinstance(rule, PlanProgress) or rule.full_earns)):
        return Outcome(scale.max_points, Why("why.proportional_full", facts, _holding(scale, share, 0), why.inputs))
    if against_floor < 0 or (against_floor == 0 and not rule.floor_earns):
        return Outcome(ZERO, Why("why.proportional_floor", facts, _holding(scale, share, -1), why.inputs))
    base = rule.full_at if isinstance(rule, Proportional) and rule.scaled else HUNDRED
    (share_top, share_bottom), (max_top, max_bottom) = share.as_integer_ratio(), scale.max_points.as_integer_ratio()
    base_top, base_bottom = base.as_integer_ratio()
    over, under = share_top * max_top * base_bottom, share_bottom * max_bottom * base_top
    points = min(scale.max_points, half_up(over, under, scale.decimals))
    points_top, points_bottom = points.as_integer_ratio()
    facts |= {"points": show_points(points), "base": show_points(base), "decimals": scale.decimals}
    rounded = "why.proportional_rounded" if scale.decimals else "why.proportional_whole"
    code = "why.proportional" if points_top * under == over * points_bottom else rounded
    return Outcome(points, Why(code, facts, _holding(scale, share, 1 if len(scale.rungs) > 2 else None), why.inputs))


def _compared(share: Fraction, bound: Decimal) -> int:
    """Below 0, 0 or above 0 as the share is under, at or over the bound, exactly."""
    top, bottom = bound.as_integer_ratio()
    return share.numerator * bottom - top * share.denominator


def _holding(scale: Scale, share: Fraction, at: int | None) -> str:
    """The sentence of the rung that takes the share in; where none has a band, of the rung at this place."""
    for rung in scale.rungs:
        if rung.band is not None and rung.band.holds(share):
            return rung.text
    return "" if at is None else _sentence(scale, at)


def _sentence(scale: Scale, at: int) -> str:
    """The sentence of a rung by place, "" where the table has none."""
    return scale.rungs[at].text if scale.rungs else ""


@dataclass(frozen=True, slots=True)
class Count:
    """Family 6: so many points each, capped at the maximum; without `each` the rungs' bands count the things.

    A maximum of 0 caps nothing: in the bonus and the penalty sentences such as "mỗi vụ trừ 2 điểm" often state none.
    """

    kind: ClassVar[str] = "count"
    number: NumberInput = NumberInput("count", "Số lượng")
    each: Decimal | None = None

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """The one number."""
        return (self.number,)

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a broken or negative count."""
        check_values(scale, inputs, self.inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """Number × points each, at most the maximum where there is one; or the rung that takes the number in."""
        count = inputs.values.get(self.number.name)
        if count is None:
            return MISSING
        shown = ((self.number.label, show_points(count)),)
        facts: dict[str, object] = {"count": show_points(count), "label": self.number.label}
        if self.each is None:
            return by_band(scale, count, inputs, Why("why.count_rung", facts, "", shown))
        total = count * self.each
        points = min(total, scale.max_points) if scale.max_points else total
        facts |= {"each": show_points(self.each), "total": show_points(total), "points": show_points(points)}
        return Outcome(points, Why("why.count_capped" if total > points else "why.count", facts, _sentence(scale, 0), shown))


@dataclass(frozen=True, slots=True)
class DeductionItem:
    """One kind of failing and the points that each takes away; `most` is what all of the kind may take."""

    number: NumberInput
    each: Decimal
    most: Decimal | None = None

    def takes(self, count: Decimal) -> Decimal:
        """The points that so many failings of the kind take away."""
        taken = count * self.each
        return taken if self.most is None else min(taken, self.most)

    def shown(self, count: Decimal) -> str:
        """The same as a term of the sum."""
        taken = self.takes(count)
        return f"{show_points(count)} × {show_points(self.each)}" if taken == count * self.each else show_points(taken)


@dataclass(frozen=True, slots=True)
class Deduction:
    """Family 7: the maximum less so many points for each failing, never below 0; `most` is what all failings together may take."""

    kind: ClassVar[str] = "deduction"
    items: tuple[DeductionItem, ...] = ()
    most: Decimal | None = None

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """One number for each kind of failing."""
        return tuple(item.number for item in self.items)

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse broken or negative counts."""
        check_values(scale, inputs, self.inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The maximum less the deductions; every count must have been entered, 0 included."""
        if not self.items or any(item.number.name not in inputs.values for item in self.items):
            return MISSING
        counts = [inputs.values[item.number.name] for item in self.items]
        taken = sum((item.takes(count) for count, item in zip(counts, self.items, strict=True)), ZERO)
        counted = taken if self.most is None else min(taken, self.most)
        points = max(ZERO, scale.max_points - counted)
        shown = tuple((item.number.label, show_points(count)) for count, item in zip(counts, self.items, strict=True))
        terms = " + ".join(item.shown(count) for count, item in zip(counts, self.items, strict=True))
        facts = {"max": show_points(scale.max_points), "taken": show_points(taken), "terms": terms, "points": show_points(points)}
        code = "why.deducted_all" if counted > scale.max_points else "why.deducted" if taken else "why.nothing_deducted"
        if counted < taken:
            code, facts["most"] = "why.deducted_most", show_points(counted)
        return Outcome(points, Why(code, facts, _sentence(scale, 0), shown))


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Family 9: tasks of the plan done out of tasks due, by the rungs' bands where there are any, else in proportion."""

    kind: ClassVar[str] = "plan_progress"
    share: Share = Share(NumberInput("done", "Số nhiệm vụ hoàn thành"), NumberInput("due", "Số nhiệm vụ đến hạn"))
    full_at: Decimal = HUNDRED
    floor: Decimal = ZERO
    floor_earns: bool = True

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """Tasks done and tasks due."""
        return self.share.part, self.share.whole

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse more tasks done than due."""
        self.share.check(scale, inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """By band, or in proportion."""
        read = self.share.read(inputs)
        if isinstance(read, Outcome):
            return read
        if any(rung.band is not None for rung in scale.rungs):
            return by_band(scale, read[0], inputs, read[1])
        return proportion(scale, read[0], read[1], self)


@dataclass(frozen=True, slots=True)
class Target:
    """Family 9: a measured value against the plan's target.

    With bands the rung follows from the share reached (measured ÷ target, at most 100 %); without them a target that is met earns the
    first rung and one that is missed the last.
    """

    kind: ClassVar[str] = "target"
    actual: NumberInput = NumberInput("actual", "Kết quả đạt được", "amount")
    target: NumberInput = NumberInput("target", "Chỉ tiêu kế hoạch", "amount")
    comparator: Comparator = ">="

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        """The measured value and the target."""
        return self.actual, self.target

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse numbers that cannot be."""
        check_values(scale, inputs, self.inputs)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """By share reached, or by met and missed."""
        actual, target = inputs.values.get(self.actual.name), inputs.values.get(self.target.name)
        if actual is None or target is None:
            return MISSING
        shown = ((self.actual.label, show_points(actual)), (self.target.label, show_points(target)))
        facts: dict[str, object] = {"actual": shown[0][1], "target": shown[1][1], "comparator": SIGNS[self.comparator]}
        if not any(rung.band is not None for rung in scale.rungs):
            met = compare(actual, self.comparator, target)
            return pick(scale, 1 if met else len(scale.rungs), Why("why.target_met" if met else "why.target_missed", facts, "", shown))
        reached = self._reached(actual, target)
        if reached is None:
            why = Why("question.no_target", facts, "", shown)
            return Outcome(None, why, None, Question(why.code, facts))
        facts["share"] = show_share(reached)
        return by_band(scale, reached, inputs, Why("why.target_share", facts, "", shown))

    def _reached(self, actual: Decimal, target: Decimal) -> Fraction | None:
        """The percentage of the target that was reached, at most 100; None where target or value leave it undefined."""
        if compare(actual, self.comparator, target):
            return Fraction(100)
        if self.comparator == "=":
            return None
        over, under = (actual, target) if self.comparator in {">=", ">"} else (target, actual)
        return None if under == 0 else min(Fraction(100), Fraction(over) * 100 / Fraction(under))


SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}


def compare(value: Decimal, comparator: Comparator, bound: Decimal) -> bool:
    """Whether the value stands in this relation to the bound."""
    return {">=": value >= bound, ">": value > bound, "<=": value <= bound, "<": value < bound, "=": value == bound}[comparator]
