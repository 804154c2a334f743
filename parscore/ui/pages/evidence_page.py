"""The evidence page: every document in one table, its fields in a form beside it."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.checks import document_name
from parscore.domain.errors import Refused
from parscore.services.cards import Board, DocumentRow
from parscore.services.evidence_service import DocumentFields
from parscore.services.ports import Damage
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.document_table import GROUPS, DocumentTable
from parscore.ui.opening import KeptFileOpener
from parscore.ui.panels.document_details import DocumentDetails
from parscore.ui.panels.document_view import DocumentView
from parscore.ui.panels.filter_chips import FilterChips
from parscore.ui.panels.notice_strip import NoticeStrip
from parscore.ui.panels.small_parts import heading
from parscore.ui.workbench import Workbench


class EvidencePage(QWidget):
    """All documents: find, correct, open, copy, and see what each proves."""

    go = Signal(str, str)
    tell = Signal(str, str)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """No documents before the first board."""
        super().__init__(parent)
        self._workbench = workbench
        self._board: Board | None = None
        self._names: dict[str, str] = {}
        self._stale = False
        self._wanted = ""
        self._shown_folder: Path | None = None
        self._damage: tuple[str, ...] = ()
        self.opener = KeptFileOpener(workbench, self)
        self.model = DocumentTable(self)
        self.table = DocumentView(self.model, self)
        self.search = QLineEdit(self)
        self.chips = FilterChips({name: say(f"evidence_page.{name}") for name in GROUPS}, self)
        self.details = DocumentDetails(self)
        self.strip = NoticeStrip(self)
        self.buttons: dict[str, QPushButton] = {}
        self._stack = QStackedWidget(self)
        self._nothing = QLabel(self)
        self._nothing_button = QPushButton(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        title = heading(say("evidence_page.heading"), self, 1.6)
        label = QLabel(say("evidence_page.search"), self)
        label.setBuddy(self.search)
        self.search.setPlaceholderText(say("evidence_page.search_hint"))
        self.search.setAccessibleName(label.text().replace("&", ""))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        top.addSpacing(24)
        top.addWidget(label)
        top.addWidget(self.search, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for name, picture in (("open", "folder"), ("go", "next"), ("copy", "document")):
            foot.addWidget(self._button(name, picture))
        foot.addStretch(1)
        foot.addWidget(self._button("verify", "backup"))
        self.buttons["verify"].setToolTip(say("evidence_page.verify_note"))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._stack)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        self.details.setMinimumWidth(240)
        self._stack.setMinimumWidth(320)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._build_nothing())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self.strip)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def _build_nothing(self) -> QWidget:
        empty = QWidget(self)
        middle = QVBoxLayout(empty)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(1)
        middle.addWidget(self._nothing)
        middle.addWidget(self._nothing_button, 0, Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(2)
        return empty

    def _button(self, name: str, picture: str) -> QPushButton:
        button = QPushButton(icon(picture), say(f"evidence_page.{name}"), self)
        button.setAccessibleName(button.text().replace("&", ""))
        self.buttons[name] = button
        return button

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.chips.picked.connect(self._narrow)
        self.model.edited.connect(self._describe)
        self.model.unreadable.connect(self._refuse)
        self.details.edited.connect(self._describe)
        self.details.unreadable.connect(self._refuse)
        self.details.open_file.connect(self.opener.open_kept)
        self.details.open_web.connect(self.opener.open_address)
        self.opener.tell.connect(self.tell)
        self.details.go_leaf.connect(self._go_code)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self._nothing_button.clicked.connect(self._out_of_nothing)
        for name, act in (("open", self._open_current), ("go", self._go_current), ("copy", self.copy_selection), ("verify", self.verify)):
            self.buttons[name].clicked.connect(act)
        keys = (
            (QKeySequence.StandardKey.Copy, self.copy_selection, self.table),
            (QKeySequence("Ctrl+Shift+O"), self._open_current, self),
            (QKeySequence("Ctrl+Return"), self._go_current, self),
            (QKeySequence.StandardKey.Find, self._to_search, self),
        )
        for key, act, widget in keys:
            action = QAction(widget)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            widget.addAction(action)
        for name, text in (("open", "Ctrl+Shift+O"), ("go", "Ctrl+Return"), ("copy", "Ctrl+C")):
            told = QKeySequence(text).toString(QKeySequence.SequenceFormat.NativeText)
            self.buttons[name].setToolTip(f"{self.buttons[name].accessibleName()} ({told})")
        QWidget.setTabOrder(self.search, self.chips)
        QWidget.setTabOrder(self.chips, self.table)
        QWidget.setTabOrder(self.table, self.details)
        self.setFocusProxy(self.table)

    def show_board(self, board: Board) -> None:
        """Show the documents anew, at once or when the page is next seen."""
        self._board = board
        self._names = {row.code: row.name for row in board.rows if row.is_leaf}
        if board.folder != self._shown_folder:
            self._shown_folder = board.folder
            self.strip.hide()
        self._stale = True
        if self.isVisible():
            self._fetch()

    def show_place(self, key: str) -> None:
        """Select a document by its identity, or by the name that findings call it by."""
        self._wanted = key
        self._take_wanted()

    def leave(self) -> None:
        """Store what is being typed."""
        self.table.commit_typing()
        self.details.store()

    def showEvent(self, event: QShowEvent) -> None:
        """Fetch what changed while the page was away."""
        super().showEvent(event)
        if self._stale:
            self._fetch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the columns."""
        super().hideEvent(event)
        self.table.remember()

    def _fetch(self) -> None:
        self._stale = False
        self._workbench.do(self._show_rows, self._workbench.app.evidence.documents)

    def _show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        self.model.show_rows(rows)
        self.chips.show_counts(self.model.counts())
        self._after_model()
        self._take_wanted()

    @Slot()
    def _narrow(self) -> None:
        self.model.narrow(self.search.text(), self.chips.chosen)
        self._after_model()

    def _after_model(self) -> None:
        """Keep the current document current where it is still shown, and its form up to date."""
        place = self.model.place_of(self.details.document) if self.details.document else -1
        if place >= 0 and self.table.currentIndex().row() != place:
            self.table.select_row(place)
        elif place < 0 and self.model.rowCount():
            self.table.select_row(0)
        current = self._current()
        self.details.show_row(current, self._names)
        self._allow(current)
        known = self.model.totals()[1] > 0
        self._nothing.setText(say("evidence_page.nothing_found" if known else "evidence_page.empty"))
        self._nothing_button.setText(say("evidence_page.show_all" if known else "evidence_page.empty_go"))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _take_wanted(self) -> None:
        if not self._wanted or not self.model.totals()[1] or self._stale:
            return
        wanted, self._wanted = self._wanted, ""
        if self._place(wanted) < 0:
            self.search.clear()
            self.chips.choose("all")
        place = self._place(wanted)
        if place >= 0:
            self.table.select_row(place)

    def _place(self, wanted: str) -> int:
        rows = (self.model.row_at(place).document for place in range(self.model.rowCount()))
        return next((place for place, each in enumerate(rows) if wanted in {each.id, document_name(each)}), -1)

    def _current(self) -> DocumentRow | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _allow(self, row: DocumentRow | None) -> None:
        self.buttons["open"].setEnabled(row is not None and bool(row.document.files or row.document.web))
        self.buttons["go"].setEnabled(row is not None and bool(row.codes))
        self.buttons["copy"].setEnabled(row is not None)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row_at(index.row()) if index.isValid() else None
        if row is not None and row.document.id != self.details.document:
            self.details.store()
        if row is not None:
            self.details.show_row(row, self._names)
        self._allow(row)

    @Slot(str, object)
    def _describe(self, document: str, fields: DocumentFields) -> None:
        self._workbench.do(None, self._workbench.app.evidence.describe, document, fields)

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self.tell.emit("error", say(refused.code, **refused.facts))

    @Slot()
    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _open_current(self) -> None:
        row = self._current()
        self.opener.open_document(None if row is None else row.document)

    @Slot()
    def _go_current(self) -> None:
        row = self._current()
        if row is None or not row.codes:
            self.tell.emit("info", say("evidence_page.nothing_selected" if row is None else "evidence_page.no_leaf_to_go"))
        elif len(row.codes) == 1:
            self._go_code(row.codes[0])
        else:
            menu = QMenu(self)
            for code in row.codes:
                text = say("evidence_page.leaf", code=code, name=self._names.get(code, ""))
                menu.addAction(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 480)).triggered.connect(
                    partial(self._go_code, code)
                )
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.buttons["go"].mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @Slot(str)
    def _go_code(self, code: str, _checked: bool = False) -> None:
        assert self._board is not None
        key = next((row.key for row in self._board.rows if row.is_leaf and row.code == code), code)
        self.go.emit("score", key)

    @Slot()
    def copy_selection(self) -> None:
        """Put the selected rows, as shown, on the clipboard for Excel or Word."""
        count = self.table.copy_selection()
        self.tell.emit("info", say("evidence_page.copied", count=count) if count else say("evidence_page.nothing_selected"))

    @Slot()
    def verify(self) -> None:
        """Compare the store with what was kept; the result is told in the page."""
        self.leave()
        self.buttons["verify"].setEnabled(False)
        self._workbench.ended.connect(self._verify_ended)
        self._workbench.do_long(say("evidence_page.verifying"), self._verified, self._workbench.app.workspaces.verify)

    @Slot(object)
    def _verify_ended(self, _ticket: object) -> None:
        self._workbench.ended.disconnect(self._verify_ended)
        self.buttons["verify"].setEnabled(True)

    def _verified(self, damages: tuple[Damage, ...]) -> None:
        if not damages:
            files, documents = self.model.totals()
            self.strip.say("info", say("evidence_page.verified", files=files, documents=documents))
            return
        kinds = Counter(damage.kind for damage in damages)
        told = ", ".join(say(f"evidence_page.damage_{kind}", count=count) for kind, count in kinds.items())
        self._damage = tuple(say(f"damage.{damage.kind}", name=damage.name) for damage in damages)
        text = say("evidence_page.damage", count=len(damages), kinds=told, first=self._damage[0])
        self.strip.say("error", text, [(say("evidence_page.copy_list"), self._copy_damage)])

    @Slot()
    def _copy_damage(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._damage))

    @Slot()
    def _out_of_nothing(self) -> None:
        if self.model.totals()[1]:
            self.search.clear()
            self.chips.choose("all")
        else:
            self.go.emit("score", "")
