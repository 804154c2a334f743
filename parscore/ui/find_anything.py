"""One search field for criteria, documents and commands, without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from parscore.domain.viet_text import search_key
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.services.cards import Board

_MOST = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find: what is shown, and where it leads."""

    text: str
    key: str
    page: str
    place: str


class FindAnything(QLineEdit):
    """Typing lists what fits; Enter or a click goes there."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to find yet."""
        super().__init__(parent)
        self.setPlaceholderText(say("desk.search"))
        self.setAccessibleName(say("desk.search"))
        self.setClearButtonEnabled(True)
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        self._texts = QStringListModel(self)
        completer = QCompleter(self._texts, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        popup = completer.popup()
        assert popup is not None
        popup.clicked.connect(self._activated)
        self.textEdited.connect(self._narrow)
        self.returnPressed.connect(self._first)

    def show_board(self, board: Board, commands: dict[str, str]) -> None:
        """Take in what a workspace holds; `commands` pairs page names with what people call them."""
        from parscore.domain.checks import document_name

        found = [Entry(text, search_key(text), page, "") for page, text in commands.items()]
        for row in board.rows:
            text = f"{row.code}  {row.name}"
            found.append(Entry(text, search_key(text), "score", row.key))
        for document in board.documents.values():
            text = document_name(document)
            found.append(Entry(text, search_key(f"{text} {document.issuer}"), "evidence", document.id))
        self._entries = found

    def matches(self, text: str) -> list[Entry]:
        """What fits every word typed."""
        words = search_key(text).split()
        return [entry for entry in self._entries if all(word in entry.key for word in words)][:_MOST] if words else []

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._shown = self.matches(text)
        self._texts.setStringList([entry.text for entry in self._shown])

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._shown):
            self._go(self._shown[index.row()])

    @Slot()
    def _first(self) -> None:
        found = self.matches(self.text())
        if found:
            self._go(found[0])

    def _go(self, entry: Entry) -> None:
        self.clear()
        self.chosen.emit(entry.page, entry.place)
