"""Find, check and read criteria sets."""

from pathlib import Path

from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.set_checks import check_set
from parscore.domain.table_draft import TableDraft
from parscore.services.ports import CriteriaSource, TableReader

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

    def read_table(self, file: Path) -> TableDraft:
        """What stands in a table, and what is open about it; nothing is kept."""
        return self._tables.read(file)

    def choose(self, name: str) -> CriteriaSet:
        """The set of a code, of a YAML file or of a table, told apart by the name's ending."""
        suffix = Path(name).suffix.lower()
        if suffix in YAML_SUFFIXES:
            return self._source.read_file(Path(name))
        if suffix:
            return self._tables.read(Path(name)).criteria
        return self._source.get(name)

    def faults(self, file: Path) -> tuple[str, ...]:
        """The faults of a YAML file as sentences with their lines; those of a table are findings, with their cells."""
        return self._source.faults(file) if file.suffix.lower() in {*YAML_SUFFIXES, ""} else ()

    def findings(self, criteria: CriteriaSet) -> tuple[Finding, ...]:
        """What is wrong with a set's own content."""
        return check_set(criteria)
