"""Read a criteria set out of a table, correct it, and adopt it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from parscore.domain.criteria import CriteriaSet
from parscore.domain.findings import Finding
from parscore.services.criteria_service import YAML_SUFFIXES
from parscore.services.ports import CriteriaSource, SettledMemory, TableReader
from parscore.services.progress import Progress, Silent

if TYPE_CHECKING:
    from parscore.domain.set_draft import SetDraft
    from parscore.domain.table_draft import ColumnChoice, TableChoice

_OF_THE_SET = "set."


@dataclass(frozen=True, slots=True)
class Adopted:
    """A set as it was adopted: the file it lies in, and the key in it of every node of the draft.

    `before` is the file that had the name before and was set aside. Of the leaves that the department scores, `ready` count at once,
    `to_settle` earn nothing until their questions are answered, and the rule of `to_confirm` was read but not confirmed.
    """

    criteria: CriteriaSet
    file: Path
    keys: Mapping[str, str]
    before: Path | None
    ready: int
    to_settle: int
    to_confirm: int


class SetService:
    """From a file that was sent to a set in the library."""

    def __init__(self, source: CriteriaSource, tables: TableReader, memory: SettledMemory) -> None:
        """Use this library, this reader and this memory of settled questions."""
        self._source = source
        self._tables = tables
        self._memory = memory

    def tables(self, file: Path, progress: Progress = Silent()) -> "tuple[TableChoice, ...]":
        """The sheets or tables of a file, to pick from."""
        return self._tables.tables(file, progress)

    def read(self, file: Path, pick: int | None = None, progress: Progress = Silent(), columns: "ColumnChoice | None" = None) -> "SetDraft":
        """A table as a draft, by the columns that a person chose, if any.

        What was settled of the same wording before is filled in, to be looked at once more.
        """
        from parscore.domain.set_draft import SetDraft
        from parscore.domain.settled_wording import recalled

        read = self._tables.read(file, pick, progress, columns)
        told = tuple(finding for finding in read.findings if not finding.code.startswith(_OF_THE_SET))
        as_read = {leaf.key: leaf for leaf in read.criteria.leaves()}
        draft = SetDraft(
            read.criteria, read.source, read.kinds, read.row_keys, told, as_read, read.columns, read.columns_sure, read.headings
        )
        return recalled(draft, self._memory.load())

    def open(self, name: str) -> "SetDraft":
        """A set of the library by its code, or one of a YAML file, as a draft."""
        from parscore.domain.set_draft import SetDraft

        yaml = Path(name).suffix.lower() in YAML_SUFFIXES
        criteria = self._source.read_file(Path(name)) if yaml else self._source.get(name)
        return SetDraft(criteria, as_read={leaf.key: leaf for leaf in criteria.leaves()})

    def empty(self, title: str, year: int) -> "SetDraft":
        """A set with nothing in it yet."""
        from parscore.domain.set_draft import SetDraft

        return SetDraft(CriteriaSet(f"bo-tieu-chi-{year}", title, "1", year, ()))

    def findings(self, draft: "SetDraft") -> tuple[Finding, ...]:
        """What reading told, then what the set's own content says as it stands now."""
        from parscore.domain.set_checks import check_set

        return (*draft.told, *check_set(draft.criteria))

    def adopt(self, draft: "SetDraft", *, file: Path | None = None, accept_sure: bool = True) -> Adopted:
        """Keep the draft as a set of the person's own library, or in a file, and remember what was settled in it.

        A set that was opened and changed becomes a new version. Without `accept_sure` every rule is to be confirmed. Raises
        Refused("set_edit.no_title"), "set_edit.no_leaves" or what the disk refuses; nothing is half adopted.
        """
        from parscore.domain.set_sealing import next_version, sealed
        from parscore.domain.settled_wording import settled_in

        made, keys = sealed(draft, accept_sure=accept_sure)
        original = next((each for each in self._source.list() if each.digest == made.digest), None)
        if original is not None and made != original:
            version = next_version(made.version) if made.version == original.version else made.version
            made = replace(made, version=version, replaces=original.digest)
        kept, place, before = self._source.keep(made, file)
        self._memory.add(settled_in(draft))
        own = [leaf for leaf in kept.leaves() if leaf.self_scored]
        to_settle = sum(1 for leaf in own if leaf.open)
        to_confirm = sum(1 for leaf in own if not leaf.open and leaf.sure != "sure")
        return Adopted(kept, place, keys, before, len(own) - to_settle - to_confirm, to_settle, to_confirm)

    def keep_draft(self, draft: "SetDraft", file: Path) -> None:
        """Keep a draft as it stands in a file, in place of what was there; nothing is remembered of it.

        Raises Refused as `adopt` does.
        """
        from parscore.domain.set_sealing import sealed

        before = self._source.keep(sealed(draft)[0], file)[2]
        if before is not None:
            before.unlink(missing_ok=True)

    def drop_draft(self, file: Path) -> None:
        """Let a kept draft go."""
        file.unlink(missing_ok=True)
