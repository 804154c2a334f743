"""The findings in groups: what stops, what may be wrong, what to know, and what is wrong with the criteria set itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from parscore.domain.findings import Finding
from parscore.texts import say
from parscore.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex

SEVERITIES = ("error", "warning", "info")
SET_GROUP = "set"
PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
FINDING_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with its sentence and where it is, in words."""

    finding: Finding
    sentence: str
    place: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A head and its findings; `name` is a severity or SET_GROUP."""

    name: str
    lines: tuple[FindingLine, ...]

    @property
    def head(self) -> str:
        """The head with its count."""
        return say(f"findings_page.group_{self.name}", count=len(self.lines))


def finding_groups(year: Sequence[Finding], of_set: Sequence[Finding], names: Mapping[str, str], severity: str = "") -> list[FindingGroup]:
    """The groups that hold anything, only one severity where it is named. `names` are the leaves' names by key."""
    chosen = [severity] if severity else list(SEVERITIES)
    groups = [FindingGroup(each, tuple(_line(f, names) for f in year if f.severity == each)) for each in chosen]
    in_order = sorted((f for f in of_set if f.severity in chosen), key=lambda f: SEVERITIES.index(f.severity))
    before_news = next((at for at, group in enumerate(groups) if group.name == "info"), len(groups))
    groups.insert(before_news, FindingGroup(SET_GROUP, tuple(_line(f, names, cell=True) for f in in_order)))
    return [group for group in groups if group.lines]


def _line(finding: Finding, names: Mapping[str, str], *, cell: bool = False) -> FindingLine:
    """A finding in words; where the set itself is at fault, with the cell of the table it was read from."""
    name, where = names.get(finding.key, ""), finding.where if cell else ""
    if "!" in where:
        where = say("findings_page.cell", cell=where.rsplit("!", 1)[-1])
    if name and where:
        place = say("findings_page.place_both", name=name, where=where)
    elif name:
        place = say("findings_page.place_leaf", name=name)
    else:
        place = say("findings_page.place_where", where=where) if where else ""
    return FindingLine(finding, say(f"finding.{finding.code}", **finding.facts), place)


class FindingList(QAbstractItemModel):
    """Heads with their findings under them. PLACE_ROLE gives where a finding is, FINDING_ROLE the finding itself, None for a head."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No findings yet."""
        super().__init__(parent)
        self.groups: list[FindingGroup] = []

    def show_groups(self, groups: list[FindingGroup]) -> None:
        """Other findings."""
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def index_of(self, finding: Finding) -> QModelIndex:
        """Where a finding stands; an invalid index where it does not."""
        for number, group in enumerate(self.groups):
            for place, line in enumerate(group.lines):
                if line.finding == finding:
                    return self.createIndex(place, 0, number + 1)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """A head has the internal number 0, a finding that of its group counted from 1."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The head of a finding; with no argument the object's own parent."""
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Heads at the top, findings under a head."""
        if not parent.isValid():
            return len(self.groups)
        return len(self.groups[parent.row()].lines) if parent.internalId() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column; the view paints sentence and place in it."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view shows of a head or of a finding."""
        if not index.isValid():
            return None
        number = index.internalId()
        if number == 0:
            return self._head(self.groups[index.row()], role)
        line = self.groups[number - 1].lines[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(line.finding.severity)
        texts = {
            Qt.ItemDataRole.DisplayRole: line.sentence,
            Qt.ItemDataRole.ToolTipRole: "\n".join(part for part in (line.sentence, line.place) if part),
            Qt.ItemDataRole.AccessibleTextRole: ". ".join(part for part in (line.sentence.rstrip("."), line.place) if part),
            PLACE_ROLE: line.place,
            FINDING_ROLE: line.finding,
        }
        return texts.get(role)

    @staticmethod
    def _head(group: FindingGroup, role: int) -> Any:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return group.head
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("settings" if group.name == SET_GROUP else group.name)
        return None
