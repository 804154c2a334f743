"""The ways to settle which rule a scale means: for each question the leaf as each way makes it, the first as the sentences lean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from parscore.domain.criteria import Criterion
from parscore.domain.input_words import share_in_words
from parscore.domain.points import ZERO, show_points
from parscore.domain.rules import Additive, Bands, Count, Deduction, Ladder, Manual, PlanProgress, Proportional, Rule, Target, YesNo
from parscore.domain.rung_clauses import figure_behind_sign


@dataclass(frozen=True, slots=True)
class Way:
    """One way: `code` under [settle] in vi.toml with its facts, and the leaf so made, its questions as they were."""

    code: str
    leaf: Criterion
    facts: Mapping[str, object] = field(default_factory=dict)


def ways_of(leaf: Criterion, code: str) -> list[Way]:
    """The ways to settle a question about the rule; none where leaving the leaf as the table has it is all there is."""
    makers: dict[str, Callable[[Criterion], list[Way]]] = {
        "formula_unread": _formulas,
        "formula_differs": _formulas,
        "several_each": _each,
        "deduction_once": _once,
        "deduction_cap": _caps,
        "deduction_beside": lambda each: [Way("off_maximum", each), _ladder(each), _by_hand(each)],
        "minus_or_points": _signs,
        "additive_or_ladder": lambda each: [Way("adds_up", replace(each, rule=Additive())), _ladder(each)],
        "plan_tasks": _tasks,
    }
    if code in makers:
        return makers[code](leaf)
    read = Way("as_read", leaf)
    if code in {"counted", "days_late", "mixed_measures", "over_hundred", "extra_words", "bent_words"}:
        return [read, _ladder(leaf)]
    if code in {"deduction", "deduction_steps", "each", "formula", "figures_unused", "date_words", "several_scales"}:
        return [read, _by_hand(leaf)]
    if code == "target" and isinstance(leaf.rule, Bands):
        return [Way("part_of_whole", leaf), Way("against_target", replace(leaf, rule=Target()))]
    if code == "target":
        return [read, Way("yes_no", replace(leaf, rule=YesNo()))]
    if code == "leaders":
        return [Way("leaders", leaf), Way("self_scored", _of_kind(leaf, Ladder() if leaf.rungs else Manual()))]
    return []


def _of_kind(leaf: Criterion, rule: Rule) -> Criterion:
    """The leaf under a rule that no number leads to a rung of."""
    return replace(leaf, rule=rule, rungs=tuple(replace(rung, band=None) for rung in leaf.rungs))


def _ladder(leaf: Criterion) -> Way:
    return Way("ladder", _of_kind(leaf, Ladder()))


def _by_hand(leaf: Criterion) -> Way:
    return Way("by_hand", _of_kind(leaf, Manual()))


def _formulas(leaf: Criterion) -> list[Way]:
    """Points in proportion to the share, or typed: in proportion first where the rungs gave thresholds."""
    if isinstance(leaf.rule, Proportional):
        return [_in_proportion(leaf, leaf.rule), _by_hand(leaf)]
    share = share_in_words(leaf.name, [rung.text for rung in leaf.rungs])
    return [_by_hand(leaf), _in_proportion(leaf, Proportional(share))]


def _in_proportion(leaf: Criterion, rule: Proportional) -> Way:
    facts = {"max": show_points(leaf.max_points), "full": show_points(rule.full_at), "floor": show_points(rule.floor)}
    return Way("in_proportion_floor" if rule.floor > ZERO else "in_proportion", replace(leaf, rule=rule), facts)


def _each(leaf: Criterion) -> list[Way]:
    if not isinstance(leaf.rule, Count) or leaf.rule.each is None:
        return [_by_hand(leaf)]
    facts = {"each": show_points(leaf.rule.each), "max": show_points(leaf.max_points)}
    return [Way("each_to_max", leaf, facts), _by_hand(leaf)]


def _once(leaf: Criterion) -> list[Way]:
    rule = leaf.rule
    if not isinstance(rule, Deduction) or not rule.items:
        return [_by_hand(leaf)]
    if len(rule.items) > 1:
        return [Way("each_time_all", leaf), _by_hand(leaf)]
    each = rule.items[0].each
    facts = {"each": show_points(each)}
    return [Way("each_time", leaf, facts), Way("taken_once", replace(leaf, rule=replace(rule, most=each)), facts), _by_hand(leaf)]


def _caps(leaf: Criterion) -> list[Way]:
    rule = leaf.rule
    if not isinstance(rule, Deduction) or rule.most is None:
        return []
    facts = {"most": show_points(rule.most)}
    apart = Deduction(tuple(replace(item, most=rule.most) for item in rule.items))
    return [Way("cap_all", leaf, facts), Way("cap_each", replace(leaf, rule=apart), facts)]


def _signs(leaf: Criterion) -> list[Way]:
    """Figures behind a sign as points earned, or as points taken from the maximum."""
    figures = [figure_behind_sign(rung.text) for rung in leaf.rungs]
    if all(figure is None or figure > leaf.max_points for figure in figures):
        return []
    earned = tuple(rung if one is None else replace(rung, points=one) for rung, one in zip(leaf.rungs, figures, strict=True))
    taken = tuple(replace(rung, points=leaf.max_points - one) if one else rung for rung, one in zip(leaf.rungs, figures, strict=True))
    ways = []
    for code, rungs in (("are_points", earned), ("are_taken", taken)):
        points = "; ".join("…" if rung.points is None else show_points(rung.points) for rung in rungs)
        ways.append(Way(code, replace(leaf, rungs=rungs), {"points": points}))
    return ways


def _tasks(leaf: Criterion) -> list[Way]:
    own = Bands(share_in_words(leaf.name, [rung.text for rung in leaf.rungs]))
    read = [Way("as_read", leaf)]
    return [*read, Way("own_numbers", replace(leaf, rule=own))] if isinstance(leaf.rule, PlanProgress) else read
