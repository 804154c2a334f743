"""What was put away when the set changed: leaves that are scored no more, with answer, explanation and evidence."""

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from parscore.domain.beside import Archived
from parscore.services.cards import Board
from parscore.texts import say
from parscore.ui.panels.change_tree import ChangeLine, ChangeTree
from parscore.ui.panels.waiting_answers import past_lines


class ArchiveList(QDialog):
    """Only read; what is here is never deleted."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        """List what the workspace has put away."""
        super().__init__(parent)
        self.setWindowTitle(say("archive.title"))
        self.resize(760, 520)
        archived = tuple(board.work.beside.archive.values())
        gone = tuple(each for each in archived if each.past.origin == "last_year")
        moved = tuple(each for each in archived if each.past.origin == "before_move")
        said = QLabel(" ".join(_said(len(moved), len(gone))), self)
        said.setWordWrap(True)
        self.tree = ChangeTree(say("archive.title"), self)
        groups = (("archive.group", moved), ("archive.group_last_year", gone))
        self.tree.show_groups([(say(key, count=len(each)), [_line(one) for one in each]) for key, each in groups])
        buttons = QDialogButtonBox(self)
        close = QPushButton(say("desk.close"), self)
        close.clicked.connect(self.reject)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addWidget(self.tree, 1)
        column.addWidget(buttons)


def _said(moved: int, gone: int) -> Iterator[str]:
    """What is here and why."""
    if moved:
        yield say("archive.what", count=moved)
    if gone:
        yield say("archive.what_last_year", count=gone)
    if not moved and not gone:
        yield say("archive.empty")


def _line(archived: Archived) -> ChangeLine:
    past, note = archived.past, archived.note
    first, *rest = past_lines(past)
    details = [*rest]
    details += [say("archive.unit", unit=note.unit)] if note.unit else []
    details += [say("archive.note", note=note.note)] if note.note else []
    for older in archived.older:
        details += past_lines(older)
    return ChangeLine(first, tuple(details))
