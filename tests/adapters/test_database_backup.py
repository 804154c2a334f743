import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from parscore.adapters.database import backup as module
from parscore.adapters.database.backup import KEPT, good_backups, is_good, make_backup
from parscore.adapters.database.engine import DamagedDatabase
from parscore.adapters.files.workspace_folder import BACKUPS, DATABASE, OpenWorkspace
from parscore.domain.errors import Refused
from tests.adapters.store_parts import PROFILE, SMALL_SET, VIETNAM, Clock, answered, new_store, put


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[OpenWorkspace]:
    with closing(new_store(clock).create(tmp_path / "năm", PROFILE, SMALL_SET)) as opened:
        yield opened


def names(workspace: OpenWorkspace) -> list[str]:
    return sorted(file.name for file in (workspace.folder / BACKUPS).iterdir())


def test_a_backup_holds_what_was_committed_under_a_name_that_sorts_by_time(workspace: OpenWorkspace, clock: Clock) -> None:
    answered(workspace, "1.1", 2)
    clock.now += timedelta(minutes=5)
    made = workspace.back_up("asked")
    assert made.path.name == "parscore-20261124-103700-asked.db"
    assert (made.at, made.reason, made.size) == (clock.now, "asked", made.path.stat().st_size)
    with closing(sqlite3.connect(made.path)) as bare:
        assert bare.execute("SELECT leaf FROM answer").fetchall() == [("1.1",)]
    assert names(workspace) == ["parscore-20261124-103200-daily.db", "parscore-20261124-103700-asked.db"]


def test_backups_of_the_same_second_get_names_of_their_own_in_order(workspace: OpenWorkspace) -> None:
    made = [workspace.back_up("asked").path.name for _ in range(3)]
    assert made == sorted(set(made))


def test_the_ten_newest_are_kept(workspace: OpenWorkspace, clock: Clock) -> None:
    other = put(workspace.folder / BACKUPS, "ghi chú.txt", b"mine")
    damaged = put(workspace.folder / BACKUPS, "parscore-20260101-000000-restore.db.damaged", b"x")
    for _ in range(KEPT + 3):
        clock.now += timedelta(days=1)
        newest = workspace.back_up("asked")
    found = new_store(clock).backups(workspace.folder)
    assert len(found) == KEPT
    assert found[0] == newest
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    assert other.exists()
    assert damaged.exists()


def test_nothing_old_goes_when_the_new_backup_fails(workspace: OpenWorkspace, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(KEPT):
        clock.now += timedelta(days=1)
        workspace.back_up("asked")
    before = names(workspace)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(Refused) as caught:
        workspace.back_up("asked")
    assert caught.value.code == "store.disk_full"
    monkeypatch.undo()
    assert names(workspace) == before


def test_a_damaged_database_is_not_backed_up_over_good_backups(workspace: OpenWorkspace, tmp_path: Path) -> None:
    harmed = tmp_path / "harmed.db"
    content = bytearray((workspace.folder / BACKUPS / names(workspace)[0]).read_bytes())
    content[4096 * 2 : 4096 * 4] = os.urandom(4096 * 2)
    harmed.write_bytes(content)
    with closing(sqlite3.connect(harmed)) as bare, pytest.raises(DamagedDatabase):
        make_backup(bare, tmp_path / "backups", Clock()(), "asked")
    assert list((tmp_path / "backups").iterdir()) == []


def test_only_whole_databases_of_this_program_count_as_good(workspace: OpenWorkspace, tmp_path: Path) -> None:
    folder = workspace.folder / BACKUPS
    whole = (folder / names(workspace)[0]).read_bytes()
    put(folder, "parscore-20261125-000000-asked.db", whole[: len(whole) // 2])
    put(folder, "parscore-20261126-000000-asked.db", b"")
    put(folder, "parscore-20261127-000000-asked.db", b"text")
    put(folder, "parscore-20261128-000000-other.db", whole)
    with closing(sqlite3.connect(folder / "parscore-20261129-000000-asked.db")) as foreign:
        foreign.execute("CREATE TABLE a (b)")
    assert [each.path.name for each in good_backups(folder, VIETNAM)] == ["parscore-20261124-103200-daily.db"]
    assert not is_good(tmp_path / "không có.db")
    assert not (tmp_path / "không có.db").exists()
    assert good_backups(tmp_path / "không có", VIETNAM) == ()


def test_the_open_database_is_never_locked_by_its_backup(workspace: OpenWorkspace) -> None:
    workspace.back_up("asked")
    answered(workspace, "1.2", 1)
    assert not (workspace.folder / f"{DATABASE}-journal").exists()
