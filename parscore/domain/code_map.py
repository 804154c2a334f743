"""Which node of an old set became which of a new one, as a person corrected it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from parscore.domain.criteria import CriteriaSet, Criterion, Field, walk
from parscore.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class CodeMap:
    """Keys (or printed codes that only one node has) of the old set, each with those of the new one; with none it was dropped.

    Several old ones may lead to the same new one (merged), one old one to several (split). What is not named is matched by itself.
    """

    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def resolved(self, old: CriteriaSet, new: CriteriaSet) -> "CodeMap":
        """The same with keys only.

        Raises Refused("map.unknown") for a code that a set has not, "map.repeated" for one that several nodes have or that the map names
        twice, "map.tangled" where several old nodes would become several new ones.
        """
        found: dict[str, tuple[str, ...]] = {}
        for code, codes in self.entries.items():
            key = _key_of(old, code)
            if key in found:
                raise Refused("map.repeated", code=code, title=old.title)
            found[key] = tuple(dict.fromkeys(_key_of(new, each) for each in codes))
        for key, keys in found.items():
            shared = [other for other, others in found.items() if other != key and set(others) & set(keys)]
            if len(keys) > 1 and shared:
                raise Refused("map.tangled", code=key, other=shared[0])
        return CodeMap(found)


NO_MAP = CodeMap()


def nodes_of(criteria: CriteriaSet) -> Iterator[Field | Criterion]:
    """Every node of the set: fields with all under them, then bonus and penalty."""
    roots: tuple[Field | Criterion, ...] = (*criteria.fields, *criteria.bonus, *criteria.penalty)
    for root in roots:
        yield from walk(root)


def _key_of(criteria: CriteriaSet, code: str) -> str:
    by_code = []
    for node in nodes_of(criteria):
        if node.key == code:
            return code
        if node.code == code:
            by_code.append(node.key)
    if not by_code:
        raise Refused("map.unknown", code=code, title=criteria.title)
    if len(by_code) > 1:
        raise Refused("map.repeated", code=code, title=criteria.title)
    return by_code[0]
