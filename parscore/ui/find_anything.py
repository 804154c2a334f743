"""One search field for criteria, documents and commands, without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal, Slot
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
        self._board: Board | None = None
        self._commands: dict[str, str] = {}
        self._entries: list[Entry] | None = None
        self._shown: list[Entry] = []
        self._texts = QStringListModel(self)
        completer = QCompleter(self._texts, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        popup = completer.popup()
        assert popup is not None
        popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        popup.clicked.connect(self._activated)
        self.textEdited.connect(self._narrow)
        self.returnPressed.connect(self._first)

    def show_board(self, board: Board, commands: dict[str, str]) -> None:
        """Take in what a workspace holds, to be gone through at the first search; `commands` pairs page names with their words."""
        self._board, self._commands, self._entries = board, commands, None

    def _all(self) -> list[Entry]:
        if self._entries is None:
            self._entries = [Entry(text, search_key(text), page, "") for page, text in self._commands.items()]
            if self._board is not None:
                self._entries += _entries_of(self._board)
        return self._entries

    def matches(self, text: str) -> list[Entry]:
        """What fits every word typed."""
        words = search_key(text).split()
        return [entry for entry in self._all() if all(word in entry.key for word in words)][:_MOST] if words else []

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._shown = self.matches(text)
        nothing = [say("desk.nothing_found")] if text.strip() and not self._shown else []
        self._texts.setStringList([entry.text for entry in self._shown] or nothing)

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
        self.chosen.emit(entry.page, entry.place)
        QTimer.singleShot(0, self.clear)  # the list writes its line into the field after this


def _entries_of(board: Board) -> list[Entry]:
    from parscore.domain.checks import document_name

    found = []
    for row in board.rows:
        text = f"{row.code}  {row.name}"
        found.append(Entry(text, search_key(text), "score", row.key))
    for document in board.documents.values():
        text = document_name(document)
        found.append(Entry(text, search_key(f"{text} {document.issuer}"), "evidence", document.id))
    return found
