"""The one door through which work leaves the window's thread."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from parscore.services.progress import Cancelled


@dataclass(slots=True, eq=False)
class Ticket:
    """One piece of work and, once done, its result or its failure; `progress` only for long work."""

    then: Callable[[Any], None] | None
    method: Callable[..., Any]
    args: tuple[Any, ...]
    what: str = ""
    progress: "WorkProgress | None" = None
    result: Any = None
    failure: BaseException | None = None


class WorkProgress(QObject):
    """Progress of one piece of long work; `stop` makes its next step raise Cancelled."""

    moved = Signal(int, int, str)

    def __init__(self) -> None:
        """Nothing done yet."""
        super().__init__()
        self._stop = threading.Event()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Called on the worker; raises Cancelled once the person gave up."""
        if self._stop.is_set():
            raise Cancelled
        self.moved.emit(done, total, what)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()


class Worker(QObject):
    """Runs tickets one after another on its own thread and hands them back to the window's thread."""

    finished = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread before the first ticket."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="parscore-work")
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, ticket: Ticket) -> None:
        """Queue a ticket."""
        self._pool.submit(self._run, ticket)

    def close(self) -> None:
        """Finish what is running and what is queued: an answer that was handed over is never lost."""
        self._pool.shutdown(wait=True)

    def _run(self, ticket: Ticket) -> None:
        try:
            extra = () if ticket.progress is None else (ticket.progress,)
            ticket.result = ticket.method(*ticket.args, *extra)
        except BaseException as failure:  # noqa: BLE001 - handed over whole; the window tells refusals and bugs apart
            ticket.failure = failure
        self._arrived.emit(ticket)

    @Slot(object)
    def _deliver(self, ticket: object) -> None:
        self.finished.emit(ticket)
