"""Criteria sets in folders: the shipped ones and the person's own."""

from pathlib import Path

from parscore.adapters.files.criteria_yaml import criteria_faults, load_criteria, read_text
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.texts import say

SUFFIXES = {".yaml", ".yml"}


class CriteriaLibrary:
    """Looks in folders in order; the first set of a code wins. A damaged file never hides the others."""

    def __init__(self, folders: list[Path]) -> None:
        """Look in these folders, which need not exist."""
        self._folders = folders
        self._sets: dict[str, tuple[Path, CriteriaSet]] | None = None
        self._damaged: tuple[tuple[Path, Refused], ...] = ()

    def list(self) -> tuple[CriteriaSet, ...]:
        """Every set that can be read."""
        return tuple(found for _, found in self._read().values())

    def damaged(self) -> tuple[tuple[Path, Refused], ...]:
        """The files that cannot be read or used, and why; a code that another file has already is told here too."""
        self._read()
        return self._damaged

    def get(self, code: str) -> CriteriaSet:
        """One set; raises Refused("criteria.unknown_set")."""
        return self._entry(code)[1]

    def source(self, code: str) -> str:
        """The text of the file that holds a set; raises Refused("criteria.unknown_set")."""
        return read_text(self._entry(code)[0])

    def read_file(self, file: Path) -> CriteriaSet:
        """A set from a YAML file anywhere."""
        return load_criteria(file)

    def faults(self, file: Path) -> tuple[str, ...]:
        """Every fault of a YAML file as a sentence with its line."""
        found = criteria_faults(read_text(file), file.name)
        return tuple(say("criteria_yaml.at_line", line=line, fault=fault) for line, fault in found)

    def _entry(self, code: str) -> tuple[Path, CriteriaSet]:
        sets = self._read()
        if code not in sets:
            raise Refused("criteria.unknown_set", code=code, known=", ".join(sets))
        return sets[code]

    def _read(self) -> dict[str, tuple[Path, CriteriaSet]]:
        if self._sets is None:
            self._sets, damaged = {}, []
            for file in (file for folder in self._folders for file in _files(folder)):
                try:
                    found = load_criteria(file)
                    first = self._sets.setdefault(found.code, (file, found))[0]
                    if first is not file:
                        raise Refused("criteria_yaml.same_code", code=found.code, first=first.name)
                except Refused as refused:
                    damaged.append((file, refused))
            self._damaged = tuple(damaged)
        return self._sets


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.suffix.lower() in SUFFIXES)
