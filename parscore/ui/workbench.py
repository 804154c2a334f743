"""What every page works through: hand a service call to the worker, get its result back, hear what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from parscore.domain.changes import Changes
from parscore.domain.errors import Refused
from parscore.services.progress import Cancelled
from parscore.ui.tasks import Ticket, Worker, WorkProgress

if TYPE_CHECKING:
    from parscore.services.app import App


class Workbench(QObject):
    """One worker for everything that touches the workspace.

    `changed` brings the Changes of every finished call, `refused` a Refused to be told as a sentence, `broken` a bug for the crash box.
    `started` and `ended` frame long work, `stopped` says that the person stopped it.
    """

    changed = Signal(object)
    refused = Signal(object)
    broken = Signal(object)
    started = Signal(object)
    ended = Signal(object)
    stopped = Signal(str)

    def __init__(self, make_app: Callable[[], App], parent: QObject | None = None) -> None:
        """Work on the app that `make_app` gives, asked for once and not before it is needed."""
        super().__init__(parent)
        self._make_app = make_app
        self._app: App | None = None
        self._making = threading.Lock()
        self._waiting = 0
        self._long: list[Ticket] = []
        self._worker = Worker(self)
        self._worker.finished.connect(self._finished)

    @property
    def app(self) -> App:
        """The services; made by whoever asks first, on whichever thread."""
        with self._making:
            if self._app is None:
                self._app = self._make_app()
            return self._app

    def load(self) -> None:
        """Make the services on the worker, while the window is already there to be used."""
        self._submit(Ticket(None, lambda: self.app, ()))

    @property
    def busy(self) -> bool:
        """Whether anything is queued or running."""
        return self._waiting > 0

    def do(self, then: Callable[[Any], None] | None, method: Callable[..., Any], *args: Any) -> None:
        """Call `method(*args)` on the worker, then `then(result)` here. Refusals and bugs go to their signals, not to `then`.

        A `then` of a widget that was deleted meanwhile is left out.
        """
        self._submit(Ticket(then, method, args))

    def do_long(self, what: str, then: Callable[[Any], None] | None, method: Callable[..., Any], *args: Any) -> WorkProgress:
        """As `do`, for work that takes a Progress as its last argument; `what` says in words what is being done."""
        progress = WorkProgress()
        ticket = Ticket(then, method, args, what, progress)
        self._long.append(ticket)
        self._submit(ticket)
        self.started.emit(ticket)
        return progress

    @property
    def long_work(self) -> str:
        """What long work is being done or waits, in words; "" for none."""
        return self._long[0].what if self._long else ""

    def close(self) -> None:
        """Stop long work at its next step, finish everything else that was handed over, and let the workspace go."""
        for ticket in self._long:
            assert ticket.progress is not None
            ticket.progress.stop()
        self._worker.close()
        if self._app is not None:
            self._app.close()

    def _submit(self, ticket: Ticket) -> None:
        self._waiting += 1
        self._worker.submit(ticket)

    @Slot(object)
    def _finished(self, ticket: Ticket) -> None:
        self._waiting -= 1
        if ticket.progress is not None:
            self._long.remove(ticket)
            self.ended.emit(ticket)
        if ticket.failure is None:
            if ticket.then is not None and _listens(ticket.then):
                ticket.then(ticket.result)
            changes = changes_in(ticket.result)
            if changes:
                self.changed.emit(changes)
        elif isinstance(ticket.failure, Refused):
            self.refused.emit(ticket.failure)
        elif isinstance(ticket.failure, Cancelled):
            self.stopped.emit(ticket.what)
        else:
            self.broken.emit(ticket.failure)


def _listens(then: Callable[[Any], None]) -> bool:
    """Whether the object whose method is to be called is still there for Qt."""
    owner = getattr(then.func if isinstance(then, partial) else then, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def changes_in(result: object) -> Changes:
    """The Changes that a service call gave back, alone or among others."""
    parts = result if isinstance(result, tuple) else (result,)
    return next((part for part in parts if isinstance(part, Changes)), Changes())
