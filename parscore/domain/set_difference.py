"""What differs between two versions or two years of a criteria set, node by node."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.node_pairs import Likeness, Node, Pair, Placed, pair_up, placed
from parscore.domain.points import show_points
from parscore.domain.rules import PlanProgress, Proportional
from parscore.domain.scale_text import Detail, scale_details, scale_text, shown, was_now
from parscore.domain.viet_text import clean

Kind = Literal["added", "dropped", "split", "merged", "rule", "points", "moved", "recoded", "renamed", "asked", "reading", "same"]
KINDS: tuple[Kind, ...] = (
    "added",
    "dropped",
    "split",
    "merged",
    "rule",
    "points",
    "moved",
    "recoded",
    "renamed",
    "asked",
    "reading",
    "same",
)
RESCORES: frozenset[Kind] = frozenset({"rule", "points"})
_OF_SET = ("title", "decision", "decided", "issuer", "body", "year", "notice", "max_points", "decimals", "bonus_cap", "penalty_cap")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one node, or of several together. `kinds` are in the order of KINDS, "same" alone where nothing differs.

    `sure` says that nobody need confirm that these nodes belong together.
    """

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    kinds: tuple[Kind, ...]
    details: tuple[Detail, ...] = ()
    sure: bool = True

    @property
    def of_leaves(self) -> bool:
        """Whether leaves are concerned."""
        return any(isinstance(node, Criterion) and node.is_leaf for node in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class SetDifference:
    """Every node of both sets in one change, and what differs in the sets' own facts."""

    old: CriteriaSet
    new: CriteriaSet
    changes: tuple[Change, ...]
    of_set: tuple[Detail, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the sets say the same, whatever their codes and versions."""
        return not self.of_set and all(change.kinds == ("same",) for change in self.changes)

    @property
    def counts(self) -> dict[Kind, int]:
        """The changes of each kind; one of several kinds counts in each."""
        found = Counter(kind for change in self.changes for kind in change.kinds)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def unsure(self) -> tuple[Change, ...]:
        """The pairs that a person should confirm."""
        return tuple(change for change in self.changes if not change.sure)

    def code_map(self) -> CodeMap:
        """What became of every old node, to be corrected by hand."""
        return CodeMap({node.key: tuple(each.key for each in change.new) for change in self.changes for node in change.old})


def difference(old: CriteriaSet, new: CriteriaSet, likeness: Likeness, codes: CodeMap = NO_MAP) -> SetDifference:
    """Compare two sets; `likeness` gives 0 to 100 for two wordings, `codes` is what a person corrected."""
    olds, news = placed(old), placed(new)
    pairs = pair_up(old, new, likeness, codes.resolved(old, new))
    to = {key: pair.new for pair in pairs for key in pair.old}
    rounding = old.decimals != new.decimals
    changes = tuple(_change(pair, olds, news, to, rounding=rounding) for pair in pairs)
    return SetDifference(old, new, changes, tuple(_of_set(old, new)))


def _change(pair: Pair, olds: dict[str, Placed], news: dict[str, Placed], to: Mapping[str, tuple[str, ...]], *, rounding: bool) -> Change:
    before, after = tuple(olds[key].node for key in pair.old), tuple(news[key].node for key in pair.new)
    if not before or not after:
        return Change(before, after, ("added" if after else "dropped",), (), pair.sure)
    if len(before) > 1 or len(after) > 1:
        return Change(before, after, ("split" if len(after) > 1 else "merged",), (), pair.sure)
    old, new = olds[pair.old[0]], news[pair.new[0]]
    if old.leaf != new.leaf:
        return Change(before, after, ("rule",), (Detail("now_scored" if new.leaf else "now_group"),), pair.sure)
    found: dict[Kind, list[Detail]] = {kind: [] for kind in KINDS}
    if isinstance(old.node, Criterion) and isinstance(new.node, Criterion) and new.leaf:
        _compare_leaves(old.node, new.node, found, rounding=rounding)
    if old.node.max_points != new.node.max_points:
        found["points"].append(was_now("points", show_points(old.node.max_points), show_points(new.node.max_points)))
    if old.part != new.part or (old.above or new.above) and new.above not in to.get(old.above, ()):
        found["moved"].append(was_now("moved", _title(olds.get(old.above)), _title(news.get(new.above))))
    if clean(old.node.code) != clean(new.node.code):
        found["recoded"].append(was_now("recoded", old.node.code, new.node.code))
    if clean(old.node.name) != clean(new.node.name):
        found["renamed"].append(was_now("renamed", old.node.name, new.node.name))
    kinds = tuple(kind for kind in KINDS if found[kind])
    return Change(before, after, kinds or ("same",), tuple(each for kind in kinds for each in found[kind]), pair.sure)


def _compare_leaves(old: Criterion, new: Criterion, found: dict[Kind, list[Detail]], *, rounding: bool) -> None:
    found["rule"] += scale_details(scale_text(old), scale_text(new))
    if rounding and isinstance(new.rule, Proportional | PlanProgress):
        found["rule"].append(Detail("rounding"))
    found["asked"] += _asked(old, new)
    if (old.sure, old.open) != (new.sure, new.open):
        found["reading"].append(Detail("now_open" if new.open else "now_settled" if old.open else "now_confirmed"))


def _asked(old: Criterion, new: Criterion) -> Iterator[Detail]:
    was, now = (
        "; ".join(", ".join(part for part in (each.kind, each.issuer, each.due) if part) for each in leaf.evidence_asked)
        for leaf in (old, new)
    )
    if was != now:
        yield was_now("evidence_asked", was or "…", now or "…")
    if clean(old.help) != clean(new.help):
        yield Detail("help")


def _of_set(old: CriteriaSet, new: CriteriaSet) -> Iterator[Detail]:
    for name in _OF_SET:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield was_now(f"set_{name}", shown(was), shown(now))
    if old.classes != new.classes:
        was, now = ("; ".join(f"{each.name} ≥ {show_points(each.index_from)}%" for each in one.classes) for one in (old, new))
        yield was_now("set_classes", was or "…", now or "…")
    if old.applicability != new.applicability:
        was, now = ("; ".join(f"{each.name}: {', '.join(each.codes)}" for each in one.applicability) for one in (old, new))
        yield was_now("set_applicability", was or "…", now or "…")


def _title(node: Placed | None) -> str:
    return "…" if node is None else f"{node.node.code}. {node.node.name}"
