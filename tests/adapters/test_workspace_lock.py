import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parscore.adapters.files import workspace_lock as module
from parscore.adapters.files.workspace_lock import LOCK_FILE, WorkspaceLock
from parscore.domain.errors import Refused
from parscore.texts import say
from tests.adapters.store_parts import Clock

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from parscore.adapters.files.workspace_lock import WorkspaceLock
lock = WorkspaceLock.take(Path(sys.argv[1]), "Lan", lambda: datetime(2026, 11, 24, 9, 5).astimezone())
print("held", flush=True)
sys.stdin.read()
"""


def take(folder: Path) -> WorkspaceLock:
    return WorkspaceLock.take(folder, "Minh", Clock())


def refused(folder: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        take(folder)
    assert say(caught.value.code, **caught.value.facts)
    return caught.value


def left_by(folder: Path, **changed: object) -> None:
    """A lock file that says somebody holds it."""
    holder = {"host": "may-khac", "pid": 1, "user": "Lan", "since": "2026-11-24T09:05:00+07:00", **changed}
    (folder / LOCK_FILE).write_text(json.dumps(holder), encoding="utf-8")


def test_a_second_program_is_kept_out_and_told_who_holds_it_until_that_one_is_killed(tmp_path: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == "held\n"
        told = refused(tmp_path)
        assert told.code == "workspace.locked"
        assert (told.facts["who"], told.facts["since"]) == ("Lan", "09:05 24/11/2026")
        other.kill()
        other.wait()
    lock = take(tmp_path)
    assert lock.stale is not None
    assert lock.stale.user == "Lan"
    lock.release()


def test_the_same_program_is_kept_out_too(tmp_path: Path) -> None:
    lock = take(tmp_path)
    assert refused(tmp_path).facts["who"] == "Minh"
    lock.release()
    lock.release()
    again = take(tmp_path)
    assert again.stale is None
    again.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_computer_that_the_system_gives_is_taken_over_and_told(tmp_path: Path) -> None:
    left_by(tmp_path)
    lock = take(tmp_path)
    assert lock.stale is not None
    assert (lock.stale.host, lock.stale.user) == ("may-khac", "Lan")
    lock.release()


def test_a_lock_file_that_says_nothing_readable_counts_as_left_by_somebody(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_bytes(b"\xff{")
    lock = take(tmp_path)
    assert lock.stale is not None
    assert say("workspace.stale_lock", **lock.stale.facts(tmp_path))
    lock.release()


@pytest.fixture
def disk_without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(handle: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(module, "_system_lock", unknown)


@pytest.mark.usefixtures("disk_without_locks")
def test_on_a_disk_without_locks_a_holder_of_another_computer_is_believed(tmp_path: Path) -> None:
    left_by(tmp_path)
    assert refused(tmp_path).code == "workspace.lock_unsure"
    (tmp_path / LOCK_FILE).unlink()
    take(tmp_path).release()


@pytest.mark.skipif(os.name == "nt", reason="Windows always has locks")
@pytest.mark.usefixtures("disk_without_locks")
def test_on_a_disk_without_locks_a_dead_program_of_this_computer_is_recognised(tmp_path: Path) -> None:
    import socket

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left_by(tmp_path, host=socket.gethostname(), pid=gone.pid)
    lock = take(tmp_path)
    assert lock.stale is not None
    assert refused(tmp_path).code == "workspace.lock_unsure"
    lock.release()


def test_folders_that_are_missing_or_take_no_files_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "không có").code == "workspace.missing"
    (tmp_path / LOCK_FILE).mkdir()
    assert refused(tmp_path).code == "workspace.read_only"


def test_a_full_disk_is_told_and_leaves_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module.os, "write", full)
    assert refused(tmp_path).code == "store.disk_full"
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == [] or os.name == "nt"
    lock = take(tmp_path)
    assert lock.stale is None
    lock.release()


def test_a_lock_file_that_vanishes_while_it_is_taken_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(module, "_is_same_file", lambda handle, file: next(answers))
    lock = take(tmp_path)
    assert next(answers, None) is None
    lock.release()


def test_a_locked_file_that_cannot_even_be_read_is_held_by_somebody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = take(tmp_path)

    def denied(handle: int, count: int) -> bytes:
        raise PermissionError(errno.EACCES, "locked")

    monkeypatch.setattr(module.os, "read", denied)
    assert refused(tmp_path).facts["who"] == "?"
    monkeypatch.undo()
    lock.release()


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EROFS, "workspace.read_only"), (errno.ENOSPC, "store.disk_full"), (errno.EDQUOT, "store.disk_full")]
)
def test_a_lock_file_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    def failing(*_: object) -> int:
        raise OSError(number, "x")

    monkeypatch.setattr(module.os, "open", failing)
    assert refused(tmp_path).code == code


def test_a_lock_file_that_keeps_vanishing_counts_as_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_is_same_file", lambda handle, file: False)
    assert refused(tmp_path).code == "workspace.locked"
