"""A set was kept: where, what is still open in it, and what can be done with it now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from parscore.services.set_service import Adopted
from parscore.texts import say
from parscore.ui.panels.small_parts import heading, picture_line, words


class SetAdopted(QWidget):
    """`workspace_wanted` and `move_wanted` bring the set; `back` goes on correcting, `left` closes."""

    workspace_wanted = Signal(object)
    move_wanted = Signal(object)
    back = Signal()
    left = Signal()

    def __init__(self, made: Adopted, parent: QWidget | None = None, *, can_move: bool = False) -> None:
        """`can_move` says that a year is open that could be scored by the set."""
        super().__init__(parent)
        self.made = made
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addWidget(heading(say("set_editor.adopted", title=made.criteria.title), self, 1.3))
        column.addWidget(picture_line("done", say("set_editor.adopted_file", file=made.file), self))
        if made.before is not None:
            column.addWidget(picture_line("info", say("set_editor.adopted_before", file=made.before), self))
        if made.to_settle:
            column.addWidget(picture_line("question", say("set_editor.left_open", count=made.to_settle), self))
        if made.to_confirm:
            column.addWidget(picture_line("open", say("set_editor.left_check", count=made.to_confirm), self))
        column.addWidget(words(say("set_editor.adopted_next"), self))
        self.move_year = self._way("move_year", self._move)
        self.move_year.setVisible(can_move)
        self.make = self._way("make_workspace", self._make)
        self.again = self._way("correct_on", self.back.emit)
        self.close_button = self._way("done", self.left.emit)
        self.first = self.move_year if can_move else self.make
        for button in (self.move_year, self.make, self.again, self.close_button):
            column.addWidget(button)
        column.addStretch(1)

    def _way(self, name: str, act: object) -> QPushButton:
        button = QPushButton(say(f"set_editor.{name}"), self)
        button.setAutoDefault(True)
        button.setMinimumSize(320, 40)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(act)
        return button

    @Slot()
    def _make(self) -> None:
        self.workspace_wanted.emit(self.made.criteria)

    @Slot()
    def _move(self) -> None:
        self.move_wanted.emit(self.made.criteria)
