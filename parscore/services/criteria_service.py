"""Find, check and read criteria sets."""

from pathlib import Path
from typing import TYPE_CHECKING

from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.ports import CriteriaSource, TableReader
from parscore.services.progress import Progress, Silent

if TYPE_CHECKING:
    from parscore.domain.table_draft import TableChoice, TableDraft

YAML_SUFFIXES = {".yaml", ".yml"}


class CriteriaService:
    """Sets come from the program, from the person's own folder, or out of a table that was sent."""

    def __init__(self, source: CriteriaSource, tables: TableReader) -> None:
        """Use this source and this reader."""
        self._source = source
        self._tables = tables

    def list(self) -> tuple[CriteriaSet, ...]:
        """The sets to choose from."""
        return self._source.list()

    def damaged(self) -> tuple[tuple[Path, Refused], ...]:
        """The files among the person's own sets that cannot be read, and why."""
        return self._source.damaged()

    def get(self, code: str) -> CriteriaSet:
        """One of them by code."""
        return self._source.get(code)

    def tables(self, file: Path, progress: Progress = Silent()) -> "tuple[TableChoice, ...]":
        """The tables of a file, to pick from."""
        return self._tables.tables(file, progress)

    def read_table(self, file: Path, pick: int | None = None, progress: Progress = Silent()) -> "TableDraft":
        """What stands in the picked table, or the first of criteria, and what is open about it; nothing is kept."""
        return self._tables.read(file, pick, progress)

    def choose(self, name: str) -> tuple[CriteriaSet, tuple[Finding, ...]]:
        """The set of a code, of a YAML file or of a table, told apart by the name's ending, and what there is to look at in it."""
        suffix = Path(name).suffix.lower()
        if suffix in YAML_SUFFIXES:
            chosen = self._source.read_file(Path(name))
        elif suffix and name not in {each.code for each in self._source.list()}:
            draft = self._tables.read(Path(name))
            return draft.criteria, draft.findings
        else:
            chosen = self._source.get(name)
        return chosen, self.findings(chosen)

    def faults(self, file: Path) -> tuple[str, ...]:
        """The faults of a YAML file as sentences with their lines; those of a table are findings, with their cells."""
        return self._source.faults(file) if file.suffix.lower() in {*YAML_SUFFIXES, ""} else ()

    def findings(self, criteria: CriteriaSet) -> tuple[Finding, ...]:
        """What is wrong with a set's own content."""
        from parscore.domain.set_checks import check_set

        return check_set(criteria)
