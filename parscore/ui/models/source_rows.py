"""The rows of the table that a set was read from, as printed, with what became of each."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from parscore.domain.points import show_points
from parscore.domain.set_draft import SetDraft, lines
from parscore.domain.table_draft import SourceCell, SourceRow
from parscore.texts import say
from parscore.ui.icons import is_dark

Index = QModelIndex | QPersistentModelIndex

KINDS = ("field", "criterion", "rung", "head", "note", "total", "blank", "dropped")
KIND_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
STRIPE_ROLE = Qt.ItemDataRole.UserRole + 3
_LIGHT = {
    "field": "#1a5fb4",
    "criterion": "#1b7f3b",
    "rung": "#8a3ffc",
    "head": "#5e5c64",
    "note": "#9a9996",
    "total": "#8a5a00",
    "blank": "#c0bfbc",
    "dropped": "#b3261e",
}
_DARK = {
    "field": "#8ab4f8",
    "criterion": "#7bd88f",
    "rung": "#c9a7ff",
    "head": "#b0aeb6",
    "note": "#77767b",
    "total": "#f5c26b",
    "blank": "#5e5c64",
    "dropped": "#ff8a80",
}


class SourceRows(QAbstractTableModel):
    """Columns as in the file behind one that says what a row became. KEY_ROLE gives the key of the node a row speaks of, "" for none."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No table yet."""
        super().__init__(parent)
        self._rows: tuple[SourceRow, ...] = ()
        self._kinds: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._width = 0
        self._chosen = ""
        self._marked: frozenset[int] = frozenset()

    def show_draft(self, draft: SetDraft) -> None:
        """The table of a draft; rows whose node was removed are marked so."""
        source = draft.source
        there = {line.node.key for line in lines(draft.criteria)}
        keys = {row: key for row, key in draft.row_keys.items() if key in there}
        kinds = {row: kind if row not in draft.row_keys or row in keys else "dropped" for row, kind in draft.kinds.items()}
        rows = () if source is None else source.rows
        if rows is not self._rows:
            self.beginResetModel()
            self._rows, self._kinds, self._keys = rows, kinds, keys
            self._width = max((len(row.cells) for row in rows), default=0)
            self.endResetModel()
        elif (kinds, keys) != (self._kinds, self._keys):
            self._kinds, self._keys = kinds, keys
            self._all_changed()

    def choose(self, key: str) -> None:
        """Mark the rows that speak of a node."""
        before = self._marked
        self._chosen = key
        self._marked = frozenset(place for place, row in enumerate(self._rows) if key and self._keys.get(row.number) == key)
        for place in before ^ self._marked:
            self.dataChanged.emit(self.index(place, 0), self.index(place, self._width))

    def place_of(self, key: str) -> int:
        """The first row that speaks of a node, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if self._keys.get(row.number) == key), -1)

    def last_of(self, key: str) -> int:
        """The last row that speaks of a node, -1 for none."""
        return max((place for place, row in enumerate(self._rows) if self._keys.get(row.number) == key), default=-1)

    def place_at(self, where: str) -> int:
        """The row that holds a cell or line of the file, -1 for none."""
        return next((place for place, row in enumerate(self._rows) if any(cell.where == where for cell in row.cells if where)), -1)

    def key_at(self, place: int) -> str:
        """The key of the node that a row speaks of, "" for none."""
        return self._keys.get(self._rows[place].number, "") if 0 <= place < len(self._rows) else ""

    def wheres(self, place: int) -> frozenset[str]:
        """The cells of a row by their places in the file."""
        return frozenset(cell.where for cell in self._rows[place].cells if cell.where)

    def kind_at(self, place: int) -> str:
        """What a row became."""
        return self._kinds.get(self._rows[place].number, "note")

    def texts(self, place: int) -> tuple[str, ...]:
        """The cells of a row as printed."""
        return tuple(_text(cell) for cell in self._rows[place].cells)

    def heavy(self, place: int) -> tuple[bool, ...]:
        """Which cells of a row are printed in heavy type."""
        row, kind = self._rows[place], self.kind_at(place)
        return tuple(self._heavy(row, column, kind) for column in range(len(row.cells)))

    def printed(self, key: str) -> tuple[str, ...]:
        """The rows that speak of a node, each in one line; one whose cells hold several lines keeps them."""
        told = [self.texts(place) for place, row in enumerate(self._rows) if key and self._keys.get(row.number) == key]
        return tuple(_printed([text.strip() for text in texts if text.strip()]) for texts in told)

    def counts(self) -> dict[str, int]:
        """How many rows became what."""
        found = Counter(self.kind_at(place) for place in range(len(self._rows)))
        return {kind: found[kind] for kind in KINDS if found[kind]}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The rows of the file."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns of the file and the one before them."""
        return 0 if parent.isValid() else self._width + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Letters as a spreadsheet has them, and the numbers of the rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._rows[section].number)
        return say("set_editor.column_row") if section == 0 else letters(section)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell as printed."""
        if not index.isValid():
            return None
        row, kind = self._rows[index.row()], self.kind_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return say(f"set_editor.row_{kind}") if index.column() == 0 else self._shown(row, index.column() - 1)
        if role == KIND_ROLE:
            return kind
        if role == KEY_ROLE:
            return self._keys.get(row.number, "")
        if role == STRIPE_ROLE:
            return stripe(kind) if index.column() == 0 else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return _ground() if index.row() in self._marked else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, index.column() - 1, kind)
        return _bold() if role == Qt.ItemDataRole.FontRole and self._heavy(row, index.column() - 1, kind) else None

    def _heavy(self, row: SourceRow, column: int, kind: str) -> bool:
        return column >= 0 and (kind == "field" or (column < len(row.cells) and row.cells[column].bold))

    def _shown(self, row: SourceRow, column: int) -> str:
        return _text(row.cells[column]) if column < len(row.cells) else ""

    def _tip(self, row: SourceRow, column: int, kind: str) -> str:
        place = row.cells[column].where if 0 <= column < len(row.cells) else ""
        told = say("set_editor.row_told", row=row.number, kind=say(f"set_editor.row_{kind}"))
        hidden = say("set_editor.row_hidden") if row.hidden else ""
        return " · ".join(part for part in (told, place, hidden) if part)

    def _all_changed(self) -> None:
        if self._rows:
            self.choose(self._chosen)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self._width))


def letters(number: int) -> str:
    """A column's letters: 1 gives A, 27 AA."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def stripe(kind: str) -> QColor:
    """The colour of a kind of row."""
    return QColor((_DARK if is_dark(QGuiApplication.palette()) else _LIGHT)[kind])


def _printed(texts: list[str]) -> str:
    if any("\n" in text for text in texts):
        return "\n".join(texts)
    return " | ".join(" ".join(text.split()) for text in texts)


def _ground() -> QColor:
    colour = QColor(QGuiApplication.palette().highlight().color())
    colour.setAlpha(60)
    return colour


def _text(cell: SourceCell) -> str:
    if cell.text or cell.number is None:
        return cell.text
    return show_points(cell.number)


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
