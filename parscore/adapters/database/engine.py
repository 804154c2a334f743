"""Connections to a workspace's database, and what SQLite's failures mean to a person."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from parscore.domain.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLICATION_ID = 0x50415253  # "PARS" as a number
_OLDEST_SQLITE = (3, 37)
_WAIT = 5.0
_PRIMARY = 0xFF
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_MEANINGS = {
    sqlite3.SQLITE_FULL: "store.disk_full",
    sqlite3.SQLITE_READONLY: "workspace.read_only",
    sqlite3.SQLITE_CANTOPEN: "workspace.read_only",
    sqlite3.SQLITE_PERM: "workspace.read_only",
    sqlite3.SQLITE_BUSY: "workspace.busy",
    sqlite3.SQLITE_LOCKED: "workspace.busy",
    sqlite3.SQLITE_IOERR: "store.unreachable",
}


class DamagedDatabase(Exception):
    """The file is no database of this program any more, or no longer whole."""


def connect(file: Path) -> sqlite3.Connection:
    """A bare connection: explicit BEGIN only, a rollback journal, every commit durable before it returns.

    EXTRA also makes the removal of the journal durable, without which a power cut just after a commit could take it back.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Refused("workspace.sqlite_too_old", version=sqlite3.sqlite_version)
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    with ExitStack() as undo:
        undo.callback(connection.close)
        for pragma in ("foreign_keys = ON", "synchronous = EXTRA", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        undo.pop_all()
    return connection


def connect_to_read(file: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even to mend what an interrupted write left.

    Raises Refused("workspace.interrupted") where that is needed first.
    """
    with ExitStack() as undo:
        path = file.absolute().as_posix()  # of a network share it begins with two strokes, which `Path.as_uri` takes for a host
        uri = f"file://{quote(path if path.startswith('/') else f'/{path}')}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
        undo.callback(connection.close)
        connection.execute("PRAGMA trusted_schema = OFF")
        try:
            connection.execute("SELECT name FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if file.with_name(f"{file.name}-journal").exists() and error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise Refused("workspace.interrupted", folder=file.parent) from error
            raise
        undo.pop_all()
    return connection


class Database:
    """One open database file with its one connection: `bare` is SQLite's own, for reading, backups, pragmas and BEGIN."""

    def __init__(self, file: Path) -> None:
        """Open it; the file is made when missing."""
        self.file = file
        self.bare = connect(file)
        self._connection: Connection | None = None

    @property
    def connection(self) -> "Connection":
        """SQLAlchemy's side of the same connection; SQLAlchemy is loaded when it is first asked for, which opening does not need.

        Meeting a connection for the first time SQLAlchemy rolls back what it finds. So a transaction that has read is begun anew; none
        can have written, for that takes this connection.
        """
        if self._connection is None:
            from sqlalchemy import create_engine
            from sqlalchemy.pool import StaticPool

            reading = self.bare.in_transaction
            self._connection = create_engine("sqlite://", creator=lambda: self.bare, poolclass=StaticPool).connect()
            if reading:
                self.bare.execute("BEGIN IMMEDIATE")
        return self._connection

    def commit(self) -> None:
        """End the transaction, durably."""
        if self._connection is not None:
            self._connection.commit()
        self.bare.commit()

    def rollback(self) -> None:
        """Undo the transaction; harmless where there is none."""
        if self._connection is not None:
            self._connection.rollback()
        self.bare.rollback()

    def require_whole(self) -> None:
        """Raise DamagedDatabase unless SQLite finds the file in order."""
        require_whole(self.bare)

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            self._connection.close()
            self._connection.engine.dispose()
        self.bare.close()


def require_whole(connection: sqlite3.Connection, check: str = "quick_check") -> None:
    """Raise DamagedDatabase unless `quick_check`, or `integrity_check` with the foreign keys, finds nothing."""
    found = connection.execute(f"PRAGMA {check}(1)").fetchall()
    if found != [("ok",)]:
        raise DamagedDatabase(str(found))
    if check == "integrity_check" and connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DamagedDatabase("foreign keys")


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a database of this program."""
    return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn SQLite's failures into refusals where a person can mend them, and into DamagedDatabase; others pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        _tell(error, file, error)
        raise
    except _wrapped() as error:
        _tell(getattr(error, "orig", None), file, error)
        raise


def _wrapped() -> tuple[type[Exception], ...]:
    """What SQLAlchemy wraps SQLite's failures in; nothing while it is not loaded."""
    module = sys.modules.get("sqlalchemy.exc")
    return () if module is None else (module.DBAPIError,)


def _tell(failure: BaseException | None, file: Path, cause: Exception) -> None:
    code = getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
    if code in _DAMAGED:
        raise DamagedDatabase(str(failure)) from cause
    if code in _MEANINGS:
        raise Refused(_MEANINGS[code], path=file, name=file.name, folder=file.parent) from cause
