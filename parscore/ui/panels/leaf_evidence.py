"""The evidence of one leaf: drop files or pick them, describe what they are, let them go."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from parscore.domain.changes import Changes
from parscore.domain.checks import document_name
from parscore.services.cards import AttachedFile, Board, LeafCard
from parscore.services.evidence_service import DocumentFields
from parscore.services.scoring_service import leaf_card
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.opening import KeptFileOpener
from parscore.ui.panels.document_card import DocumentCard
from parscore.ui.panels.first_page import FirstPage
from parscore.ui.panels.flow_row import FlowRow
from parscore.ui.panels.notice_strip import NoticeStrip
from parscore.ui.panels.small_parts import heading, words
from parscore.ui.preferences import own_settings
from parscore.ui.workbench import Workbench

FOLDER_SETTING = "evidence/folder"
FIRST_CARDS = 8


class LeafEvidence(QWidget):
    """The documents of the leaf chosen. `tell` brings a severity and a sentence for the strip of the window.

    `look` asks for a part to be brought into view, `rearranged` says that cards came or went.
    """

    tell = Signal(str, str)
    look = Signal(object)
    rearranged = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """No leaf yet."""
        super().__init__(parent)
        self._workbench = workbench
        self._board: Board | None = None
        self._card: LeafCard | None = None
        self._all_shown = False
        self._fresh = ""
        self._unstored: dict[str, str] = {}
        self.cards: dict[str, DocumentCard] = {}
        self.opener = KeptFileOpener(workbench, self)
        self.opener.tell.connect(self.tell)
        self.title = heading("", self)
        self.hint = words("", self, faint=True)
        self.result = NoticeStrip(self)
        self.buttons = {name: QPushButton(icon(picture), say(f"panel.{name}"), self) for name, picture in _BUTTONS.items()}
        self.address = QLineEdit(self)
        self._web = QWidget(self)
        self._column = QVBoxLayout()
        self.more = QPushButton(self)
        self.first_page = FirstPage(workbench, self)
        self._at = ""
        self._build()
        self._show()

    def _build(self) -> None:
        row_of_buttons = QWidget(self)
        row = FlowRow(row_of_buttons, 8)
        for button in self.buttons.values():
            row.addWidget(button)
        self.buttons["add"].clicked.connect(self.pick_files)
        self.buttons["known"].clicked.connect(self._pick_known)
        self.buttons["web"].clicked.connect(self._ask_web)
        web = QHBoxLayout(self._web)
        web.setContentsMargins(0, 0, 0, 0)
        web.addWidget(QLabel(say("panel.web_address"), self._web))
        self.address.setPlaceholderText(say("panel.web_hint"))
        self.address.setAccessibleName(say("panel.web_address"))
        self.address.returnPressed.connect(self._attach_web)
        web.addWidget(self.address, 1)
        attach = QPushButton(say("panel.web_attach"), self._web)
        attach.clicked.connect(self._attach_web)
        web.addWidget(attach)
        self._web.hide()
        self._column.setSpacing(8)
        self.more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        for part in (self.title, row_of_buttons, self._web, self.result, self.hint):
            column.addWidget(part)
        column.addLayout(self._column)
        column.addWidget(self.more)
        column.addWidget(self.first_page)

    @property
    def key(self) -> str:
        """The leaf whose evidence is shown, "" for none."""
        return "" if self._card is None else self._card.leaf.key

    @property
    def takes_files(self) -> bool:
        """Whether files can be attached here."""
        return self._card is not None and self._card.leaf.self_scored

    def show_leaf(self, board: Board, key: str) -> None:
        """The evidence of a leaf, or with "" of none; fields being typed in keep their text where the leaf is the same."""
        if key != self.key:
            self.store()
            self._drop_cards()
            self._all_shown = False
            self.result.hide()
            self._web.hide()
        self._board = board
        self._card = leaf_card(board.work, board.findings, key) if key else None
        self._show()

    def store(self) -> str:
        """Hand over everything typed; gives the sentence that says what could not be, "" where all was."""
        faults = []
        for card in self.cards.values():
            fault = card.store()
            self._unstored.pop(card.document.id, None)
            if fault:
                self._unstored[card.document.id] = card.fields["issued"].text()
                faults.append(say("panel.not_stored", name=document_name(card.document), why=fault))
        return " ".join(faults)

    def _drop_cards(self) -> None:
        for card in self.cards.values():
            self._let_go(card)
        self.cards.clear()

    def _let_go(self, card: DocumentCard) -> None:
        card.blockSignals(True)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _show(self) -> None:
        card = self._card
        found = () if card is None else card.evidence
        self.title.setText(say("panel.heading_count", count=len(found)) if found else say("panel.heading"))
        for button in self.buttons.values():
            button.setEnabled(self.takes_files)
        if card is None:
            hint = say("panel.no_leaf")
        elif not self.takes_files:
            hint = say("panel.not_here")
        else:
            hint = say("panel.drop") if found else f"{say('panel.none_yet')} {say('panel.drop')}"
        self.hint.setText(hint)
        shown = found if self._all_shown else found[:FIRST_CARDS]
        before = len(self.cards)
        gone = set(self.cards) - {document.id for _, document in shown}
        for identity in gone:
            self._let_go(self.cards.pop(identity))
        for at, (link, document) in enumerate(shown):
            others = () if card is None else tuple(code for code in card.shared.get(document.id, ()) if code != card.leaf.code)
            if document.id in self.cards:
                self.cards[document.id].show_link(link, document, others)
            else:
                made = self.cards[document.id] = DocumentCard(link, document, others, self)
                self._connect(made)
                if document.id in self._unstored:
                    made.retype_date(self._unstored[document.id])
                self._column.insertWidget(at, made)
        self.more.setText(say("panel.more", count=len(found)))
        self.more.setVisible(len(shown) < len(found))
        self._show_first_page()
        if gone or len(shown) != before:
            self.rearranged.emit()
        if self._fresh in self.cards:
            self.look.emit(self.cards[self._fresh])
            self.cards[self._fresh].focus_number()
            self._fresh = ""

    def _connect(self, card: DocumentCard) -> None:
        card.described.connect(self._describe)
        card.placed.connect(self._place)
        card.detached.connect(self._detach)
        card.open_file.connect(self.opener.open_kept)
        card.open_web.connect(self.opener.open_address)
        card.entered.connect(self._entered)

    @Slot(str)
    def _entered(self, document: str) -> None:
        self._at = document
        self._show_first_page()

    def _show_first_page(self) -> None:
        """The document where the person is, else the first."""
        card = self.cards.get(self._at) or next(iter(self.cards.values()), None)
        self.first_page.show_document(None if card is None else card.document)

    @Slot()
    def _show_more(self) -> None:
        self._all_shown = True
        self._show()

    @Slot(str, object)
    def _describe(self, document: str, fields: DocumentFields) -> None:
        self._workbench.do(None, self._workbench.app.evidence.describe, document, fields)

    @Slot(str, str)
    def _place(self, document: str, place: str) -> None:
        self._workbench.do(None, self._workbench.app.evidence.set_place, self.key, document, place)

    @Slot(str)
    def _detach(self, document: str) -> None:
        card = self.cards[document]
        assert self._card is not None
        told = say("panel.detached", name=document_name(card.document), code=self._card.leaf.code)
        self.buttons["add"].setFocus()
        self._workbench.do(partial(self._detached, told), self._workbench.app.evidence.detach, self.key, document)

    def _detached(self, told: str, _changes: Changes) -> None:
        self._say("info", told, [(say("panel.undo"), self._undo)])

    @Slot()
    def _undo(self) -> None:
        self.result.hide()
        self._workbench.do(None, self._workbench.app.scoring.undo)

    def _say(self, severity: str, sentence: str, actions: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        self.result.say(severity, sentence, actions)
        self.look.emit(self.result)

    @Slot()
    def pick_files(self) -> None:
        """Ask for files and attach them."""
        if not self.takes_files:
            self.tell.emit("info", self.hint.text())
            return
        files = self.ask_files(_last_folder())
        if files:
            own_settings().setValue(FOLDER_SETTING, str(files[0].parent))
            self.attach(files)

    def ask_files(self, folder: str) -> list[Path]:
        """The system's dialog for several files."""
        return [Path(name) for name in QFileDialog.getOpenFileNames(self, say("panel.pick_files"), folder)[0]]

    def attach(self, files: Sequence[Path]) -> None:
        """Attach files to the leaf, each a document of its own."""
        if self._card is None or not self.takes_files:
            self.tell.emit("info", self.hint.text())
            return
        leaf = self._card.leaf
        what = say("panel.attaching", count=len(files), code=leaf.code)
        service = self._workbench.app.evidence
        self._workbench.do_long(what, partial(self._attached, leaf.key), service.attach, leaf.key, list(files), DocumentFields(), "")

    def _attached(self, key: str, answer: tuple[Changes, tuple[AttachedFile, ...]]) -> None:
        results = answer[1]
        counts = {outcome: sum(1 for each in results if each.outcome == outcome) for outcome in ("new", "known", "refused")}
        told = [say("panel.attached" if counts["new"] or counts["known"] else "panel.attached_none", taken=len(results), **counts)]
        told += [say("panel.attached_known", name=each.source.name) for each in results if each.outcome == "known"][:3]
        for each in results:
            if each.refusal is not None:
                told.append(say("panel.attached_refused", name=each.source.name, why=say(each.refusal[0], **each.refusal[1])))
        severity = "warning" if counts["refused"] or counts["known"] else "info"
        if key == self.key:
            self._say(severity, "\n".join(told))
            self._fresh = next((each.document for each in results if each.outcome == "new"), "")
        else:
            self.tell.emit(severity, " ".join(told))

    @Slot()
    def _ask_web(self) -> None:
        self._web.setVisible(not self._web.isVisibleTo(self))
        self.address.setFocus()

    @Slot()
    def _attach_web(self) -> None:
        fields = DocumentFields(web=self.address.text())
        self._workbench.do(self._web_attached, self._workbench.app.evidence.attach_web, self.key, fields, "")

    def _web_attached(self, _changes: Changes) -> None:
        self.address.clear()
        self._web.hide()

    @Slot()
    def _pick_known(self) -> None:
        from parscore.ui.dialogs.pick_document import PickDocument

        if self._board is None or self._card is None:
            return
        here = {document.id for _, document in self._card.evidence}
        work = self._board.work
        names = {leaf.key: leaf.code for leaf in work.assessment.criteria.leaves()}
        documents = [each for each in work.evidence.documents.values() if each.id not in here]
        codes = {each.id: [names[key] for key in work.evidence.leaves_of(each.id) if key in names] for each in documents}
        dialog = PickDocument(documents, codes, self)
        dialog.picked.connect(self._link)
        dialog.open()

    @Slot(object)
    def _link(self, documents: tuple[str, ...]) -> None:
        assert self._card is not None
        for document in documents:
            self._workbench.do(None, self._workbench.app.evidence.link, self.key, document)
        self._say("info", say("panel.linked", count=len(documents), code=self._card.leaf.code))


_BUTTONS = {"add": "attach", "known": "link", "web": "web"}


def _last_folder() -> str:
    known = str(own_settings().value(FOLDER_SETTING, ""))
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return known if known and Path(known).is_dir() else QStandardPaths.writableLocation(place)
