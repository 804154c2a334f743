"""How a criteria set is written in YAML: the shape of each part, checked by pydantic, and its way to and from the domain's values."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic import Field as Item

from parscore.domain.bands import Band
from parscore.domain.measured_rules import DeductionItem, Share
from parscore.domain.outcome import InputUnit, NumberInput, Rung
from parscore.domain.points import canonical, tidy
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

_BAND = re.compile(r"([\[(])\s*(-?[0-9.,]*|…)\s*;\s*(-?[0-9.,]*|…)\s*([\])])")
_OPEN = {"", "…", "..."}
_NUMBER = re.compile(r"[0-9]{1,40}(?:[.,][0-9]{1,40})?", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})", re.ASCII)
_WRITTEN_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", re.ASCII)


def _exact(text: str) -> Decimal:
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        raise ValueError("number")
    return tidy(Decimal(text.strip().replace(",", ".")))


def _number(value: Any) -> Any:
    """Scalars arrive as text; the number in them is exact."""
    return _exact(value) if isinstance(value, str) else value


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) == 1 else value


def _day(value: Any) -> Any:
    """A day as 2026-01-31 or as 31/01/2026."""
    if not isinstance(value, str):
        return value
    found = _ISO_DAY.fullmatch(value.strip()) or _WRITTEN_DAY.fullmatch(value.strip())
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else _no("date")
    except ValueError as wrong:
        raise ValueError("date") from wrong


def _no(fault: str) -> date:
    raise ValueError(fault)


def _named(value: Any) -> Any:
    """A rule without settings may be written as its name alone."""
    return {"kind": value} if isinstance(value, str) else value


def _side(text: str) -> Decimal | None:
    if text in _OPEN:
        return None
    bound = _exact(text.removeprefix("-"))
    return -bound if text.startswith("-") else bound


def _band(value: Any) -> Any:
    """A band out of interval notation: "[80;95)" takes 80 in and leaves 95 out; an open side is "…"."""
    if value is None or isinstance(value, Band):
        return value
    found = _BAND.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError("band")
    try:
        lo, hi = _side(found[2]), _side(found[3])
    except ValueError as wrong:
        raise ValueError("band") from wrong
    return Band(lo, lo is not None and found[1] == "[", hi, hi is not None and found[4] == "]")


def show_band(band: Band) -> str:
    """A band in the notation that `_band` reads."""
    lo, hi = ("…" if side is None else canonical(side) for side in (band.lo, band.hi))
    return f"{'[' if band.lo_incl else '('}{lo};{hi}{']' if band.hi_incl else ')'}"


Number = Annotated[Decimal, BeforeValidator(_number)]
BandText = Annotated[Band, BeforeValidator(_band)]
Day = Annotated[date, BeforeValidator(_day)]


class Shape(BaseModel):
    """Keys that nobody knows are faults."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=False)


class NumberShape(Shape):
    """A number the officer enters."""

    name: str = Item(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Item(min_length=1)
    unit: InputUnit = "n"

    def value(self) -> NumberInput:
        """As the domain has it."""
        return NumberInput(self.name, self.label, self.unit)


class RungShape(Shape):
    """One line of a scale."""

    text: str
    points: Number | None = None
    band: BandText | None = None
    where: str = ""

    def value(self) -> Rung:
        """As the domain has it."""
        return Rung(self.text, self.points, self.band, self.where)


class _Simple(Shape):
    family: ClassVar[type[Rule]]

    def value(self) -> Rule:
        """As the domain has it."""
        return self.family()


class LadderShape(_Simple):
    """Family 1."""

    family = Ladder
    kind: Literal["ladder"]


class YesNoShape(_Simple):
    """Family 1 with two rungs."""

    family = YesNo
    kind: Literal["yes_no"]


class AdditiveShape(_Simple):
    """Family 3."""

    family = Additive
    kind: Literal["additive"]


class ManualShape(_Simple):
    """Family 10."""

    family = Manual
    kind: Literal["manual"]


class ConditionsShape(Shape):
    """Family 2."""

    kind: Literal["conditions"]
    facts: list[str] = []

    def value(self) -> Rule:
        """As the domain has it."""
        return Conditions(tuple(self.facts))


class BandsShape(Shape):
    """Family 4."""

    kind: Literal["bands"]
    part: NumberShape | None = None
    whole: NumberShape | None = None

    def value(self) -> Rule:
        """As the domain has it."""
        return Bands(share_of(self.part, self.whole, Share()))


class ProportionalShape(Shape):
    """Family 5."""

    kind: Literal["proportional"]
    part: NumberShape | None = None
    whole: NumberShape | None = None
    full_at: Number = Decimal(100)
    floor: Number = Decimal(0)
    floor_earns: bool = True
    scaled: bool = False
    full_earns: bool = True

    def value(self) -> Rule:
        """As the domain has it."""
        share = share_of(self.part, self.whole, Share())
        return Proportional(share, self.full_at, self.floor, self.floor_earns, self.scaled, self.full_earns)


class PlanProgressShape(Shape):
    """Family 9, progress."""

    kind: Literal["plan_progress"]
    part: NumberShape | None = None
    whole: NumberShape | None = None
    full_at: Number = Decimal(100)
    floor: Number = Decimal(0)
    floor_earns: bool = True

    def value(self) -> Rule:
        """As the domain has it."""
        return PlanProgress(share_of(self.part, self.whole, PlanProgress().share), self.full_at, self.floor, self.floor_earns)


class CountShape(Shape):
    """Family 6."""

    kind: Literal["count"]
    number: NumberShape | None = None
    each: Number | None = None

    def value(self) -> Rule:
        """As the domain has it."""
        return Count(self.number.value() if self.number else Count().number, self.each)


class DeductionItemShape(Shape):
    """One kind of failing."""

    number: NumberShape
    each: Number
    most: Number | None = None


class DeductionShape(Shape):
    """Family 7."""

    kind: Literal["deduction"]
    items: list[DeductionItemShape] = []
    most: Number | None = None

    def value(self) -> Rule:
        """As the domain has it."""
        return Deduction(tuple(DeductionItem(item.number.value(), item.each, item.most) for item in self.items), self.most)


class DateShape(Shape):
    """Family 8."""

    kind: Literal["date"]
    due: Day | None = None

    def value(self) -> Rule:
        """As the domain has it."""
        return DateRule(self.due)


class TargetShape(Shape):
    """Family 9, target."""

    kind: Literal["target"]
    actual: NumberShape | None = None
    target: NumberShape | None = None
    comparator: Literal[">=", ">", "<=", "<", "="] = ">="

    def value(self) -> Rule:
        """As the domain has it."""
        plain = Target()
        actual = self.actual.value() if self.actual else plain.actual
        return Target(actual, self.target.value() if self.target else plain.target, self.comparator)


class NotSelfScoredShape(Shape):
    """Family 11."""

    kind: Literal["not_self_scored"]
    by: Literal["survey", "leaders", "other"] = "survey"

    def value(self) -> Rule:
        """As the domain has it."""
        return NotSelfScored(self.by)


RuleShape = Annotated[
    LadderShape
    | YesNoShape
    | ConditionsShape
    | AdditiveShape
    | BandsShape
    | ProportionalShape
    | CountShape
    | DeductionShape
    | DateShape
    | PlanProgressShape
    | TargetShape
    | ManualShape
    | NotSelfScoredShape,
    Item(discriminator="kind"),
]
WrittenRule = Annotated[RuleShape, BeforeValidator(_named)]


class EvidenceShape(Shape):
    """A document that is asked for."""

    kind: str
    issuer: str = ""
    due: str = ""


class CriterionShape(Shape):
    """A node of the tree."""

    code: str
    key: str = ""
    name: str
    max: Number
    rule: WrittenRule | None = None
    rungs: list[RungShape] = []
    evidence: list[EvidenceShape] = []
    help: str = ""
    where: str = ""
    sure: Literal["sure", "check", "open"] = "sure"
    open: list[str] = []
    criteria: list["CriterionShape"] = []


class FieldShape(Shape):
    """A field with its criteria."""

    code: str
    key: str = ""
    name: str
    max: Number
    where: str = ""
    criteria: list[CriterionShape] = []


class ClassShape(Shape):
    """A class of results."""

    name: str
    index_from: Number


class ApplicabilityShape(Shape):
    """Bodies to whom some of the set does not apply."""

    name: str = Item(min_length=1)
    clause: str = ""
    codes: list[str] = Item(min_length=1)


class SetShape(Shape):
    """The whole file."""

    code: str = Item(min_length=1)
    title: str = Item(min_length=1)
    version: str = "1"
    year: int
    decision: str = ""
    decided: Day | None = None
    issuer: str = ""
    body: str = ""
    notice: str = ""
    replaces: str = ""
    max: Number | None = None
    decimals: Annotated[Literal[0, 1, 2, 3], BeforeValidator(_whole)] = 2
    digest: str = ""
    fields: list[FieldShape]
    bonus: list[CriterionShape] = []
    bonus_cap: Number | None = None
    penalty: list[CriterionShape] = []
    penalty_cap: Number | None = None
    classes: list[ClassShape] = []
    applicability: list[ApplicabilityShape] = []


def share_of(part: NumberShape | None, whole: NumberShape | None, plain: Share) -> Share:
    """Part and whole, each as written or as the rule has it by itself."""
    return Share(part.value() if part else plain.part, whole.value() if whole else plain.whole)
