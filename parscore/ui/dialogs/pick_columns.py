"""Say which column of the table holds what, where its heading does not."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from parscore.domain.table_draft import ColumnChoice
from parscore.texts import say
from parscore.ui.models.source_rows import letters
from parscore.ui.panels.small_parts import words
from parscore.ui.panels.still_choice import StillChoice

_NEEDED = ("name", "points")
_PARTS = ("code", "name", "points", "rung", "lines")
_LONGEST = 60


class PickColumns(QDialog):
    """`picked` brings the columns chosen."""

    picked = Signal(object)

    def __init__(self, columns: ColumnChoice, headings: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Begin with the columns as they were taken."""
        super().__init__(parent)
        self.setWindowTitle(say("set_editor.columns"))
        self.boxes: dict[str, StillChoice] = {}
        form = QFormLayout()
        for part in _PARTS:
            box = StillChoice(self)
            if part not in _NEEDED:
                box.addItem(say("set_editor.no_column"), None)
            for at, heading in enumerate(headings):
                box.addItem(say("set_editor.column_named", letters=letters(at + 1), heading=" ".join(heading.split())[:_LONGEST]), at)
            box.setCurrentIndex(box.findData(getattr(columns, part)))
            box.setAccessibleName(say(f"set_editor.column_of_{part}"))
            self.boxes[part] = box
            form.addRow(say(f"set_editor.column_of_{part}"), box)
        read = QPushButton(say("set_editor.read_again"), self)
        read.setDefault(True)
        read.clicked.connect(self._take)
        cancel = QPushButton(say("set_editor.cancel"), self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(read)
        buttons.addWidget(cancel)
        column = QVBoxLayout(self)
        column.addWidget(words(say("set_editor.columns_what"), self))
        column.addLayout(form)
        column.addLayout(buttons)

    @Slot()
    def _take(self) -> None:
        chosen = {part: box.currentData() for part, box in self.boxes.items()}
        if chosen["name"] is not None and chosen["points"] is not None:
            self.picked.emit(ColumnChoice(**chosen))
            self.accept()
