"""The form beside the list of documents: its fields, its files, and the criteria it proves."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from parscore.domain.errors import Refused
from parscore.services.cards import DocumentRow
from parscore.services.evidence_service import DocumentFields
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.models.day_text import read_day, show_day
from parscore.ui.models.document_table import fields_of
from parscore.ui.panels.small_parts import empty_layout


class DocumentDetails(QScrollArea):
    """Edits one document. What was typed is asked to be stored when the person leaves a field."""

    edited = Signal(str, object)
    unreadable = Signal(object)
    open_file = Signal(str, str)
    open_web = Signal(str)
    go_leaf = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No document yet."""
        super().__init__(parent)
        self._row: DocumentRow | None = None
        self._shown = DocumentFields()
        self.number, self.issued, self.issuer, self.web = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.title = QPlainTextEdit()
        self._body = QWidget()
        self._files, self._leaves = QVBoxLayout(), QVBoxLayout()
        self._files_head, self._leaves_head = QLabel(), QLabel()
        self._build()
        self.show_row(None, {})

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("evidence_page.details"))
        self.title.setTabChangesFocus(True)
        self.title.setFixedHeight(self.title.fontMetrics().lineSpacing() * 5 + 16)
        self.issued.setPlaceholderText(say("evidence_page.date_form"))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        for name in ("number", "issued", "issuer", "title", "web"):
            field: QLineEdit | QPlainTextEdit = getattr(self, name)
            label = QLabel(say(f"evidence_page.field_{name}"))
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", ""))
            form.addRow(label, field)
            if isinstance(field, QLineEdit):
                field.editingFinished.connect(self.store)
            else:
                field.installEventFilter(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(8)
        column.addLayout(form)
        for head, part in ((self._files_head, self._files), (self._leaves_head, self._leaves)):
            head.setWordWrap(True)
            part.setSpacing(4)
            column.addSpacing(8)
            column.addWidget(head)
            column.addLayout(part)
        column.addStretch(1)
        self.setWidget(self._body)
        self.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)

    @property
    def document(self) -> str:
        """The identity of the document shown, "" where there is none."""
        return "" if self._row is None else self._row.document.id

    def show_row(self, row: DocumentRow | None, names: dict[str, str]) -> None:
        """Another document, or the same one changed: a field that is being typed in keeps its text. `names` are leaf names by code."""
        same = row is not None and row.document.id == self.document
        before, self._row = self._shown, row
        self._shown = DocumentFields() if row is None else fields_of(row.document)
        for name in ("number", "issued", "issuer", "title", "web"):
            old, new = _field_text(before, name), _field_text(self._shown, name)
            if not same or (self._typed(name) == old and old != new):
                self._fill(name, new)
        self._body.setEnabled(row is not None)
        self._show_files()
        self._show_leaves(names)

    def edit(self) -> None:
        """Bring the person into the form."""
        self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.number.selectAll()

    @Slot()
    def store(self) -> None:
        """Ask for what was typed to be stored, if anything was. A text that is no date stays in the field and is told."""
        if self._row is None:
            return
        number, issuer, title, web = (self._typed(name).strip() for name in ("number", "issuer", "title", "web"))
        fields = replace(self._shown, number=number, issuer=issuer, title=title, web=web)
        if self.issued.text().strip() != show_day(self._shown.issued):
            try:
                fields = replace(fields, issued=read_day(self.issued.text()))
            except Refused as refused:
                self.unreadable.emit(refused)
        if fields != self._shown:
            self._shown = fields
            self.edited.emit(self._row.document.id, fields)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the subject stores it, as leaving a single line does."""
        if watched is self.title and event.type() == QEvent.Type.FocusOut:
            self.store()
        return super().eventFilter(watched, event)

    def _typed(self, name: str) -> str:
        field = getattr(self, name)
        return str(field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text())

    def _fill(self, name: str, text: str) -> None:
        field = getattr(self, name)
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        else:
            field.setText(text)
            field.setCursorPosition(0)

    def _show_files(self) -> None:
        empty_layout(self._files)
        document = None if self._row is None else self._row.document
        files = () if document is None else document.files
        web = "" if document is None else document.web
        head = "files" if files or web else "no_files"
        self._files_head.setText(say("evidence_page.no_document" if document is None else f"evidence_page.{head}"))
        for kept in files:
            button = ElidedButton(kept.name, "document", say("evidence_page.open_file", file=kept.name), kept.sha256)
            button.chosen.connect(self._file_chosen)
            self._files.addWidget(button)
        if web:
            button = ElidedButton(web, "web", say("evidence_page.open_web", address=web), web)
            button.chosen.connect(self.open_web)
            self._files.addWidget(button)

    def _show_leaves(self, names: dict[str, str]) -> None:
        empty_layout(self._leaves)
        codes = () if self._row is None else self._row.codes
        self._leaves_head.setText("" if self._row is None else say("evidence_page.leaves" if codes else "evidence_page.no_leaves"))
        for code in codes:
            text = say("evidence_page.leaf", code=code, name=names.get(code, ""))
            button = ElidedButton(text, "next", say("evidence_page.go_leaf", code=code, name=names.get(code, "")), code)
            button.chosen.connect(self.go_leaf)
            self._leaves.addWidget(button)

    @Slot(str)
    def _file_chosen(self, sha256: str) -> None:
        self.open_file.emit(self.document, sha256)


def _field_text(fields: DocumentFields, name: str) -> str:
    return show_day(fields.issued) if name == "issued" else str(getattr(fields, name))


class ElidedButton(QPushButton):
    """A button as wide as its place that shortens a long text in the middle; `chosen` brings its key."""

    chosen = Signal(str)

    def __init__(self, text: str, picture: str, what: str, key: str, parent: QWidget | None = None) -> None:
        """Keep the whole text; `what` says what pressing it does."""
        super().__init__(parent)
        self._whole = text
        self._key = key
        self.setFlat(True)
        self.setIcon(icon(picture))
        self.setToolTip(what)
        self.setAccessibleName(what)
        self.setStyleSheet("text-align: left; padding: 4px;")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text.replace("&", "&&"))
        self.clicked.connect(self._clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - 20
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&"))

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(self._key)
