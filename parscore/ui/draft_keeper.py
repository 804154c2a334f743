"""Corrections of a set that nobody saved yet, kept now and then so that a crash does not lose them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from parscore.domain.set_draft import SetDraft
from parscore.own_folders import unsaved_sets
from parscore.ui.models.set_history import SetHistory
from parscore.ui.workbench import Workbench

EVERY_MS = 15_000


class DraftKeeper(QObject):
    """Keeps the draft of a history while it is unsaved; forgets it once it was kept elsewhere or dropped."""

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        """Nothing is watched yet."""
        super().__init__(parent)
        self._workbench = workbench
        self._history: SetHistory | None = None
        self._last: SetDraft | None = None
        self._file: Path | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.keep)

    def watch(self, history: SetHistory, file: Path | None = None) -> None:
        """Keep this history's draft from now on; `file` is a draft left behind that it began with."""
        self._history, self._last, self._file = history, None, file
        self._timer.start(EVERY_MS)

    @Slot()
    def keep(self) -> None:
        """Keep the draft now where it has changed."""
        if self._history is None or not self._history.unsaved or self._history.draft is self._last:
            return
        self._last = self._history.draft
        if self._file is None:
            self._file = unsaved_sets() / f"{self._last.criteria.code}.yaml"
        self._workbench.do(None, self._workbench.app.sets.keep_draft, self._last, self._file)

    def forget(self) -> None:
        """The draft is kept elsewhere, or not wanted."""
        self._timer.stop()
        if self._file is not None:
            self._workbench.do(None, self._workbench.app.sets.drop_draft, self._file)
        self._history, self._last, self._file = None, None, None
