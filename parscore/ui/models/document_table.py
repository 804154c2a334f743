"""The table of all documents over a frozen list: sorted and narrowed here, painted by the view cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from parscore.domain.errors import Refused
from parscore.domain.evidence import Document
from parscore.services.cards import DocumentRow
from parscore.services.evidence_service import DocumentFields
from parscore.texts import say
from parscore.ui.models.day_text import read_day, show_day
from parscore.ui.models.search_key import found_in, natural_key, search_key
from parscore.ui.text_colours import fainter

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("number", "issued", "issuer", "title", "files", "codes")
EDITED = ("number", "issued", "issuer", "title")
GROUPS: dict[str, Callable[[DocumentRow], bool]] = {
    "all": lambda row: True,
    "unused": lambda row: not row.codes,
    "incomplete": lambda row: not row.document.number.strip() or row.document.issued is None,
    "no_file": lambda row: not row.document.files and not row.document.web,
}


def fields_of(document: Document) -> DocumentFields:
    """What is known of a document, to be corrected."""
    return DocumentFields(document.number, document.issued, document.issuer, document.title, document.web)


def cell_text(row: DocumentRow, column: str) -> str:
    """A cell as it is read and copied; "" where nothing is known."""
    document = row.document
    if column == "issued":
        return show_day(document.issued)
    if column == "files":
        return "; ".join(kept.name for kept in document.files) or document.web
    if column == "codes":
        return ", ".join(row.codes)
    return str(getattr(document, column))


def _sort_key(row: DocumentRow, column: str) -> Any:
    if column == "issued":
        return row.document.issued or date.min
    if column == "number":
        return natural_key(row.document.number)
    if column == "files":
        return (len(row.document.files), search_key(cell_text(row, column)))
    if column == "codes":
        return tuple(natural_key(code) for code in row.codes)
    return search_key(cell_text(row, column))


class DocumentTable(QAbstractTableModel):
    """Documents as rows, COLUMNS across. An edit is not made here: `edited` asks for it, `unreadable` tells a text that is no date."""

    edited = Signal(str, object)
    unreadable = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """No documents yet."""
        super().__init__(parent)
        self._all: tuple[DocumentRow, ...] = ()
        self._keys: dict[str, tuple[DocumentRow, str]] = {}
        self._shown: list[DocumentRow] = []
        self._words: list[str] = []
        self._group = "all"
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Other documents, or the same ones changed: then every row stays where it is, even if it would now sort elsewhere."""
        before = {row.document.id for row in self._all}
        self._all = tuple(rows)
        old_keys, self._keys = self._keys, {}
        for row in rows:
            known = old_keys.get(row.document.id)
            self._keys[row.document.id] = known if known is not None and known[0] == row else (row, _search_text(row))
        if before == set(self._keys):
            self._replace_shown()
        else:
            self._arrange()

    def narrow(self, text: str, group: str) -> None:
        """Show only the documents of a group that hold every word of the text."""
        self._words, self._group = search_key(text).split(), group
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that are equal in it keep the order they came in. -1 is the order they came in."""
        self._sorted = None if column < 0 else (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()].document.id) for index in self.persistentIndexList()]
        self._shown = self._ordered()
        places = {row.document.id: place for place, row in enumerate(self._shown)}
        for index, identity in kept:
            self.changePersistentIndex(index, self.index(places[identity], index.column()) if identity in places else QModelIndex())
        self.layoutChanged.emit()

    def counts(self) -> dict[str, int]:
        """The number of documents of every group."""
        return {name: sum(1 for row in self._all if belongs(row)) for name, belongs in GROUPS.items()}

    def totals(self) -> tuple[int, int]:
        """The number of different files kept and of documents, whatever is shown."""
        return len({kept.sha256 for row in self._all for kept in row.document.files}), len(self._all)

    def row_at(self, place: int) -> DocumentRow:
        """The document shown in a row."""
        return self._shown[place]

    def place_of(self, identity: str) -> int:
        """The row that shows a document, -1 where none does."""
        return next((place for place, row in enumerate(self._shown) if row.document.id == identity), -1)

    def as_text(self, places: Sequence[int], columns: Sequence[int]) -> str:
        """Rows as a table for the clipboard: heads, then a line each, cells parted by tabs."""
        lines = [[str(self.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        lines += [[cell_text(self._shown[place], COLUMNS[column]) for column in columns] for place in places]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The documents shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns; rows have none."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"evidence_page.column_{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; what is missing is said in a fainter colour."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, column) or say(f"evidence_page.missing_{column}")
        if role == Qt.ItemDataRole.EditRole:
            return cell_text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell_text(row, column) or None
        if role == Qt.ItemDataRole.ForegroundRole and not cell_text(row, column):
            return fainter(QPalette())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is known of the document itself can be edited."""
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()] in EDITED else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit; the cell shows it once it is stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        document, column = self._shown[index.row()].document, COLUMNS[index.column()]
        try:
            new: Any = read_day(str(value)) if column == "issued" else str(value).strip()
        except Refused as refused:
            self.unreadable.emit(refused)
            return False
        fields = fields_of(document)
        changed = replace(fields, **{column: new})
        if changed != fields:
            self.edited.emit(document.id, changed)
        return changed != fields

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = self._ordered()
        self.endResetModel()

    def _ordered(self) -> list[DocumentRow]:
        belongs = GROUPS[self._group]
        rows = [row for row in self._all if belongs(row) and found_in(self._words, self._keys[row.document.id][1])]
        if self._sorted is not None:
            column, order = COLUMNS[self._sorted[0]], self._sorted[1]
            rows.sort(key=lambda row: _sort_key(row, column), reverse=order == Qt.SortOrder.DescendingOrder)
        return rows

    def _replace_shown(self) -> None:
        for place, row in enumerate(self._shown):
            new = self._keys[row.document.id][0]
            if new != row:
                self._shown[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))


def _search_text(row: DocumentRow) -> str:
    return search_key(" ".join(cell_text(row, column) for column in COLUMNS) + " " + row.document.web)
