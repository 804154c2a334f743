"""Backups of the database: consistent copies by SQLite's own means, checked, the ten newest kept."""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from parscore.adapters.database.engine import DamagedDatabase, connect, is_ours, require_whole, told
from parscore.adapters.files.write_whole import part_beside, refusal, swap_in, sync_folder
from parscore.domain.errors import Refused
from parscore.services.ports import BackupFile

KEPT = 10
REASONS = ("daily", "migration", "restore", "asked", "move")
_NAME = re.compile(r"parscore-(\d{8}-\d{6})-([a-z]+)\.db")
_STAMP = "%Y%m%d-%H%M%S"


def make_backup(source: sqlite3.Connection, folder: Path, at: datetime, reason: str) -> BackupFile:
    """Copy the database, check the copy, give it its name, then let the oldest beyond ten go.

    Raises Refused where the disk does not take it, DamagedDatabase where the source is not whole.
    """
    assert reason in REASONS
    target, stamped = free_name(folder, at, reason)
    part = part_beside(target)
    try:
        folder.mkdir(exist_ok=True)
        copy_database(source, part)
        swap_in(part, target)
        sync_folder(folder)
    except OSError as error:
        refused = refusal(error, target)
        if refused is None:
            raise
        raise refused from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    made = BackupFile(target, stamped, reason, target.stat().st_size)
    prune(folder)
    return made


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """A whole and durable copy in a new file; the file is left to the caller when it fails."""
    with told(target), closing(sqlite3.connect(target, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        require_whole(copy)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def listed(folder: Path, zone: tzinfo | None) -> list[BackupFile]:
    """The backups by their names, newest first, unchecked; their times are in `zone`."""
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(file.name)
        if match and match[2] in REASONS:
            at = datetime.strptime(match[1], _STAMP).replace(tzinfo=zone)
            found.append(BackupFile(file, at, match[2], file.stat().st_size))
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def good_backups(folder: Path, zone: tzinfo | None) -> tuple[BackupFile, ...]:
    """The backups that SQLite finds in order, newest first."""
    return tuple(backup for backup in listed(folder, zone) if is_good(backup.path))


def is_good(file: Path, check: str = "quick_check") -> bool:
    """Whether a file is a whole database of this program."""
    if not file.is_file():
        return False
    try:
        with told(file), closing(connect(file)) as bare:
            if not is_ours(bare):
                return False
            require_whole(bare, check)
    except (DamagedDatabase, Refused):
        return False
    return True


def prune(folder: Path) -> None:
    """Let all but the newest go; one that another program holds stays."""
    for old in listed(folder, None)[KEPT:]:
        with suppress(PermissionError):
            old.path.unlink(missing_ok=True)


def free_name(folder: Path, at: datetime, reason: str) -> tuple[Path, datetime]:
    """The first name from this second on that no backup has, so that names sort by time."""
    moment = at.replace(microsecond=0)
    taken = {file.name[: len("parscore-20260101-000000")] for file in folder.iterdir()} if folder.is_dir() else set()
    while f"parscore-{moment.strftime(_STAMP)}" in taken:
        moment += timedelta(seconds=1)
    return folder / f"parscore-{moment.strftime(_STAMP)}-{reason}.db", moment
