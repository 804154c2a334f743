"""From a file that was sent, or a set at hand, to a set that can be scored by: read, correct, use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.set_draft import SetDraft
from parscore.domain.table_draft import ColumnChoice
from parscore.services.set_service import Adopted
from parscore.texts import say
from parscore.ui.dialogs.guide import Guide
from parscore.ui.dialogs.pick_columns import PickColumns
from parscore.ui.draft_keeper import DraftKeeper
from parscore.ui.panels.set_adopted import SetAdopted
from parscore.ui.panels.set_reading import SetReading
from parscore.ui.panels.set_workshop import SetWorkshop
from parscore.ui.places import TELLS_ITSELF
from parscore.ui.window_menu import documents
from parscore.ui.workbench import Workbench

_SHARE = 0.92
"""The part of the screen that the window takes when it opens."""


class SetEditor(QDialog):
    """`adopted` brings the set once it lies in the library; `workspace_wanted` and `move_wanted` bring one that is to be used at once."""

    adopted = Signal(object)
    workspace_wanted = Signal(object)
    move_wanted = Signal(object)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None, *, can_move: bool = False, chooses: bool = False) -> None:
        """Nothing is read or opened yet. `can_move` says that a year is open, `chooses` that the set is wanted by whoever opened this."""
        super().__init__(parent)
        self._workbench = workbench
        self._can_move, self._chooses = can_move, chooses
        self._leaving: Callable[[], None] | None = None
        self._waits = False
        self.setProperty(TELLS_ITSELF, True)
        self.setWindowTitle(say("set_editor.title"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setMinimumSize(QSize(860, 540))
        room = self.screen().availableSize()
        self.resize(QSize(int(room.width() * _SHARE), int(room.height() * _SHARE)))
        self.stack = QStackedWidget(self)
        self.reading = SetReading(workbench, self)
        self.reading.read.connect(self._got)
        self.reading.another.connect(self.choose_file)
        self.reading.left.connect(self._left_reading)
        self.stack.addWidget(self.reading)
        self.workshop: SetWorkshop | None = None
        self.keeper = DraftKeeper(workbench, self)
        self._left_behind: Path | None = None
        self.done_page: SetAdopted | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        workbench.refused.connect(self._refused)
        self._guide: Guide | None = None
        help_here = QAction(say("command.help_here"), self)
        help_here.setShortcut("F1")
        help_here.triggered.connect(self.show_guide)
        self.addAction(help_here)

    @Slot()
    def show_guide(self) -> None:
        """The guide's chapter on this window."""
        if self._guide is None:
            self._guide = Guide(self)
        self._guide.show()
        self._guide.raise_()
        self._guide.go_to(say("guide.set_editor"))

    @Slot()
    def _left_reading(self) -> None:
        """Back to what was being corrected, where there is anything."""
        if self.workshop is None:
            self.reject()
        else:
            self.stack.setCurrentWidget(self.workshop)

    def read_file(self, file: Path) -> None:
        """Read a table that was sent; a set in a file of its own is opened."""
        self.setWindowTitle(say("set_editor.title_of", name=file.name))
        self.stack.setCurrentWidget(self.reading)
        if file.suffix.lower() in {".yaml", ".yml"}:
            self.open_set(str(file))
        else:
            self.reading.begin(file)

    def open_set(self, name: str) -> None:
        """Open a set of the library by its code, or one of a file."""
        self._waits = True
        self.reading.title.setText(say("set_editor.opening"))
        self._workbench.do(self._opened, self._workbench.app.sets.open, name)

    def open_draft(self, file: Path) -> None:
        """Go on with a draft that was left behind; it goes once it is kept or dropped."""
        self._left_behind = file
        self.open_set(str(file))

    def begin_empty(self, title: str, year: int) -> None:
        """A set with nothing in it yet."""
        self.show_draft(self._workbench.app.sets.empty(title, year))

    def choose_file(self) -> None:
        """Ask for the file that was sent and read it."""
        chosen = QFileDialog.getOpenFileName(self, say("dialog.choose_table"), documents(), say("dialog.table_kinds"))[0]
        if chosen:
            self.read_file(Path(chosen))

    def _opened(self, draft: SetDraft) -> None:
        self._waits = False
        self.show_draft(draft)

    @Slot(object)
    def show_draft(self, draft: SetDraft) -> None:
        """Correct this draft in place of what was there."""
        if self.workshop is not None:
            self.stack.removeWidget(self.workshop)
            self.workshop.deleteLater()
        self.workshop = SetWorkshop(self._workbench, draft, self)
        self.workshop.adopt.connect(self.ask_to_adopt)
        self.workshop.changed.connect(self._titled)
        self.workshop.columns_wanted.connect(self.choose_columns)
        self.stack.addWidget(self.workshop)
        self.stack.setCurrentWidget(self.workshop)
        self.workshop.outline.setFocus()
        self.keeper.watch(self.workshop.history, self._left_behind)
        if self._left_behind is not None:
            self.workshop.history.never_kept()
            self._left_behind = None
        self._titled()

    @Slot()
    def choose_columns(self) -> None:
        """Ask which column holds what, and read the same table again."""
        draft = None if self.workshop is None else self.workshop.draft
        if draft is not None and draft.columns is not None and draft.source is not None:
            picker = PickColumns(draft.columns, draft.headings, self)
            picker.picked.connect(self._read_again)
            picker.open()

    @Slot(object)
    def _read_again(self, columns: ColumnChoice) -> None:
        self.stack.setCurrentWidget(self.reading)
        self.reading.again(columns)

    @Slot(object)
    def _got(self, draft: SetDraft) -> None:
        """A table was read: for the first time, or by other columns than before."""
        if self.workshop is None or self.workshop.draft.source is None:
            self.show_draft(draft)
            return
        self.workshop.put_read(draft)
        self.stack.setCurrentWidget(self.workshop)
        self.workshop.outline.setFocus()

    @Slot()
    def _titled(self) -> None:
        if self.workshop is not None:
            criteria = self.workshop.draft.criteria
            mark = "*" if self.workshop.history.unsaved else ""
            self.setWindowTitle(say("set_editor.title_of", name=f"{criteria.title}{mark}"))

    @Slot()
    def ask_to_adopt(self) -> None:
        """Say what is still open and what the set does not say of itself, then keep it."""
        if self.workshop is None:
            return
        self.workshop.store()
        told = what_is_left(self.workshop.draft)
        if not told:
            self.adopt()
            return
        box = QMessageBox(QMessageBox.Icon.Question, say("set_editor.adopt_title"), "\n\n".join(told), parent=self)
        use = box.addButton(say("set_editor.adopt_now"), QMessageBox.ButtonRole.AcceptRole)
        back = box.addButton(say("set_editor.go_on"), QMessageBox.ButtonRole.RejectRole)
        use.clicked.connect(self.adopt)
        box.setEscapeButton(back)
        box.open()

    @Slot()
    def adopt(self) -> None:
        """Keep the set in the library."""
        if self.workshop is not None:
            self._keep(self._adopted, None)

    def save_draft(self) -> None:
        """Ask for a file and keep the draft there, open questions and all."""
        if self.workshop is None:
            return
        proposed = str(Path(documents()) / f"{self.workshop.draft.criteria.code}.yaml")
        chosen = QFileDialog.getSaveFileName(self, say("set_editor.save_draft"), proposed, say("set_editor.set_kinds"))[0]
        if chosen:
            file = Path(chosen)
            self._keep(self._saved, file if file.suffix else file.with_suffix(".yaml"))

    def _keep(self, then: Callable[[Adopted], None], file: Path | None) -> None:
        assert self.workshop is not None
        self._waits = True
        self.workshop.use.setEnabled(False)
        draft, sets = self.workshop.draft, self._workbench.app.sets
        self._workbench.do(then, _kept_in, sets.adopt, draft, file)

    def _adopted(self, made: Adopted) -> None:
        assert self.workshop is not None
        self._waits = False
        self.workshop.use.setEnabled(True)
        self.workshop.history.kept()
        self.keeper.forget()
        self._titled()
        self.adopted.emit(made.criteria)
        if self._chooses:
            self.accept()
            return
        self.done_page = SetAdopted(made, self, can_move=self._can_move)
        self.done_page.workspace_wanted.connect(self._workspace)
        self.done_page.move_wanted.connect(self._move)
        self.done_page.back.connect(self._back)
        self.done_page.left.connect(self.accept)
        self.stack.addWidget(self.done_page)
        self.stack.setCurrentWidget(self.done_page)
        self.done_page.first.setFocus()

    def _saved(self, made: Adopted) -> None:
        assert self.workshop is not None
        self._waits = False
        self.workshop.use.setEnabled(True)
        self.workshop.history.kept()
        self.keeper.forget()
        self.keeper.watch(self.workshop.history)
        self._titled()
        if self._leaving is not None:
            self._leave()
        else:
            self.workshop.notice.say("info", say("set_editor.draft_saved", file=made.file))

    @Slot(object)
    def _workspace(self, criteria: CriteriaSet) -> None:
        self.accept()
        self.workspace_wanted.emit(criteria)

    @Slot(object)
    def _move(self, criteria: CriteriaSet) -> None:
        self.accept()
        self.move_wanted.emit(criteria)

    @Slot()
    def _back(self) -> None:
        """Go on correcting: what is kept from now on is a version after the one just kept."""
        if self.workshop is not None and self.done_page is not None:
            kept = self.done_page.made.criteria
            draft = self.workshop.draft
            self.show_draft(replace(draft, criteria=replace(draft.criteria, code=kept.code, version=kept.version, digest=kept.digest)))

    @Slot(object)
    def _refused(self, refusal: Refused) -> None:
        if not self._waits:
            return
        self._waits = False
        sentence = say(refusal.code, **refusal.facts)
        if self.workshop is None:
            self.reading.fail(sentence)
        else:
            self.workshop.use.setEnabled(True)
            self.workshop.notice.say("error", sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the tree's; Escape asks as closing does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Out of the leaf into the tree first."""
        shop = self.workshop
        if shop is not None and self.stack.currentWidget() is shop and not shop.outline.hasFocus():
            shop.outline.setFocus()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where corrections would be lost."""
        if self.workshop is not None:
            self.workshop.store()
        if self.workshop is None or not self._to_ask():
            self.reading.let_go()
            self.keeper.forget()
            event.accept()
            self.done(QDialog.DialogCode.Rejected)
            return
        event.ignore()
        self._ask_to_leave()

    def _to_ask(self) -> bool:
        """Whether there is work that nobody kept: corrections, or a table that was read and not used."""
        assert self.workshop is not None
        return self.workshop.history.unsaved

    def _ask_to_leave(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, say("set_editor.title"), say("set_editor.unsaved"), parent=self)
        save = box.addButton(say("set_editor.save_draft"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(say("set_editor.drop"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(say("set_editor.stay"), QMessageBox.ButtonRole.RejectRole)
        save.clicked.connect(self._save_and_leave)
        drop.clicked.connect(self._leave)
        box.setEscapeButton(stay)
        box.setDefaultButton(stay)
        box.open()

    @Slot()
    def _save_and_leave(self) -> None:
        self._leaving = self._leave
        self.save_draft()

    @Slot()
    def _leave(self) -> None:
        if self.workshop is not None:
            self.workshop.history.kept()
        self.keeper.forget()
        self._leaving = None
        self.close()


def _kept_in(adopt: Callable[..., Adopted], draft: SetDraft, file: Path | None) -> Adopted:
    return adopt(draft, file=file)


def what_is_left(draft: SetDraft) -> list[str]:
    """What to say before a set is used: questions, rules nobody confirmed, facts it does not give of itself."""
    criteria, told = draft.criteria, []
    own = [leaf for leaf in criteria.leaves() if leaf.self_scored]
    asked = sum(1 for leaf in own if leaf.open)
    unsure = sum(1 for leaf in own if not leaf.open and leaf.sure != "sure")
    if asked:
        told.append(say("set_editor.left_open", count=asked))
    if unsure:
        told.append(say("set_editor.left_check", count=unsure))
    missing = [name for name in ("decision", "issuer", "year") if not getattr(criteria, name)]
    if missing:
        names = ", ".join(say(f"set_editor.head_{name}").rstrip(":").lower() for name in missing)
        told.append(say("set_editor.left_head", names=names))
    return told
