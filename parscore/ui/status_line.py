"""The status bar: points, unanswered, warnings, when last stored; long work with a bar and a way to stop it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from parscore.domain.points import show_points
from parscore.texts import say
from parscore.ui.places import NEXT_UNANSWERED
from parscore.ui.tasks import Ticket, WorkProgress

if TYPE_CHECKING:
    from parscore.services.cards import Status

_SOON = 3.0
SAID_MS = 6000


class StatusLine(QStatusBar):
    """Each part is a button that goes where its figure comes from."""

    go = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is open yet."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.points = self._part("overview")
        self.unanswered = self._part("score", NEXT_UNANSWERED)
        self.findings = self._part("findings")
        self.saved = QLabel(self)
        self.addWidget(self.saved)
        self.work = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setMaximumWidth(180)
        self.bar.setTextVisible(False)
        self.stop = QPushButton(say("desk.stop"), self)
        for part in (self.work, self.bar, self.stop):
            self.addPermanentWidget(part)
            part.hide()
        self._saved = ""
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.timeout.connect(self._after_saying)
        self._progress: WorkProgress | None = None
        self._what = ""
        self._began = 0.0
        self.stop.clicked.connect(self._stop)
        self.show_status(None)

    def show_status(self, status: Status | None, rescaled: str = "") -> None:
        """Show the figures of a workspace, or none; `rescaled` are its raw and rescaled totals where something is left out."""
        for part in (self.points, self.unanswered, self.findings, self.saved):
            part.setVisible(status is not None)
        if status is None:
            return
        self.points.setText(say("desk.points", points=show_points(status.points), max=show_points(status.attainable)))
        self.points.setToolTip(rescaled)
        self.unanswered.setText(say("desk.unanswered", count=status.unanswered))
        self.findings.setText(say("desk.findings", count=status.errors + status.warnings))
        self._saved = say("desk.saved", time=f"{status.saved_at:%H:%M}") if status.saved_at else ""
        if not self._said.isActive():
            self.saved.setText(self._saved)

    def say(self, text: str) -> None:
        """Say something for a few seconds in the place of when it was last stored; the figures stay to be read."""
        self.saved.setText(text)
        self._said.start(SAID_MS)

    @Slot()
    def _after_saying(self) -> None:
        self.saved.setText(self._saved)

    @Slot(object)
    def begin(self, ticket: Ticket) -> None:
        """Show a piece of long work."""
        self._progress, self._what, self._began = ticket.progress, ticket.what, time.monotonic()
        if self._progress is not None:
            self._progress.moved.connect(self._moved)
        self.work.setText(ticket.what)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        for part in (self.work, self.bar, self.stop):
            part.show()

    @Slot(object)
    def end(self, _: Ticket) -> None:
        """The work is over."""
        self._progress = None
        for part in (self.work, self.bar, self.stop):
            part.hide()

    @Slot(int, int, str)
    def _moved(self, done: int, total: int, _: str) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        spent = time.monotonic() - self._began
        left = round(spent / done * (total - done)) if done and spent > _SOON else 0
        text = say("desk.progress", what=self._what, done=done, total=total)
        self.work.setText(f"{text} {say('desk.time_left', seconds=left)}" if left else text)

    @Slot()
    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self.stop.setEnabled(False)
            self.work.setText(say("desk.stopping"))

    def _part(self, page: str, place: str = "") -> QPushButton:
        button = QPushButton(self)
        button.setFlat(True)
        button.clicked.connect(_Goer(self, page, place).go)
        self.addWidget(button)
        return button


class _Goer(QObject):
    """Sends a part's click on as the page it stands for."""

    def __init__(self, line: StatusLine, page: str, place: str) -> None:
        super().__init__(line)
        self._line = line
        self._page, self._place = page, place

    @Slot()
    def go(self) -> None:
        """Ask for the page."""
        self._line.go.emit(self._page, self._place)
