"""Who is in charge of a leaf, and what is to be remembered of it: not printed, carried over to the next year."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QFormLayout, QLabel, QWidget

from parscore.domain.beside import LeafNote
from parscore.texts import say
from parscore.ui.panels.stored_text import StoredLine, StoredText


class NoteFields(QWidget):
    """`written` comes when the person leaves a field in which something new stands."""

    written = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing noted yet."""
        super().__init__(parent)
        self.unit = StoredLine(self)
        self.unit.setPlaceholderText(say("form.unit_hint"))
        self._units = QStringListModel(self)
        completer = QCompleter(self._units, self.unit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.unit.setCompleter(completer)
        self.note = StoredText(2, self)
        self.note.setPlaceholderText(say("form.note_hint"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, field in (("form.unit", self.unit), ("form.note", self.note)):
            label = QLabel(say(key), self)
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", ""))
            form.addRow(label, field)
        self.unit.editingFinished.connect(self._left)
        self.note.left.connect(self._left)

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not stored."""
        return self.unit.pending or self.note.pending

    @property
    def typed(self) -> LeafNote:
        """What stands in the fields."""
        return LeafNote(self.unit.text().strip(), self.note.text)

    def show_stored(self, note: LeafNote, units: Iterable[str]) -> None:
        """What is stored now, and the units to offer; what was typed and not stored stays."""
        self.unit.show_stored(note.unit)
        self.note.show_stored(note.note)
        self._units.setStringList(sorted(units, key=str.casefold))

    def confirm(self, note: LeafNote) -> None:
        """This was stored."""
        self.unit.confirm(note.unit)
        self.note.confirm(note.note)

    @Slot()
    def _left(self) -> None:
        if self.pending:
            self.written.emit()
