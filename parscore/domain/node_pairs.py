"""Which node of one set is which of another, by wording, place and code together.

Codes shift when a criterion is inserted, so the wording decides where it is clear; a year in it counts as the set's own. What is only
likely is paired all the same but not surely, for a person to confirm.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.points import ZERO
from parscore.domain.viet_text import clean

Likeness = Callable[[str, str], float]
Node = Field | Criterion

LIKELY, CLEAR, MARGIN, SAME_CODE_LIKE, PART_LIKE = 60.0, 85.0, 6.0, 45.0, 55.0
LONG = 7
_SAME_PLACE, _SAME_CODE, _SAME_POINTS = 6.0, 3.0, 1.0
_NO_WORD = re.compile(r"[^\w%]+")
_YEAR = re.compile(r"năm\s+(20\d\d)")
_TELLING = frozenset(
    re.split(
        " ",
        "tỉnh huyện xã phường thôn sở ngành trung ương không chưa trước sau trên dưới hơn kém trong ngoài chậm sớm kịp thời đúng quá "
        "quý tháng năm ngày tuần đầu cuối tăng giảm có trực tiếp tuyến toàn một phần đủ thiếu mới cũ người doanh nghiệp dân "
        "hoặc tự kết quả tỷ lệ số chất lượng mức độ tiến",
    )
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Keys of old nodes and of what they became: one to one, one to several (split), several to one (merged)."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A node in its set: the key above it, the words of its name as printed and with years set off, its part, its place in the order."""

    node: Node
    above: str
    printed: str
    words: str
    part: str
    at: int

    @property
    def leaf(self) -> bool:
        """Whether it is scored itself."""
        return isinstance(self.node, Criterion) and not self.node.children


def placed(criteria: CriteriaSet) -> dict[str, Placed]:
    """Every node by key."""
    found: dict[str, Placed] = {}

    def down(node: Node, above: str, part: str) -> None:
        name = node.name
        found[node.key] = Placed(node, above, wording(name, 0), wording(name, criteria.year), part, len(found))
        for child in node.children:
            down(child, node.key, part)

    for part, roots in (("field", criteria.fields), ("bonus", criteria.bonus), ("penalty", criteria.penalty)):
        for root in roots:
            down(root, "", part)
    return found


def wording(text: str, year: int) -> str:
    """The words alone, in small letters without signs; a year after "năm" as its distance from the set's own, unless that is 0."""
    bare = clean(text).casefold()
    if year:
        bare = _YEAR.sub(lambda found: f"năm nay{int(found[1]) - year:+d}".replace("+", "p").replace("-", "m"), bare)
    return " ".join(_NO_WORD.sub(" ", bare).split())


def pair_up(old: CriteriaSet, new: CriteriaSet, likeness: Likeness, codes: CodeMap) -> tuple[Pair, ...]:
    """Every node of both sets in some pair: those that were dropped or added with nothing on the other side. `codes` go before all."""
    pairing = _Pairing(placed(old), placed(new), likeness)
    pairing.take_map(codes)
    pairing.by_path()
    for leaf in (False, True):
        pairing.by_wording(leaf=leaf)
        pairing.by_likeness(leaf=leaf)
    pairing.across_levels()
    pairing.find_splits()
    return pairing.result()


class _Pairing:
    """What is paired so far and what is left."""

    def __init__(self, olds: dict[str, Placed], news: dict[str, Placed], likeness: Likeness) -> None:
        self._olds, self._news, self._likeness = olds, news, likeness
        self._left, self._open = dict(olds), dict(news)
        self._pairs: list[Pair] = []
        self._to: dict[str, tuple[str, ...]] = {}
        self._by_hand: set[str] = set()

    def put(self, old: tuple[str, ...], new: tuple[str, ...], *, sure: bool) -> None:
        """Pair them; they are left no more."""
        self._pairs.append(Pair(old, new, sure))
        for key in old:
            self._left.pop(key, None)
            self._to[key] = new
        for key in new:
            self._open.pop(key, None)

    def take_map(self, codes: CodeMap) -> None:
        """What a person said, several old nodes that lead to the same new one together."""
        merged: dict[tuple[str, ...], list[str]] = {}
        for key, keys in codes.entries.items():
            if keys:
                merged.setdefault(keys, []).append(key)
            else:
                self.put((key,), (), sure=True)
            self._by_hand.add(key)
        for keys, olds in merged.items():
            self.put(tuple(olds), keys, sure=True)

    def by_path(self) -> None:
        """The same words all the way up, alone on both sides."""
        for year in (False, True):
            for old, new in self._alone(partial(_path, year=year)):
                self.put((old,), (new,), sure=True)

    def by_wording(self, *, leaf: bool) -> None:
        """The same words, alone on both sides: surely the same in the same place, or where they are too many to be chance."""
        for year in (False, True):
            for old, new in self._alone(partial(_words, year=year), leaf):
                each = self._olds[old]
                same_place = self._same_place(each, self._news[new])
                self.put((old,), (new,), sure=same_place or len(each.words.split()) >= LONG)

    def _alone(self, mark: Callable[[dict[str, Placed], str], object], leaf: bool | None = None) -> list[tuple[str, str]]:
        """An old and a new node, neither paired yet, that alone have the same mark."""
        groups: dict[object, tuple[list[str], list[str]]] = {}
        for side, (nodes, left) in enumerate(((self._olds, self._left), (self._news, self._open))):
            for key, each in left.items():
                if each.words and leaf in {None, each.leaf}:
                    groups.setdefault(mark(nodes, key), ([], []))[side].append(key)
        return [(olds[0], news[0]) for olds, news in groups.values() if len(olds) == len(news) == 1]

    def by_likeness(self, *, leaf: bool) -> None:
        """The rest of one kind, the likest first; sure only where the words are close, nothing telling differs and no other comes near."""
        olds = [each for each in self._left.values() if each.leaf == leaf]
        news = [each for each in self._open.values() if each.leaf == leaf]
        scored = sorted(
            (score for old in olds for new in news if (score := self._score(old, new)) is not None),
            key=lambda each: (-each[0], self._olds[each[2]].at, self._news[each[3]].at),
        )
        best: dict[tuple[int, str], list[float]] = {}
        for points, _, old_key, new_key in scored:
            best.setdefault((0, old_key), []).append(points)
            best.setdefault((1, new_key), []).append(points)
        for points, likely, old_key, new_key in scored:
            if old_key in self._left and new_key in self._open:
                rivals = [*best[0, old_key][1:2], *best[1, new_key][1:2]]
                clear = likely >= CLEAR and all(points - rival >= MARGIN for rival in rivals)
                sure = clear and not telling(self._olds[old_key].words, self._news[new_key].words)
                self.put((old_key,), (new_key,), sure=sure)

    def across_levels(self) -> None:
        """A leaf that got parts, or a group that became a leaf, in the same place and by nearly the same words."""
        for old in list(self._left.values()):
            near = [
                (likely, new.node.key)
                for new in self._open.values()
                if new.leaf != old.leaf and self._same_place(old, new) and (likely := self._alike(old, new)) >= CLEAR
            ]
            if near and old.node.key in self._left:
                self._share_out(old, self._news[max(near)[1]])

    def _share_out(self, old: Placed, new: Placed) -> None:
        """The leaf on one side with the leaves under the other that nothing else claims; the group itself came or went."""
        nodes, free, group = (self._news, self._open, new) if old.leaf else (self._olds, self._left, old)
        parts = tuple(key for key in _leaves_under(nodes, group.node.key) if key in free)
        if parts:
            self.put(*(((old.node.key,), parts) if old.leaf else (parts, (new.node.key,))), sure=False)

    def find_splits(self) -> None:
        """One leaf whose points are shared out among neighbours in the same place, and the reverse."""
        for old in list(self._olds.values()):
            if old.leaf and old.node.key not in self._by_hand:
                parts = self._parts(old, self._news, self._open, self._to.get(old.node.key, ()), reverse=False)
                if parts:
                    self._forget((old.node.key,), ())
                    self.put((old.node.key,), parts, sure=False)
        back = {new: pair.old for pair in self._pairs for new in pair.new if len(pair.new) == 1}
        for new in list(self._news.values()):
            if new.leaf and not self._by_hand & set(back.get(new.node.key, ())):
                parts = self._parts(new, self._olds, self._left, back.get(new.node.key, ()), reverse=True)
                if parts:
                    self._forget((), (new.node.key,))
                    self.put(parts, (new.node.key,), sure=False)

    def result(self) -> tuple[Pair, ...]:
        """All pairs in the new table's order, what was dropped where it stood."""
        dropped = [Pair((key,), (), True) for key in self._left]
        added = [Pair((), (key,), True) for key in self._open]
        return tuple(sorted((*self._pairs, *dropped, *added), key=self._order))

    def _order(self, pair: Pair) -> tuple[float, int]:
        if pair.new:
            return min(self._news[key].at for key in pair.new), 0
        at = self._olds[pair.old[0]].at
        before = [key for key, each in self._olds.items() if each.at < at and self._to.get(key)]
        return (self._news[self._to[before[-1]][0]].at if before else -1) + 0.5, at

    def _score(self, old: Placed, new: Placed) -> tuple[float, float, str, str] | None:
        likely = self._alike(old, new)
        same_code = bool(old.node.code) and old.node.code == new.node.code
        same_place = self._same_place(old, new)
        if same_place and _contains(old.words, new.words):
            likely = max(likely, LIKELY)
        if likely < (SAME_CODE_LIKE if same_code and same_place else LIKELY):
            return None
        more = _SAME_PLACE * same_place + _SAME_CODE * same_code + _SAME_POINTS * (old.node.max_points == new.node.max_points)
        return likely + more, likely, old.node.key, new.node.key

    def _alike(self, old: Placed, new: Placed) -> float:
        return self._likeness(old.words, new.words)

    def _same_place(self, old: Placed, new: Placed) -> bool:
        if not old.above or not new.above:
            return old.above == new.above and old.part == new.part
        return new.above in self._to.get(old.above, ())

    def _parts(
        self, whole: Placed, others: dict[str, Placed], free: dict[str, Placed], partner: tuple[str, ...], *, reverse: bool
    ) -> tuple[str, ...]:
        """The neighbours, the present partner among them, that share the whole's points and its words; none where they do not add up."""
        if len(partner) > 1 or (partner and others[partner[0]].node.max_points >= whole.node.max_points):
            return ()

        def fits(each: Placed) -> bool:
            same = self._same_place(each, whole) if reverse else self._same_place(whole, each)
            return each.leaf and same and self._alike(whole, each) >= PART_LIKE

        near = [each for key, each in others.items() if (key in free or key in partner) and fits(each)]
        for start in range(len(near)):
            total, run = ZERO, list[Placed]()
            for each in near[start:]:
                if run and each.at != run[-1].at + 1:
                    break
                run.append(each)
                total += each.node.max_points
                keys = tuple(one.node.key for one in run)
                if len(run) > 1 and total == whole.node.max_points and set(partner) <= set(keys):
                    return keys
        return ()

    def _forget(self, olds: tuple[str, ...], news: tuple[str, ...]) -> None:
        """Take back what was paired with these."""
        self._pairs = [pair for pair in self._pairs if not set(pair.old) & set(olds) and not set(pair.new) & set(news)]


def _contains(one: str, other: str) -> bool:
    """Whether one wording is the other with more said before or after it."""
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= LONG and f" {short} " in f" {long} "


def telling(old: str, new: str) -> bool:
    """Whether two wordings differ in a figure or in a word that makes another criterion of it, such as "huyện" and "xã"."""
    olds, news = Counter(old.split()), Counter(new.split())
    differ = {*(olds - news), *(news - olds)}
    return bool(differ & _TELLING) or any(any(sign.isdigit() for sign in word) for word in differ)


def _words(nodes: dict[str, Placed], key: str, *, year: bool) -> str:
    return nodes[key].words if year else nodes[key].printed


def _path(nodes: dict[str, Placed], key: str, *, year: bool) -> tuple[str, ...]:
    """The words from the field down; a leaf's differ from those of a group of the same name."""
    above = nodes[key].above
    return (*(_path(nodes, above, year=year) if above else ()), _words(nodes, key, year=year), "" if nodes[key].leaf else "/")


def _leaves_under(nodes: dict[str, Placed], key: str) -> Iterator[str]:
    for each, one in nodes.items():
        above = one.above
        while above and above != key:
            above = nodes[above].above
        if above == key and one.leaf:
            yield each
