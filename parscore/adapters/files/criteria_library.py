"""Criteria sets in folders: the shipped ones and the person's own."""

from dataclasses import replace
from pathlib import Path

from parscore.adapters.files.criteria_yaml import criteria_faults, dump_criteria, load_criteria, parse_criteria, read_text
from parscore.adapters.files.safe_name import safe_name
from parscore.adapters.files.write_whole import write_text
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

    def keep(self, criteria: CriteriaSet, file: Path | None) -> tuple[CriteriaSet, Path, Path | None]:
        """Write a set into a YAML file or, without one, into the person's own folder under a code that is free.

        Gives the set as it is read again, its file, and where another file of the same name was set aside. A set of the folder with the
        same content is used again. Raises Refused where it cannot be written; nothing is half written.
        """
        if file is None:
            same = next((place for place, each in self._read().values() if replace(each, digest="") == replace(criteria, digest="")), None)
            if same is not None:
                return load_criteria(same), same, None
            folder = self._folders[-1]
            folder.mkdir(parents=True, exist_ok=True)
            criteria = replace(criteria, code=_free_code(criteria.code, {*self._read(), *(each.stem for each in _files(folder))}))
            file = folder / f"{criteria.code}.yaml"
        text = dump_criteria(criteria)
        kept = parse_criteria(text, file.name)
        before = _set_aside(file, text)
        write_text(file, text)
        self._sets = None
        return kept, file, before

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


def _free_code(wanted: str, taken: set[str]) -> str:
    """The code, with a number behind it where another set has it already."""
    code, number = safe_name(wanted), 1
    while code in taken:
        number += 1
        code = f"{safe_name(wanted)}-{number}"
    return code


def _set_aside(file: Path, text: str) -> Path | None:
    """Keep what stands under the name, where it is something else, beside it under another one."""
    if not file.is_file() or file.read_bytes() == text.encode("utf-8"):
        return None
    number = 1
    while (aside := file.with_name(f"{file.stem} (cũ {number}){file.suffix}")).exists():
        number += 1
    file.replace(aside)
    return aside


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.suffix.lower() in SUFFIXES)
