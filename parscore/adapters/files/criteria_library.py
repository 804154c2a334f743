"""Criteria sets in folders: the shipped ones and the person's own."""

from pathlib import Path

from parscore.adapters.files.criteria_yaml import criteria_faults, load_criteria, read_text
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.texts import say


class CriteriaLibrary:
    """Looks in folders in order; the first set of a code wins. A damaged file never hides the others."""

    def __init__(self, folders: list[Path]) -> None:
        """Look in these folders, which need not exist."""
        self._folders = folders
        self._read: tuple[dict[str, CriteriaSet], tuple[tuple[Path, Refused], ...]] | None = None

    def list(self) -> tuple[CriteriaSet, ...]:
        """Every set that can be read."""
        return tuple(self._sets()[0].values())

    def damaged(self) -> tuple[tuple[Path, Refused], ...]:
        """The files that cannot be read, and why."""
        return self._sets()[1]

    def get(self, code: str) -> CriteriaSet:
        """One set; raises Refused("criteria.unknown_set")."""
        sets = self._sets()[0]
        if code not in sets:
            raise Refused("criteria.unknown_set", code=code, known=", ".join(sets))
        return sets[code]

    def read_file(self, file: Path) -> CriteriaSet:
        """A set from a YAML file anywhere."""
        return load_criteria(file)

    def faults(self, file: Path) -> tuple[str, ...]:
        """Every fault of a YAML file as a sentence with its line."""
        found = criteria_faults(read_text(file), file.name)
        return tuple(say("criteria_yaml.at_line", line=line, fault=fault) for line, fault in found)

    def _sets(self) -> tuple[dict[str, CriteriaSet], tuple[tuple[Path, Refused], ...]]:
        if self._read is None:
            sets: dict[str, CriteriaSet] = {}
            damaged = []
            for file in (file for folder in self._folders for file in sorted(folder.glob("*.yaml"))):
                try:
                    found = load_criteria(file)
                except Refused as refused:
                    damaged.append((file, refused))
                else:
                    sets.setdefault(found.code, found)
            self._read = sets, tuple(damaged)
        return self._read
