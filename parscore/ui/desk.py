"""The window program: paint first, then load."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from parscore import __version__
from parscore.own_folders import logs
from parscore.texts import say
from parscore.ui.crash_hook import CrashHook
from parscore.ui.failure_box import FailureBox
from parscore.ui.icons import hold_icons, icon, show_icons
from parscore.ui.main_window import MainWindow
from parscore.ui.preferences import Preferences
from parscore.ui.workbench import Workbench

if TYPE_CHECKING:
    from parscore.services.app import App

TIMINGS = "PARSCORE_TIMINGS"


class Desk(QObject):
    """Holds the parts of the window program together."""

    def __init__(self, application: QApplication, make_app: Callable[[], App], folder: Path | None) -> None:
        """Build the window; `folder` is opened once it has been painted."""
        super().__init__()
        self._application = application
        self._folder = folder
        self._failure: FailureBox | None = None
        self._hook = CrashHook(logs(), self)
        self._hook.caught.connect(self._failed)
        self._hook.install()
        self._workbench = Workbench(make_app, self)
        self._workbench.broken.connect(self._hook.report)
        self.window = MainWindow(self._workbench, Preferences())
        self.window.usable.connect(self._usable)
        self.window.stack.installEventFilter(self)
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint sets everything else going."""
        if event.type() == QEvent.Type.Paint and watched is self.window.stack:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    @Slot()
    def _painted(self) -> None:
        tell_time("first_paint")
        self._workbench.load()
        show_icons()
        self.window.setWindowIcon(icon("app"))
        for each in self.window.findChildren(QWidget):
            each.update()
        if self._hook.last_crash:
            self.window.tell("warning", say("desk.crashed_before"))
        self.window.menu.sets.offer_drafts()
        if self._folder is not None:
            self.window.open_folder(self._folder)

    @Slot()
    def _usable(self) -> None:
        tell_time("usable")

    @Slot(str)
    def _failed(self, report: str) -> None:
        if self._failure is not None and self._failure.isVisible():
            self._failure.add(report)
            return
        self._failure = FailureBox(report, self.window)
        self._failure.open()

    def close(self) -> None:
        """Finish what is running and give the hooks back."""
        self.window.shelf.forget()
        self._workbench.close()
        self._hook.remove()


def tell_time(what: str) -> None:
    """Print the time of the system's clock in seconds, for the benchmark of the start."""
    if os.environ.get(TIMINGS):
        sys.stdout.write(f"{what} {time.time():.6f}\n")
        sys.stdout.flush()


def run_desk(make_app: Callable[[], App], folder: Path | None) -> int:
    """Run the window until it is closed; gives the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("parscore")
    application.setApplicationDisplayName("parscore")
    application.setApplicationVersion(__version__)
    hold_icons()
    desk = Desk(application, make_app, folder)
    code = application.exec()
    desk.close()
    return code
