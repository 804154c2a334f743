"""How a leaf is scored, as people read it: to be kept beside an answer and compared with how it is scored another year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from parscore.domain.bands import show_bounds
from parscore.domain.chosen_rules import show_date
from parscore.domain.criteria import Criterion
from parscore.domain.measured_rules import DeductionItem, Share
from parscore.domain.outcome import NumberInput
from parscore.domain.points import show_points
from parscore.domain.viet_text import clean

NO_RULE = "none"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that differs: `code` under [difference.detail] with what it was and what it is now, as people read it.

    Facts named `kind_…` are keys of rule families.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScaleText:
    """The family, its settings, the numbers it asks for (name, label, unit) and the rungs (sentence, points, bounds) of one leaf."""

    kind: str = NO_RULE
    settings: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[tuple[str, str, str], ...] = ()
    rungs: tuple[tuple[str, str, str], ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The rungs' sentences, spaces aside."""
        return tuple(clean(text) for text, _, _ in self.rungs)


def scale_text(leaf: Criterion) -> ScaleText:
    """How a leaf is scored."""
    rule = leaf.rule
    rungs = tuple((rung.text, "…" if rung.points is None else show_points(rung.points), show_bounds(rung.band)) for rung in leaf.rungs)
    if rule is None:
        return ScaleText(rungs=rungs)
    settings = {each.name: shown(getattr(rule, each.name)) for each in fields(rule)}  # type: ignore[arg-type]
    return ScaleText(rule.kind, settings, tuple((each.name, each.label, each.unit) for each in rule.inputs), rungs)


def scale_details(old: ScaleText, new: ScaleText) -> list[Detail]:
    """What differs in how two leaves are scored, the rungs one by one."""
    if old.kind != new.kind:
        return [Detail("kind", {"kind_was": old.kind, "kind_now": new.kind}), *_rungs(old, new)]
    changed = [
        was_now(f"setting_{name}", old.settings.get(name, "…"), now) for name, now in new.settings.items() if old.settings.get(name) != now
    ]
    return [*changed, *_rungs(old, new)]


def was_now(code: str, was: object, now: object, **more: object) -> Detail:
    """Something that was one thing and is another."""
    return Detail(code, {"was": was, "now": now, **more})


def shown(value: object) -> str:
    """A setting as people read it."""
    if value in (None, "", ()):
        return "…"
    if isinstance(value, Decimal):
        return show_points(value)
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, tuple):
        return "; ".join(shown(each) for each in value)
    if isinstance(value, NumberInput):
        return f"{value.label} ({value.unit})"
    if isinstance(value, Share):
        return f"{shown(value.part)} / {shown(value.whole)}"
    if isinstance(value, DeductionItem):
        return f"{value.number.label}: {show_points(value.each)}" + ("" if value.most is None else f" (≤ {show_points(value.most)})")
    return {"True": "✓", "False": "✗"}.get(str(value), str(value))


def _rungs(old: ScaleText, new: ScaleText) -> Iterator[Detail]:
    """Rungs matched in order by their text."""
    matcher = SequenceMatcher(None, old.sentences, new.sentences, autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        both = min(end - start, last - first)
        for at in range(both):
            yield from _rung(first + at + 1, old.rungs[start + at], new.rungs[first + at])
        for at in range(start + both, end):
            yield Detail("rung_dropped", {"number": at + 1, **_facts(old.rungs[at])})
        for at in range(first + both, last):
            yield Detail("rung_added", {"number": at + 1, **_facts(new.rungs[at])})


def _rung(number: int, old: tuple[str, str, str], new: tuple[str, str, str]) -> Iterator[Detail]:
    more = {"number": number, "rung": new[0]}
    if clean(old[0]) != clean(new[0]):
        yield was_now("rung_text", old[0], new[0], **more)
    for code, was, now in zip(("rung_points", "rung_band"), old[1:], new[1:], strict=True):
        if was != now:
            yield was_now(code, was, now, **more)


def _facts(rung: tuple[str, str, str]) -> dict[str, object]:
    return {"rung": rung[0], "points": rung[1]}
