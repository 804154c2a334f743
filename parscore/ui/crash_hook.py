"""Every bug reaches one place: exceptions of any thread, unraisable ones, Qt's own messages, and crashes of the process itself."""

import faulthandler
import logging
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

LOG_NAME, FATAL_NAME = "parscore.log", "dung-dot-ngot.txt"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHook(QObject):
    """Gathers bugs, writes them to the log and tells the window through `caught`, which brings the report as text."""

    caught = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Keep the log and the crash file in this folder."""
        super().__init__(parent)
        self._log = logging.getLogger("parscore")
        self._fatal_file = folder / FATAL_NAME
        self.last_crash = self._read_last_crash()
        self._fatal: IO[str] | None = None
        handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._handler = handler
        self._log.addHandler(handler)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self.handle
        threading.excepthook = self._thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_message)
        self._fatal = self._fatal_file.open("w", encoding="utf-8")
        faulthandler.enable(self._fatal)

    def remove(self) -> None:
        """Give the hooks back; an empty crash file says that all went well."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None
            with suppress(PermissionError):  # a second window holds it, which Windows does not let go
                self._fatal_file.unlink(missing_ok=True)
        self._log.removeHandler(self._handler)
        self._handler.close()

    def report(self, failure: BaseException) -> None:
        """Write a bug down and tell the window."""
        text = "".join(traceback.format_exception(failure))
        self._log.error(text)
        self.caught.emit(text)

    def handle(self, kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        """Python's own hook for what nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        self.report(failure.with_traceback(trace))

    def _thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.report(caught.exc_value)

    def _unraisable(self, caught: "sys.UnraisableHookArgs") -> None:
        if caught.exc_value is not None:
            self.report(caught.exc_value)

    def _qt_message(self, kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        self._log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)

    def _read_last_crash(self) -> str:
        try:
            return self._fatal_file.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""
