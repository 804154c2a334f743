"""Compare criteria sets, and take a year's work from one to the next."""

from pathlib import Path

from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.criteria import CriteriaSet
from parscore.domain.node_pairs import Likeness
from parscore.domain.set_difference import SetDifference, difference
from parscore.services.ports import CodeMapSource


class MoveService:
    """What time does to a set and to the work done with it."""

    def __init__(self, likeness: Likeness, maps: CodeMapSource) -> None:
        """Compare wordings by `likeness`, read and write code maps by `maps`."""
        self._likeness = likeness
        self._maps = maps

    def difference(self, old: CriteriaSet, new: CriteriaSet, codes: CodeMap = NO_MAP) -> SetDifference:
        """What became of every node of a set."""
        return difference(old, new, self._likeness, codes)

    def read_map(self, file: Path) -> CodeMap:
        """A code map that a person wrote or corrected."""
        return self._maps.read(file)

    def write_map(self, file: Path, codes: CodeMap) -> None:
        """Keep a code map where a person can correct it."""
        self._maps.write(file, codes)
