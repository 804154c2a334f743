"""One document that proves a leaf: its fields, where in it the leaf is proven, its files, and the way to let it go."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from parscore.domain.checks import document_name, is_draft
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, Link
from parscore.services.evidence_service import DocumentFields
from parscore.texts import say
from parscore.ui.icons import icon, state_colour
from parscore.ui.models.day_text import read_day, show_day
from parscore.ui.models.document_table import fields_of
from parscore.ui.panels.document_details import ElidedButton
from parscore.ui.panels.small_parts import empty_layout, heading, words
from parscore.ui.panels.stored_text import StoredLine

FIELDS = ("number", "issued", "issuer", "place", "title")
_WIDE = {"title"}


class DocumentCard(QFrame):
    """What was typed is asked to be stored when the person leaves a field; the text of a field being typed in stays."""

    described = Signal(str, object)
    placed = Signal(str, str)
    detached = Signal(str)
    open_file = Signal(str, str)
    open_web = Signal(str)
    entered = Signal(str)

    def __init__(self, link: Link, document: Document, shared: Sequence[str], parent: QWidget | None = None) -> None:
        """A card of a linked document; `shared` are the codes of other leaves that it proves as well."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._link, self._document = link, document
        self.name = heading("", self)
        self.detach = QToolButton(self)
        self.detach.setText(say("panel.detach"))
        self.detach.setIcon(icon("remove"))
        self.detach.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.detach.setAutoRaise(True)
        self.detach.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.detach.clicked.connect(self._detach)
        self.fields = {name: StoredLine(self) for name in FIELDS}
        self.fault = words("", self)
        palette = self.fault.palette()
        palette.setColor(self.fault.foregroundRole(), state_colour("error", palette))
        self.fault.setPalette(palette)
        self.draft = words(say("panel.draft"), self, faint=True)
        self.shared = words("", self, faint=True)
        self._files = QVBoxLayout()
        self._build()
        self.show_link(link, document, shared)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.detach)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        place = 0
        for name in FIELDS:
            wide = name in _WIDE
            place += place % 2 if wide else 0
            label = QLabel(say(f"panel.{name}"), self)
            label.setBuddy(self.fields[name])
            row, column = place // 2 * 2, place % 2
            grid.addWidget(label, row, column, 1, 2 if wide else 1)
            grid.addWidget(self.fields[name], row + 1, column, 1, 2 if wide else 1)
            place += 2 if wide else 1
            self.fields[name].editingFinished.connect(self.store)
            self.fields[name].installEventFilter(self)
        for name, key in (("number", "panel.number_hint"), ("issued", "panel.date_hint"), ("place", "panel.place_hint")):
            self.fields[name].setPlaceholderText(say(key))
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(8, 8, 8, 8)
        column_of_all.setSpacing(4)
        column_of_all.addLayout(top)
        column_of_all.addLayout(grid)
        for part in (self.fault, self.draft, self.shared):
            column_of_all.addWidget(part)
        column_of_all.addLayout(self._files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Coming into a field tells which document the person is at."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self._document.id)
        return super().eventFilter(watched, event)

    @property
    def document(self) -> Document:
        """The document as last shown."""
        return self._document

    def show_link(self, link: Link, document: Document, shared: Sequence[str]) -> None:
        """The document as it is now."""
        changed = document.files != self._document.files or document.web != self._document.web or not self._files.count()
        self._link, self._document = link, document
        name = document_name(document) or say("panel.unnamed")
        self.name.setText(name)
        self.detach.setToolTip(say("panel.detach_hint", name=name))
        self.detach.setAccessibleName(self.detach.toolTip())
        for key, line in self.fields.items():
            line.show_stored(self._text(key))
            line.setAccessibleName(say("panel.field_of", field=say(f"panel.{key}"), name=name))
        self.draft.setVisible(is_draft(document))
        self.shared.setText(say("panel.shared", codes=", ".join(shared)) if shared else "")
        self.shared.setVisible(bool(shared))
        if not self.fields["issued"].pending:
            self._say("")
        if changed:
            self._show_files()

    def _text(self, name: str) -> str:
        if name == "place":
            return self._link.place
        return show_day(self._document.issued) if name == "issued" else str(getattr(self._document, name))

    @Slot()
    def store(self) -> str:
        """Ask for what was typed to be stored; gives the sentence that says why the date could not be, "" where all was."""
        place = self.fields["place"].text().strip()
        if place != self._link.place:
            self._link = replace(self._link, place=place)
            self.fields["place"].confirm(place)
            self.placed.emit(self._document.id, place)
        before = fields_of(self._document)
        texts = {name: self.fields[name].text().strip() for name in ("number", "issuer", "title")}
        fields, fault = replace(before, **texts), ""  # type: ignore[arg-type]
        if self.fields["issued"].text().strip() != show_day(before.issued):
            try:
                fields = replace(fields, issued=read_day(self.fields["issued"].text()))
            except Refused as refused:
                fault = say(refused.code, **refused.facts)
        self._say(fault)
        if fields != before:
            self._keep(fields)
        return fault

    def _keep(self, fields: DocumentFields) -> None:
        """Take the fields as stored; the service is asked to make it true."""
        before = self._document.issued
        self._document = replace(
            self._document, number=fields.number, issued=fields.issued, issuer=fields.issuer, title=fields.title, web=fields.web
        )
        for name in ("number", "issuer", "title"):
            self.fields[name].confirm(str(getattr(fields, name)))
        if fields.issued != before:
            self.fields["issued"].show_stored(show_day(fields.issued), force=True)
        self.described.emit(self._document.id, fields)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def focus_number(self) -> None:
        """Bring the person to the first field."""
        self.fields["number"].setFocus()
        self.fields["number"].selectAll()

    def retype_date(self, text: str) -> None:
        """Put a date back that could not be read, and say so again."""
        self.fields["issued"].setText(text)
        self.store()

    @Slot()
    def _detach(self) -> None:
        self.store()
        self.detached.emit(self._document.id)

    @Slot(str)
    def _file_chosen(self, sha256: str) -> None:
        self.open_file.emit(self._document.id, sha256)

    def _show_files(self) -> None:
        empty_layout(self._files)
        for kept in self._document.files:
            what = say("panel.open_file", file=kept.name)
            button = ElidedButton(kept.name, "document", what, kept.sha256, self)
            button.chosen.connect(self._file_chosen)
            self._files.addWidget(button)
        if self._document.web:
            button = ElidedButton(self._document.web, "web", say("panel.open_web", address=self._document.web), self._document.web, self)
            button.chosen.connect(self.open_web)
            self._files.addWidget(button)
