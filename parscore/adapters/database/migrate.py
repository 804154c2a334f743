"""Bring a database to this version's tables; Alembic is only loaded when there is something to do."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from parscore.adapters.database.engine import DamagedDatabase, Database, is_ours
from parscore.domain.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("r0001", "r0002")
SCRIPTS = Path(__file__).parent / "migrations"


def revision_of(bare: sqlite3.Connection, folder: Path) -> str:
    """The revision of a database of this program.

    Raises Refused("workspace.too_new") for one this version does not know, "workspace.not_one" for another program's database.
    """
    if not is_ours(bare):
        raise Refused("workspace.not_one", folder=folder)
    found = bare.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(found) != 1:
        raise DamagedDatabase("revision")
    revision = str(found[0][0])
    if revision not in REVISIONS:
        raise Refused("workspace.too_new", folder=folder, revision=revision, known=REVISIONS[-1])
    return revision


def is_current(bare: sqlite3.Connection, folder: Path) -> bool:
    """Whether the database has this version's tables; raises as `revision_of` does."""
    return revision_of(bare, folder) == REVISIONS[-1]


def upgrade(database: Database, target: str = "") -> None:
    """Run the migrations up to `target`, the newest without one, in one transaction that ends with a check of the foreign keys."""
    database.bare.execute("PRAGMA foreign_keys = OFF")
    try:
        _run(database.connection, target or REVISIONS[-1])
    finally:
        database.bare.execute("PRAGMA foreign_keys = ON")


def _run(connection: "Connection", target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.upgrade(config, target)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise DamagedDatabase(str(broken))
        connection.commit()
    finally:
        connection.rollback()
