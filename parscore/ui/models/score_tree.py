"""The criteria as a tree with points, states and counts, and the narrowing of it by chips and text."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont

from parscore.domain.points import show_points
from parscore.services.cards import NodeRow
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.search_key import found_in, search_key

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("name", "max", "points", "share", "documents")
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

CHIPS: dict[str, Callable[[NodeRow], bool]] = {
    "all": lambda row: True,
    "unanswered": lambda row: row.state == "unanswered",
    "lost": lambda row: row.points is not None and row.points < row.max_points,
    "no_evidence": lambda row: row.state == "done" and bool(row.points) and not row.documents,
    "findings": lambda row: row.findings > 0,
}


def state_name(row: NodeRow) -> str:
    """The name of the icon that shows a row's state."""
    if row.open_question:
        return "warning"
    return "open" if row.state == "unanswered" else row.state


def state_words(row: NodeRow) -> str:
    """The state in words."""
    return say("score.open_question") if row.open_question and row.is_leaf else say(f"state.{row.state}")


def units_of(row: NodeRow) -> set[str]:
    """The units in charge of a leaf; leaves that were merged may have several, a semicolon between them."""
    return {part.strip() for part in row.unit.split(";") if part.strip()}


def _is_nobodys(row: NodeRow) -> bool:
    return not row.unit and row.state != "not_self_scored"


class ScoreTree(QAbstractItemModel):
    """Rows of a board as a tree; an index carries its row's place in the board. ROW_ROLE gives the NodeRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No rows before the first board."""
        super().__init__(parent)
        self._rows: tuple[NodeRow, ...] = ()
        self._places: dict[str, int] = {}
        self._children: dict[str, list[int]] = {"": []}
        self._among: list[int] = []

    @property
    def rows(self) -> tuple[NodeRow, ...]:
        """All rows in the table's order."""
        return self._rows

    def show_rows(self, rows: Sequence[NodeRow]) -> bool:
        """Other rows. Whether the tree itself changed; where only figures did, just their rows are told as changed."""
        new = tuple(rows)
        if [(row.key, row.parent) for row in new] != [(row.key, row.parent) for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self._arrange()
            self.endResetModel()
            return True
        before, self._rows = self._rows, new
        for place, (old, row) in enumerate(zip(before, new, strict=True)):
            if old != row:
                self.dataChanged.emit(self._at(place), self._at(place, len(COLUMNS) - 1))
        return False

    def index_of(self, key: str) -> QModelIndex:
        """Where a node stands; an invalid index where it does not."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self._at(place)

    def row_of(self, key: str) -> NodeRow | None:
        """The row of a node."""
        place = self._places.get(key)
        return None if place is None else self._rows[place]

    def path(self, key: str) -> tuple[NodeRow, ...]:
        """The rows above a node, field first."""
        above: list[NodeRow] = []
        row = self.row_of(key)
        while row is not None and row.parent:
            row = self.row_of(row.parent)
            if row is not None:
                above.append(row)
        return tuple(reversed(above))

    def units(self) -> set[str]:
        """Every unit that is in charge of a leaf."""
        return {unit for row in self._rows for unit in units_of(row)}

    def counts(self) -> dict[str, int]:
        """The number of leaves of every chip."""
        leaves = [row for row in self._rows if row.is_leaf and row.state != "not_self_scored"]
        return {name: sum(1 for row in leaves if belongs(row)) for name, belongs in CHIPS.items()}

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._below(parent)[row])

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The node above; an invalid index above a field."""
        above = self._rows[index.internalId()].parent if index.isValid() else ""
        return self._at(self._places[above]) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The children of a node."""
        return 0 if parent.column() > 0 else len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        name = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return say(f"score.column_{name}")
        if role == Qt.ItemDataRole.TextAlignmentRole and name in {"max", "points", "documents"}:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and name == "documents":
            return say("score.column_documents_long")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view shows of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.internalId()], COLUMNS[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        if role == SORT_ROLE:
            return {"name": index.internalId(), "max": row.max_points, "points": row.points, "documents": row.documents}.get(column)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(state_name(row)) if column == "name" else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return None if column == "name" else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row) if column == "name" else _cell(row, column)
        return _font() if role == Qt.ItemDataRole.FontRole and not row.is_leaf else None

    def _at(self, place: int, column: int = 0) -> QModelIndex:
        return self.createIndex(self._among[place], column, place)

    def _below(self, parent: Index) -> list[int]:
        key = self._rows[parent.internalId()].key if parent.isValid() else ""
        return self._children.get(key, [])

    def _arrange(self) -> None:
        self._places = {row.key: place for place, row in enumerate(self._rows)}
        self._children = {"": []}
        self._among = []
        for place, row in enumerate(self._rows):
            siblings = self._children.setdefault(row.parent, [])
            self._among.append(len(siblings))
            siblings.append(place)


class ScoreFilter(QSortFilterProxyModel):
    """Leaves of a chip that hold every word of a text, their own or of a node above, and what stands above them."""

    def __init__(self, tree: ScoreTree, parent: QObject | None = None) -> None:
        """Everything is shown at first."""
        super().__init__(parent)
        self._tree = tree
        self._chip = "all"
        self._words: list[str] = []
        self._unit: str | None = None
        self._kept = ""
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(tree)

    @property
    def is_narrow(self) -> bool:
        """Whether anything may be left out."""
        return self._chip != "all" or bool(self._words) or self._unit is not None

    def narrow(self, chip: str, text: str, unit: str | None = None) -> None:
        """Show only these leaves, and with a unit only those it is in charge of; "" stands for nobody, None for anybody."""
        self.beginFilterChange()
        self._chip, self._words, self._unit = chip, search_key(text).split(), unit
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def keep(self, key: str) -> None:
        """Go on showing this leaf though it no longer fits, such as the one just answered under "Chưa chấm"."""
        if key != self._kept:
            self.beginFilterChange()
            self._kept = key
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Leaves are judged; nodes above come with them."""
        row = self._tree.index(source_row, 0, source_parent).data(ROW_ROLE)
        if not row.is_leaf:
            return False
        if not self.is_narrow or row.key == self._kept:
            return True
        if self._unit is not None and self._unit not in units_of(row) and not (self._unit == "" and _is_nobodys(row)):
            return False
        return CHIPS[self._chip](row) and (not self._words or found_in(self._words, self._search_text(row)))

    def _search_text(self, row: NodeRow) -> str:
        named = " ".join(f"{each.code} {each.name}" for each in (*self._tree.path(row.key), row))
        return search_key(f"{named} {row.unit}")


def _cell(row: NodeRow, column: str) -> str:
    if column == "name":
        return say("score.node", code=row.code, name=row.name) if row.code else row.name
    if column == "max":
        return show_points(row.max_points)
    if column == "points":
        return "" if row.points is None else show_points(row.points)
    return str(row.documents) if column == "documents" and row.documents else ""


def _figures(row: NodeRow) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "points": "–" if row.points is None else show_points(row.points),
        "max": show_points(row.max_points),
        "state": state_words(row),
        "documents": row.documents,
        "findings": row.findings,
    }


def _tooltip(row: NodeRow) -> str:
    """Marked up, so that a long name wraps."""
    lines = [_cell(row, "name"), say("score.tooltip", **_figures(row))]
    lines += [say("score.tooltip_unit", unit=row.unit)] if row.unit else []
    lines += [say("score.tooltip_note", note=row.note)] if row.note else []
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _spoken(row: NodeRow) -> str:
    return say("score.spoken_none" if row.points is None else "score.spoken", **_figures(row))


def _font() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
