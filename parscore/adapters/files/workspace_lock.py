"""The lock that keeps a second program out of a workspace."""

import errno
import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from parscore.adapters.files.write_whole import refusal
from parscore.domain.errors import Refused

LOCK_FILE = "parscore.lock"
_FAR = 1 << 30
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, 0}  # 0: a Windows runtime that gives no reason
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: computer, process number, person, and since when (ISO 8601)."""

    host: str = ""
    pid: int = 0
    user: str = ""
    since: str = ""

    def facts(self, folder: Path) -> dict[str, object]:
        """For the sentence that tells of it."""
        try:
            since = datetime.fromisoformat(self.since).strftime("%H:%M %d/%m/%Y")
        except ValueError:
            since = "?"
        return {"who": self.user or "?", "host": self.host or "?", "since": since, "file": LOCK_FILE, "folder": folder}


class WorkspaceLock:
    """A held lock: the operating system frees it when the program ends, however it ends.

    The file also says who holds it. One that is free for the system and yet names a holder was left by a program that crashed:
    `stale` is that holder.
    """

    def __init__(self, file: Path, handle: int, stale: Holder | None) -> None:
        """Use `take`."""
        self._file = file
        self._handle = handle
        self.stale = stale

    @classmethod
    def take(cls, folder: Path, user: str, clock: Callable[[], datetime]) -> "WorkspaceLock":
        """Take the lock of a workspace folder.

        Raises Refused("workspace.locked") while another program holds it, "workspace.lock_unsure" where the disk knows no locks and the
        file names a holder that may live, "workspace.read_only" where nothing can be written, "workspace.missing" without the folder.
        """
        file = folder / LOCK_FILE
        for _ in range(_TRIES):
            with ExitStack() as undo:
                handle = _opened(file)
                undo.callback(os.close, handle)
                stale = _claim(handle, folder)
                if _is_same_file(handle, file):
                    me = Holder(socket.gethostname(), os.getpid(), user, clock().isoformat(timespec="seconds"))
                    _sign(handle, me, file)
                    undo.pop_all()
                    return cls(file, handle, stale)
        raise Refused("workspace.locked", **Holder().facts(folder))

    def release(self) -> None:
        """Let the workspace go; harmless when called twice."""
        if self._handle < 0:
            return
        handle, self._handle = self._handle, -1
        _write(handle, "")
        if os.name != "nt":
            self._file.unlink(missing_ok=True)
        os.close(handle)
        if os.name == "nt":
            try:
                self._file.unlink(missing_ok=True)
            except PermissionError:
                return  # another program has just opened it and will find it empty


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0), 0o666)
    except FileNotFoundError as error:
        raise Refused("workspace.missing", folder=file.parent) from error
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR}:
            raise Refused("workspace.read_only", folder=file.parent) from error
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused("store.disk_full", path=file, name=file.name, folder=file.parent) from error
        raise


def _claim(handle: int, folder: Path) -> Holder | None:
    """Take the system's lock; gives the holder that crashed, if any."""
    known = _holder(handle)
    try:
        _system_lock(handle)
    except OSError as error:
        if error.errno in _HELD:
            raise Refused("workspace.locked", **(known or Holder()).facts(folder)) from error
        if known is not None and not _is_dead(known):
            raise Refused("workspace.lock_unsure", **known.facts(folder)) from error
    return _holder(handle)


def _system_lock(handle: int) -> None:
    """Lock the file for this program alone, at once or with an OSError. On Windows a byte far behind the text, which stays readable."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_same_file(handle: int, file: Path) -> bool:
    """Whether the locked file still has its name: a holder that just left may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


def _holder(handle: int) -> Holder | None:
    """Who the file says holds it; None where it says nobody."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        raw = os.read(handle, 4096).strip(b"\0 \r\n")
    except OSError:
        return Holder()  # some network disks do not even let a locked file be read
    if not raw:
        return None
    try:
        plain = json.loads(raw)
        return Holder(str(plain["host"]), int(plain["pid"]), str(plain["user"]), str(plain["since"]))
    except (ValueError, KeyError, TypeError):
        return Holder()


def _is_dead(holder: Holder) -> bool:
    """Whether the holder surely runs no more; only known of this computer, and not asked on Windows, which always has locks."""
    if sys.platform == "win32" or holder.host != socket.gethostname() or holder.pid <= 0:
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _sign(handle: int, holder: Holder, file: Path) -> None:
    try:
        _write(handle, json.dumps(asdict(holder), ensure_ascii=False))
    except OSError as error:
        if os.name != "nt":
            file.unlink(missing_ok=True)
        told = refusal(error, file)
        if told is None:
            raise
        raise told from error


def _write(handle: int, text: str) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text.encode())
