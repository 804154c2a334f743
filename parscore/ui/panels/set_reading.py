"""Reading a file that was sent: how far it is, which of its tables to take, or why it cannot be read."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QProgressBar, QPushButton, QVBoxLayout, QWidget

from parscore.domain.errors import Refused
from parscore.domain.set_draft import SetDraft
from parscore.domain.table_draft import ColumnChoice, TableChoice
from parscore.services.progress import Progress
from parscore.services.set_service import SetService
from parscore.texts import say
from parscore.ui.icons import icon
from parscore.ui.panels.small_parts import heading, words
from parscore.ui.tasks import WorkProgress
from parscore.ui.workbench import Workbench

_POSITION = Qt.ItemDataRole.UserRole


class SetReading(QWidget):
    """`read` brings the draft, `another` asks for another file, `left` says that the person gives up."""

    read = Signal(object)
    another = Signal()
    left = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        """Nothing is being read."""
        super().__init__(parent)
        self._workbench = workbench
        self._file = Path()
        self._work: WorkProgress | None = None
        self._given_up = False
        self.picked: int | None = None
        self.title = heading("", self, 1.3)
        self.told = words("", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.tables = QListWidget(self)
        self.tables.setAccessibleName(say("set_editor.tables"))
        self.tables.setWordWrap(True)
        self.tables.setSpacing(4)
        self.tables.itemActivated.connect(self._take)
        self.stop = self._button("stop", self._stop)
        self.take = self._button("take_table", self._take)
        self.other = self._button("another_file", self.another.emit)
        self.leave = self._button("leave", self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.take, self.other, self.stop, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        for part in (self.title, self.told, self.bar, self.tables):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
        workbench.refused.connect(self._refused)
        workbench.stopped.connect(self._stopped)

    def _button(self, name: str, act: object) -> QPushButton:
        made = QPushButton(say(f"set_editor.{name}"), self)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def begin(self, file: Path) -> None:
        """Look which tables a file has; one alone is read at once."""
        self._file, self.picked = file, None
        self.title.setText(file.name)
        self._run(self._choose, self._workbench.app.sets.tables, file)

    def again(self, columns: ColumnChoice) -> None:
        """Read the same table by other columns."""
        self._run(self._got, _read_by, self._workbench.app.sets, self._file, self.picked, columns)

    def _run(self, then: object, method: object, *args: object) -> None:
        self._given_up = False
        self._state("reading", say("set_editor.reading"))
        self.bar.setRange(0, 0)
        self._work = self._workbench.do_long(say("set_editor.reading_file", file=self._file.name), then, method, *args)  # type: ignore[arg-type]
        self._work.moved.connect(self._moved)
        self.stop.setFocus()

    def _choose(self, choices: Sequence[TableChoice]) -> None:
        if self._ended_late():
            return
        scored = [choice for choice in choices if choice.scored_rows]
        open_ones = [choice for choice in scored if not choice.hidden]
        if len(open_ones) == 1 and len(scored) == 1 or not scored:
            self._read(None)
            return
        self.tables.clear()
        for choice in scored:
            self.tables.addItem(_item(choice))
        self.tables.setCurrentRow(0)
        self._state("choosing", say("set_editor.which_table", count=len(scored)))
        self.tables.setFocus()

    @Slot()
    def _take(self) -> None:
        item = self.tables.currentItem()
        if item is not None:
            self._read(int(item.data(_POSITION)))

    def _read(self, pick: int | None) -> None:
        self.picked = pick
        self._run(self._got, self._workbench.app.sets.read, self._file, pick)

    def _got(self, draft: SetDraft) -> None:
        if not self._ended_late():
            self.read.emit(draft)

    def _ended_late(self) -> bool:
        """Whether the work was done before it heard that it was to stop: the person's word holds."""
        self._work = None
        if self._given_up:
            self.fail(say("set_editor.reading_stopped"))
        return self._given_up

    @Slot()
    def _stop(self) -> None:
        if self._work is not None:
            self._given_up = True
            self._work.stop()
            self.told.setText(say("desk.stopping"))

    @Slot(int, int, str)
    def _moved(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.setText(what or say("set_editor.reading_rows", done=done, total=total))

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        if self._work is not None:
            self._work = None
            self.fail(say(refusal.code, **refusal.facts))

    @Slot(str)
    def _stopped(self, _what: str) -> None:
        if self._work is not None:
            self._work = None
            self.fail(say("set_editor.reading_stopped"))

    def fail(self, sentence: str) -> None:
        """Say why there is nothing to correct, and offer another file."""
        self._state("failed", sentence)
        self.other.setFocus()

    def _state(self, name: str, sentence: str) -> None:
        self.told.setText(sentence)
        self.bar.setVisible(name == "reading")
        self.stop.setVisible(name == "reading")
        self.tables.setVisible(name == "choosing")
        self.take.setVisible(name == "choosing")
        self.other.setVisible(name != "reading")
        self.leave.setVisible(name != "reading")

    def let_go(self) -> None:
        """Stop what is being read: nobody waits for it any more."""
        if self._work is not None:
            self._work.stop()
            self._work = None


def _item(choice: TableChoice) -> QListWidgetItem:
    told = say("set_editor.table_rows", rows=choice.rows, scored=choice.scored_rows)
    if choice.hidden:
        told = f"{told} · {say('set_editor.table_hidden')}"
    item = QListWidgetItem(icon("warning" if choice.hidden else "document"), f"{choice.name}\n{choice.title}\n{told}")
    item.setData(_POSITION, choice.position)
    return item


def _read_by(sets: SetService, file: Path, pick: int | None, columns: ColumnChoice, progress: Progress) -> SetDraft:
    return sets.read(file, pick, progress, columns)
