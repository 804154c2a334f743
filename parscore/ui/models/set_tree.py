"""A set that is being corrected, as a tree whose codes, names and points are typed in place."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from parscore.domain.points import show_points
from parscore.texts import say
from parscore.ui.icons import icon, state_colour
from parscore.ui.models.set_nodes import SET, SetNode

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("code", "name", "max", "kind", "state")
TYPED = ("code", "name", "max")
NODE_ROLE = Qt.ItemDataRole.UserRole + 1
PICTURES = {"sure": "done", "check": "open", "open": "question"}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SetTree(QAbstractItemModel):
    """NODE_ROLE gives the SetNode. `typed` brings a key, a column and the text that a person typed; the model itself changes nothing."""

    typed = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """No rows before the first draft."""
        super().__init__(parent)
        self._nodes: tuple[SetNode, ...] = ()
        self._places: dict[str, int] = {}
        self._children: dict[str, list[int]] = {"": []}
        self._among: list[int] = []

    @property
    def nodes(self) -> tuple[SetNode, ...]:
        """The rows that are shown, in order."""
        return self._nodes

    def fits(self, nodes: Sequence[SetNode]) -> bool:
        """Whether these rows stand where the present ones do, so that showing them moves nothing."""
        return [(node.key, node.parent) for node in nodes] == [(node.key, node.parent) for node in self._nodes]

    def show_nodes(self, nodes: Sequence[SetNode]) -> None:
        """Other rows; where only their content differs, just those that do are told as changed."""
        new = tuple(nodes)
        if not self.fits(new):
            self.beginResetModel()
            self._nodes = new
            self._arrange()
            self.endResetModel()
            return
        before, self._nodes = self._nodes, new
        for place, (old, node) in enumerate(zip(before, new, strict=True)):
            if old != node:
                self.dataChanged.emit(self._at(place), self._at(place, len(COLUMNS) - 1))

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        """Where a row stands; an invalid index where it does not."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self._at(place, column)

    def node_of(self, key: str) -> SetNode | None:
        """The row of a key."""
        place = self._places.get(key)
        return None if place is None else self._nodes[place]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._below(parent)[row])

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: B008
        """The row above."""
        above = self._nodes[index.internalId()].parent if index.isValid() else ""
        return self._at(self._places[above]) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The children of a row."""
        return 0 if parent.column() > 0 else len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say(f"set_editor.column_{COLUMNS[section]}")
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] == "max" else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Codes, names and points can be typed; of the set itself its title and its total."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        node, column = self._nodes[index.internalId()], COLUMNS[index.column()]
        can = column in TYPED and (not node.is_own or (node.key == SET and column != "code"))
        return plain | Qt.ItemFlag.ItemIsEditable if can else plain

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the view shows of a cell."""
        if not index.isValid():
            return None
        node, column = self._nodes[index.internalId()], COLUMNS[index.column()]
        if role == NODE_ROLE:
            return node
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return _cell(node, column)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(node, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == "state" and node.is_leaf:
            return state_colour(PICTURES[node.state], QGuiApplication.palette())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == "max" else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(_spoken(node))}</p>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(node) if column == "code" else _cell(node, column)
        return _bold() if role == Qt.ItemDataRole.FontRole and not node.is_leaf else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on what was typed; whoever listens makes the next draft of it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        node, column = self._nodes[index.internalId()], COLUMNS[index.column()]
        if str(value) != _cell(node, column):
            self.typed.emit(node.key, column, str(value))
        return True

    def _picture(self, node: SetNode, column: str) -> Any:
        if column == "state" and node.is_leaf:
            return icon(PICTURES[node.state])
        return icon("warning") if column == "name" and node.findings else None

    def _at(self, place: int, column: int = 0) -> QModelIndex:
        return self.createIndex(self._among[place], column, place)

    def _below(self, parent: Index) -> list[int]:
        key = self._nodes[parent.internalId()].key if parent.isValid() else ""
        return self._children.get(key, [])

    def _arrange(self) -> None:
        self._places = {node.key: place for place, node in enumerate(self._nodes)}
        self._children = {"": []}
        self._among = []
        for place, node in enumerate(self._nodes):
            siblings = self._children.setdefault(node.parent, [])
            self._among.append(len(siblings))
            siblings.append(place)


def _cell(node: SetNode, column: str) -> str:
    if column == "max":
        return show_points(node.max_points)
    if column == "kind":
        return say(f"kind.{node.kind}") if node.kind else ""
    if column == "state":
        return say(f"set_editor.state_{node.state}") if node.is_leaf else ""
    return node.code if column == "code" else node.name


def _spoken(node: SetNode) -> str:
    """The whole row in words."""
    parts = [node.code, node.name, say("set_editor.max_points", points=show_points(node.max_points))]
    parts += [_cell(node, "kind"), _cell(node, "state")]
    if node.findings:
        parts.append(say("set_editor.row_findings", count=node.findings))
    return " · ".join(part for part in parts if part)


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
