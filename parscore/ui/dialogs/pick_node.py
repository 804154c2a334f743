"""Pick the field or criterion under which another is to stand."""

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from parscore.domain.set_draft import SetDraft, lines
from parscore.texts import say
from parscore.ui.models.search_key import found_in, search_key


class _Narrowed(QSortFilterProxyModel):
    """Rows that hold every word, without diacritics."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Everything is shown at first."""
        super().__init__(parent)
        self._words: list[str] = []

    def filterAcceptsRow(self, source_row: int, source_parent: object) -> bool:
        """Whether a row holds the words."""
        text = self.sourceModel().index(source_row, 0).data()
        return not self._words or found_in(self._words, search_key(str(text)))

    def narrow(self, text: str) -> None:
        """Other words."""
        self.beginFilterChange()
        self._words = search_key(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)


class PickNode(QDialog):
    """`picked` brings the key of the node chosen."""

    picked = Signal(str)

    def __init__(self, draft: SetDraft, key: str, parent: QWidget | None = None) -> None:
        """Everything but the node itself and what stands under it."""
        super().__init__(parent)
        node = draft.node(key)
        self.setWindowTitle(say("set_editor.pick_node"))
        self.resize(640, 480)
        self._keys: list[str] = []
        texts = []
        inside = -1
        for line in lines(draft.criteria):
            if line.node.key == key:
                inside = line.depth
                continue
            if 0 <= inside < line.depth:
                continue
            inside = -1
            self._keys.append(line.node.key)
            texts.append(f"{'      ' * line.depth}{line.node.code} {line.node.name}")
        self._narrowed = _Narrowed(self)
        self._narrowed.setSourceModel(QStringListModel(texts, self))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(say("set_editor.pick_search"))
        self.search.setAccessibleName(say("set_editor.pick_search"))
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self.view = QListView(self)
        self.view.setModel(self._narrowed)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setAccessibleName(say("set_editor.pick_node"))
        self.view.activated.connect(self._take)
        take = QPushButton(say("set_editor.pick_take"), self)
        take.clicked.connect(self._take)
        take.setDefault(True)
        cancel = QPushButton(say("set_editor.cancel"), self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(take)
        buttons.addWidget(cancel)
        what = QLabel(say("set_editor.pick_what", name=f"{node.code} {node.name}".strip()), self)
        what.setWordWrap(True)
        column = QVBoxLayout(self)
        for part in (what, self.search, self.view):
            column.addWidget(part)
        column.addLayout(buttons)
        self.view.setCurrentIndex(self._narrowed.index(0, 0))
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the search field go through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(0, self.view.currentIndex().row() + step), self._narrowed.rowCount() - 1)
            self.view.setCurrentIndex(self._narrowed.index(row, 0))
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._narrowed.narrow(text)
        self.view.setCurrentIndex(self._narrowed.index(0, 0))

    @Slot()
    def _take(self) -> None:
        index = self._narrowed.mapToSource(self.view.currentIndex())
        if index.isValid():
            self.picked.emit(self._keys[index.row()])
            self.accept()
