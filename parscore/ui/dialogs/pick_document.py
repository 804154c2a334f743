"""Choose among the documents that are kept already."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.checks import document_name
from parscore.domain.evidence import Document
from parscore.texts import say
from parscore.ui.models.day_text import show_day
from parscore.ui.models.search_key import found_in, search_key

_IDENTITY = Qt.ItemDataRole.UserRole


class PickDocument(QDialog):
    """`picked` brings the identities of the documents chosen, in the list's order."""

    picked = Signal(object)

    def __init__(self, documents: Sequence[Document], codes: Mapping[str, Sequence[str]], parent: QWidget | None = None) -> None:
        """`codes` are the leaves that each document proves, by its identity."""
        super().__init__(parent)
        self.setWindowTitle(say("panel.pick_title"))
        self.resize(640, 480)
        self._keys: dict[str, str] = {}
        label = QLabel(say("panel.pick_search"), self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(say("panel.pick_hint"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(label.text().replace("&", ""))
        label.setBuddy(self.search)
        self.list = QListWidget(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(say("panel.pick_list"))
        for document in documents:
            self._add(document, codes.get(document.id, ()))
        self.nothing = QLabel(say("panel.pick_none"), self)
        self.nothing.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self.link = QPushButton(say("panel.pick_link"), self)
        self.link.setDefault(True)
        cancel = QPushButton(say("panel.pick_cancel"), self)
        buttons.addButton(self.link, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        whole = QVBoxLayout(self)
        for part in (label, self.search, self.nothing):
            whole.addWidget(part)
        whole.addWidget(self.list, 1)
        whole.addWidget(buttons)
        self.search.textChanged.connect(self._narrow)
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemDoubleClicked.connect(self._link)
        self.link.clicked.connect(self._link)
        cancel.clicked.connect(self.reject)
        self._narrow("")

    def _add(self, document: Document, codes: Sequence[str]) -> None:
        name = document_name(document) or say("panel.unnamed")
        used = say("panel.pick_codes", codes=", ".join(codes)) if codes else say("panel.pick_unused")
        about = " · ".join(part for part in (show_day(document.issued), document.issuer, used) if part)
        item = QListWidgetItem(f"{name}\n{about}", self.list)
        item.setData(_IDENTITY, document.id)
        item.setToolTip(name)
        files = " ".join(kept.name for kept in document.files)
        self._keys[document.id] = search_key(f"{name} {about} {files} {document.web}")

    @Slot(str)
    def _narrow(self, text: str) -> None:
        asked = search_key(text).split()
        first = None
        for at in range(self.list.count()):
            item = self.list.item(at)
            fits = found_in(asked, self._keys[str(item.data(_IDENTITY))])
            item.setHidden(not fits)
            item.setSelected(item.isSelected() and fits)
            first = first or (item if fits else None)
        if first is not None and not self.list.selectedItems():
            self.list.setCurrentItem(first)
        self.nothing.setText(say("panel.pick_not_found" if self.list.count() else "panel.pick_none"))
        self.nothing.setVisible(first is None)
        self.list.setVisible(first is not None)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.link.setEnabled(bool(self.list.selectedItems()))

    @Slot()
    def _link(self) -> None:
        chosen = [self.list.item(at) for at in range(self.list.count())]
        found = tuple(str(item.data(_IDENTITY)) for item in chosen if item.isSelected() and not item.isHidden())
        if found:
            self.picked.emit(found)
            self.accept()
