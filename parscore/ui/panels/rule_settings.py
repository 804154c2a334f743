"""What can be set of a rule by hand, family by family: numbers asked for, floor, points each, due day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from parscore.domain.chosen_rules import show_date
from parscore.domain.errors import Refused
from parscore.domain.measured_rules import SIGNS
from parscore.domain.outcome import NumberInput
from parscore.domain.points import read_points, show_points
from parscore.domain.rules import Rule
from parscore.domain.viet_text import clean
from parscore.services.answer_reading import read_date


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its name under [set_editor] in vi.toml as setting_<name>, what it is now in words, and the rule with another.

    A setting with `options` is one of them, a `flag` is yes or no, written "1" and "".
    """

    name: str
    show: Callable[[Any], str]
    put: Callable[[Any, str], Rule]
    flag: bool = False
    options: tuple[tuple[str, str], ...] = ()


def settings_of(rule: Rule) -> tuple[Setting, ...]:
    """The settings of a rule's family, in order."""
    return tuple(_ALL[name] for name in _FAMILIES.get(rule.kind, ()))


def _label(text: str) -> str:
    made = clean(text)
    if not made:
        raise Refused("set_edit.no_name")
    return made


def _number(get: Callable[[Any], NumberInput], put: Callable[[Any, NumberInput], Any], name: str) -> Setting:
    return Setting(name, lambda rule: get(rule).label, lambda rule, text: put(rule, replace(get(rule), label=_label(text))))


def _percent(name: str, field: str) -> Setting:
    return Setting(
        name, lambda rule: show_points(getattr(rule, field)), lambda rule, text: replace(rule, **{field: read_points(text.strip(" %"))})
    )


def _flag(name: str, field: str) -> Setting:
    return Setting(
        name, lambda rule: "1" if getattr(rule, field) else "", lambda rule, text: replace(rule, **{field: bool(text)}), flag=True
    )


def _each(rule: Any, text: str) -> Rule:
    each: Decimal | None = read_points(text) if text.strip() else None
    return cast(Rule, replace(rule, each=each))


def _due(rule: Any, text: str) -> Rule:
    return cast(Rule, replace(rule, due=read_date(text) if text.strip() else None))


_ALL = {
    each.name: each
    for each in (
        _number(lambda rule: rule.share.part, lambda rule, made: replace(rule, share=replace(rule.share, part=made)), "part"),
        _number(lambda rule: rule.share.whole, lambda rule, made: replace(rule, share=replace(rule.share, whole=made)), "whole"),
        _number(lambda rule: rule.number, lambda rule, made: replace(rule, number=made), "number"),
        _number(lambda rule: rule.actual, lambda rule, made: replace(rule, actual=made), "actual"),
        _number(lambda rule: rule.target, lambda rule, made: replace(rule, target=made), "target"),
        _percent("full_at", "full_at"),
        _percent("floor", "floor"),
        _flag("floor_earns", "floor_earns"),
        _flag("scaled", "scaled"),
        Setting("each", lambda rule: "" if rule.each is None else show_points(rule.each), _each),
        Setting("due", lambda rule: "" if rule.due is None else show_date(rule.due), _due),
        Setting(
            "comparator",
            lambda rule: str(rule.comparator),
            lambda rule, text: replace(rule, comparator=text),
            options=tuple(SIGNS.items()),
        ),
    )
}
_FAMILIES: dict[str, tuple[str, ...]] = {
    "bands": ("part", "whole"),
    "proportional": ("part", "whole", "full_at", "floor", "floor_earns", "scaled"),
    "plan_progress": ("part", "whole", "full_at", "floor", "floor_earns"),
    "count": ("number", "each"),
    "date": ("due",),
    "target": ("actual", "target", "comparator"),
}
