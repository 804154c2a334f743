"""The rule families in which the officer picks, ticks, dates or types (families 1-3, 8, 10 and 11 of the field's list)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from parscore.domain.errors import Refused
from parscore.domain.outcome import MISSING, Inputs, NumberInput, Outcome, Rung, Scale, Why
from parscore.domain.picking import by_band, check_number, check_settled, pick
from parscore.domain.points import ZERO, show_points
from parscore.domain.undone_words import may_be_undone

ISSUED_LABEL, DUE_LABEL = "Ngày ban hành", "Hạn ban hành"


@lru_cache(maxsize=1024)
def show_date(day: date) -> str:
    """A day as Vietnamese readers write it."""
    return f"{day:%d/%m/%Y}"


class _NoNumbers:
    """For rules that ask for no numbers."""

    @property
    def inputs(self) -> tuple[NumberInput, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Ladder(_NoNumbers):
    """Family 1: pick one rung."""

    kind: ClassVar[str] = "ladder"

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a rung that is not there."""
        check_number(len(scale.rungs), inputs.choice)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The points of the rung picked."""
        return MISSING if inputs.choice is None else pick(scale, inputs.choice)


@dataclass(frozen=True, slots=True)
class YesNo(Ladder):
    """Family 1 with just two rungs, full points or none."""

    kind: ClassVar[str] = "yes_no"


@dataclass(frozen=True, slots=True)
class Conditions(_NoNumbers):
    """Family 2: all facts hold for the first rung; one that fails leads to the last.

    `ticks` numbers the facts that hold.
    """

    kind: ClassVar[str] = "conditions"
    facts: tuple[str, ...] = ()

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a fact or a rung that is not there."""
        for number in inputs.ticks or ():
            check_number(len(self.facts), number)
        check_number(len(scale.rungs), inputs.choice)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """Full points when every fact holds, else the last rung; the reason names the facts that fail."""
        if not self.facts:
            return MISSING if inputs.choice is None else pick(scale, inputs.choice)
        if inputs.ticks is None:
            return MISSING
        failing = [f"“{text}”" for at, text in enumerate(self.facts, 1) if at not in inputs.ticks]
        if not failing:
            return pick(scale, 1, Why("why.all_conditions", {"count": len(self.facts)}))
        return pick(scale, len(scale.rungs), Why("why.failing_conditions", {"failing": ", ".join(failing)}))


@dataclass(frozen=True, slots=True)
class Additive(_NoNumbers):
    """Family 3: every ticked rung adds its points, up to the maximum."""

    kind: ClassVar[str] = "additive"

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a rung that is not there."""
        for number in inputs.ticks or ():
            check_number(len(scale.rungs), number)

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The sum of the ticked rungs, never above the maximum; none while the table leaves out the points of a ticked one."""
        if inputs.ticks is None:
            return MISSING
        ticked = [scale.rungs[number - 1] for number in sorted(inputs.ticks)]
        if not ticked:
            return Outcome(ZERO, Why("why.nothing_ticked"))
        terms = [rung.points for rung in ticked if rung.points is not None]
        if len(terms) < len(ticked):
            return Outcome(None, Why("why.rung_without_points", {}, next(rung.text for rung in ticked if rung.points is None)))
        total = sum(terms, ZERO)
        points = min(total, scale.max_points)
        code = "why.sum_capped" if total > points else "why.sum" if len(ticked) > 1 else "why.one_ticked"
        shown = " + ".join(show_points(term) for term in terms)
        facts = {"terms": shown, "total": show_points(total), "points": show_points(points), "count": len(ticked)}
        return Outcome(points, Why(code, facts, "; ".join(rung.text for rung in ticked)))


def picked_by_hand(rung: Rung) -> bool:
    """Whether no date leads to a rung, or not in every case: "sau ngày 31/01 hoặc không ban hành"."""
    return rung.band is None or may_be_undone(rung.text)


@dataclass(frozen=True, slots=True)
class DateRule(_NoNumbers):
    """Family 8: the rung follows from how late a document is; "not issued" is picked by hand.

    A rung's band counts days late (0 or less is on time). Rungs that take in "không ban hành", alone or beside days, may be picked.
    `due` comes from the table; without it the officer enters the due date as well.
    """

    kind: ClassVar[str] = "date"
    due: date | None = None

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse a picked rung that a date decides, and dates of other names."""
        check_number(len(scale.rungs), inputs.choice)
        check_settled(scale, inputs)
        if inputs.choice is not None and not picked_by_hand(scale.rungs[inputs.choice - 1]):
            raise Refused("answer.rung_by_date", text=scale.rungs[inputs.choice - 1].text)
        unknown = set(inputs.dates) - {"issued", "due"}
        if unknown:
            raise Refused("answer.unknown_input", name=sorted(unknown)[0], known="issued, due")

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The rung whose band holds the days between due date and issue."""
        if inputs.choice is not None:
            return pick(scale, inputs.choice)
        issued, due = inputs.dates.get("issued"), self.due or inputs.dates.get("due")
        if issued is None or due is None:
            return MISSING
        late = (issued - due).days
        shown_issued, shown_due = show_date(issued), show_date(due)
        code = "why.late" if late > 0 else "why.on_time"
        facts = {"issued": shown_issued, "due": shown_due, "days": abs(late), "value": shown_issued}
        labelled = ((ISSUED_LABEL, shown_issued), (DUE_LABEL, shown_due))
        return by_band(scale, Decimal(late), inputs, Why(code, facts, "", labelled))


@dataclass(frozen=True, slots=True)
class Manual(_NoNumbers):
    """Family 10: points typed by the officer; the explanation that must stand beside them is asked for by the checks."""

    kind: ClassVar[str] = "manual"

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse points above the maximum or below 0."""
        if inputs.points is not None and not ZERO <= inputs.points <= scale.max_points:
            raise Refused("answer.points_out_of_range", points=show_points(inputs.points), max=show_points(scale.max_points))

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """The points as typed."""
        if inputs.points is None:
            return MISSING
        return Outcome(inputs.points, Why("why.manual", {"points": show_points(inputs.points)}))


@dataclass(frozen=True, slots=True)
class NotSelfScored(_NoNumbers):
    """Family 11: points that others give; `by` is "survey", "leaders" or "other"."""

    kind: ClassVar[str] = "not_self_scored"
    by: str = "survey"

    def check(self, scale: Scale, inputs: Inputs) -> None:
        """Refuse any answer."""
        if inputs != Inputs():
            raise Refused("answer.not_self_scored")

    def evaluate(self, scale: Scale, inputs: Inputs) -> Outcome:
        """No points here, and why."""
        return Outcome(None, Why(f"why.not_self_scored_{self.by}"))
