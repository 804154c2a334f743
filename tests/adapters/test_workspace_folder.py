import errno
import getpass
import os
import shutil
import sqlite3
import unicodedata
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from parscore.adapters.database import backup as backup_module
from parscore.adapters.files import workspace_folder as module
from parscore.adapters.files import write_whole
from parscore.adapters.files.workspace_folder import BACKUPS, DATABASE, EVIDENCE, LONGEST_FOLDER, OpenWorkspace, WorkspaceFolderStore
from parscore.adapters.files.workspace_lock import LOCK_FILE
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import KeptFile
from parscore.services.ports import Damage
from parscore.services.progress import Silent
from parscore.texts import say
from tests.adapters.store_parts import PROFILE, SMALL_SET, Clock, answered, attached, new_store, put, sha256


def test_a_new_workspace_in_a_folder_that_windows_cannot_name_is_refused(
    store: WorkspaceFolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_whole, "WINDOWS", True)
    for wrong in (tmp_path / "Sở: 2026", tmp_path / "nul" / "năm"):
        assert refused(store.create, wrong, PROFILE, SMALL_SET).code == "store.bad_name"
    assert not list(tmp_path.iterdir())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> WorkspaceFolderStore:
    return new_store(clock)


@pytest.fixture
def folder(tmp_path: Path, store: WorkspaceFolderStore) -> Path:
    """A closed workspace with one answer and one document."""
    place = tmp_path / "Sở Công Thương năm 2026"
    with closing(store.create(place, PROFILE, SMALL_SET)) as workspace:
        answered(workspace, "1.1", 1)
        attached(workspace, "1.1", "d1", kept(workspace, put(tmp_path / "in", "a.pdf", b"evidence")))
    return place


def kept(workspace: OpenWorkspace, file: Path) -> KeptFile:
    (result,) = workspace.keep([file], Silent())
    assert result.kept is not None
    return result.kept


def refused(call: object, *args: object) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args)  # type: ignore[operator]
    assert say(caught.value.code, **caught.value.facts)
    return caught.value


def choices(workspace: OpenWorkspace) -> dict[str, int | None]:
    with workspace.begin() as unit:
        return {key: answer.inputs.choice for key, answer in unit.answers().items()}


def harm(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@pytest.mark.parametrize("name", ["Sở Nội vụ 2026", unicodedata.normalize("NFD", "Sở Nội vụ"), "a 100% #b"])
def test_a_new_workspace_is_complete_and_opens_again(tmp_path: Path, store: WorkspaceFolderStore, name: str) -> None:
    with closing(store.create(tmp_path / "sâu" / name, PROFILE, SMALL_SET)) as workspace:
        place = workspace.folder
        assert place == (tmp_path / "sâu" / name).resolve()
        assert names(place) == {DATABASE, EVIDENCE, BACKUPS, LOCK_FILE}
    assert names(place) == {DATABASE, EVIDENCE, BACKUPS}
    with closing(store.open(place)) as workspace, workspace.begin() as unit:
        assert workspace.notices == ()
        assert (unit.profile(), unit.criteria(), unit.answers()) == (PROFILE, SMALL_SET, {})
        (event,) = unit.history(10)
        assert (event.action, event.after) == ("create", PROFILE.department)


def test_closing_twice_is_harmless_and_lets_the_database_go(folder: Path, store: WorkspaceFolderStore) -> None:
    workspace = store.open(folder)
    bare = workspace._database.bare
    workspace.close()
    workspace.close()
    with pytest.raises(sqlite3.ProgrammingError):
        bare.execute("SELECT 1")


def test_a_workspace_moves_and_is_renamed_freely(folder: Path, store: WorkspaceFolderStore, tmp_path: Path) -> None:
    moved = tmp_path / "nơi khác" / "đổi tên"
    moved.parent.mkdir()
    folder.rename(moved)
    with closing(store.open(moved)) as workspace:
        assert choices(workspace) == {"1.1": 1}
        assert workspace.verify(Silent()) == ()
    assert str(folder).encode() not in (moved / DATABASE).read_bytes()


def test_folders_that_tools_leave_out_when_empty_are_made_again(folder: Path, store: WorkspaceFolderStore) -> None:
    shutil.rmtree(folder / BACKUPS)
    shutil.rmtree(folder / EVIDENCE)
    with closing(store.open(folder)) as workspace:
        assert [damage.kind for damage in workspace.verify(Silent())] == ["missing"]
    assert names(folder) == {DATABASE, EVIDENCE, BACKUPS}


def test_only_an_empty_folder_becomes_a_workspace(folder: Path, store: WorkspaceFolderStore, tmp_path: Path) -> None:
    assert refused(store.create, folder, PROFILE, SMALL_SET).code == "workspace.exists"
    full = tmp_path / "full"
    put(full, "công văn.docx", b"mine")
    told = refused(store.create, full, PROFILE, SMALL_SET)
    assert (told.code, told.facts["name"]) == ("workspace.folder_not_empty", "công văn.docx")
    assert refused(store.create, full / "công văn.docx", PROFILE, SMALL_SET).code == "workspace.folder_not_empty"
    put(tmp_path / "mine" / EVIDENCE, "ảnh.jpg", b"mine")
    assert refused(store.create, tmp_path / "mine", PROFILE, SMALL_SET).code == "workspace.folder_not_empty"
    assert names(full) == {"công văn.docx"}


def test_what_an_interrupted_making_left_does_not_stand_in_the_way(store: WorkspaceFolderStore, tmp_path: Path) -> None:
    half = tmp_path / "half"
    for name in (EVIDENCE, BACKUPS):
        (half / name).mkdir(parents=True)
    put(half, ".part-123", b"half")
    put(half, ".part-123-journal", b"half")
    with closing(store.create(half, PROFILE, SMALL_SET)):
        assert names(half) == {DATABASE, EVIDENCE, BACKUPS, LOCK_FILE}


def test_a_failed_making_leaves_nothing(store: WorkspaceFolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module.os, "fsync", full)
    assert refused(store.create, tmp_path / "mới" / "sâu", PROFILE, SMALL_SET).code == "store.disk_full"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "có sẵn").mkdir()
    assert refused(store.create, tmp_path / "có sẵn", PROFILE, SMALL_SET).code == "store.disk_full"
    assert names(tmp_path / "có sẵn") == set()


def test_a_set_that_does_not_read_back_makes_no_workspace(tmp_path: Path, clock: Clock) -> None:
    def load(text: str, name: str) -> CriteriaSet:
        raise Refused("criteria.unknown_leaf", code=name)

    with pytest.raises(Refused):
        WorkspaceFolderStore(lambda criteria: "x", load, clock).create(tmp_path / "a", PROFILE, SMALL_SET)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_leaves_no_room_for_windows_is_refused(store: WorkspaceFolderStore, tmp_path: Path) -> None:
    room = LONGEST_FOLDER - len(str(tmp_path.resolve())) - 1
    assert room > 0
    told = refused(store.create, tmp_path / ("x" * (room + 1)), PROFILE, SMALL_SET)
    assert (told.code, told.facts["limit"]) == ("workspace.path_too_long", LONGEST_FOLDER)
    assert refused(store.open, Path(tmp_path, *["y" * 200] * 30)).code == "workspace.path_too_long"
    store.create(tmp_path / ("x" * room), PROFILE, SMALL_SET).close()


def test_what_is_no_workspace_is_told(store: WorkspaceFolderStore, tmp_path: Path) -> None:
    assert refused(store.open, tmp_path / "không có").code == "workspace.missing"
    assert refused(store.open, tmp_path).code == "workspace.not_one"
    put(tmp_path, "tệp", b"")
    assert refused(store.open, tmp_path / "tệp").code == "workspace.missing"
    with closing(sqlite3.connect(tmp_path / DATABASE)) as foreign:
        foreign.execute("CREATE TABLE a (b)")
    assert refused(store.open, tmp_path).code == "workspace.not_one"
    assert not (tmp_path / LOCK_FILE).exists()


def test_an_open_workspace_is_locked_also_against_restoring(folder: Path, store: WorkspaceFolderStore) -> None:
    backup = store.backups(folder)[0].path
    with closing(store.open(folder)):
        assert refused(store.open, folder).facts["who"]
        assert refused(store.open, folder).code == "workspace.locked"
        assert refused(store.restore, folder, backup).code == "workspace.locked"
        assert [each.path for each in store.backups(folder)] == [backup]


def test_the_lock_of_a_crashed_program_is_taken_over_and_that_is_said(folder: Path, store: WorkspaceFolderStore) -> None:
    put(folder, LOCK_FILE, b'{"host": "may-1", "pid": 7, "user": "Lan", "since": "2026-11-24T08:00:00+07:00"}')
    with closing(store.open(folder)) as workspace:
        ((code, facts),) = workspace.notices
        assert code == "workspace.stale_lock"
        assert "Lan" in say(code, **facts)


def test_leftovers_of_a_crash_are_swept_away_on_opening(folder: Path, store: WorkspaceFolderStore) -> None:
    for place in (folder, folder / EVIDENCE, folder / BACKUPS):
        put(place, ".part-77aa", b"half")
    with closing(store.open(folder)) as workspace:
        assert workspace.verify(Silent()) == ()
    assert not list(folder.rglob(".part-*"))


def test_a_backup_is_made_once_a_day(folder: Path, store: WorkspaceFolderStore, clock: Clock) -> None:
    store.open(folder).close()
    assert [each.reason for each in store.backups(folder)] == ["daily"]
    clock.now += timedelta(days=1)
    with closing(store.open(folder)) as workspace:
        assert workspace.notices == (("backup.made", {"backup": "parscore-20261125-103200-daily.db"}),)
    assert [each.at.day for each in store.backups(folder)] == [25, 24]


def test_a_backup_that_the_disk_refuses_does_not_keep_the_workspace_shut(
    folder: Path, store: WorkspaceFolderStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    clock.now += timedelta(days=1)
    monkeypatch.setattr(backup_module, "copy_database", full)
    with closing(store.open(folder)) as workspace:
        ((code, facts),) = workspace.notices
        assert code == "backup.not_made"
        assert "đầy" in say(code, **facts)
        assert choices(workspace) == {"1.1": 1}


def test_a_damaged_database_is_told_with_the_newest_good_backup(folder: Path, store: WorkspaceFolderStore) -> None:
    harm(folder / DATABASE)
    told = refused(store.open, folder)
    assert told.code == "workspace.damaged"
    assert str(folder / BACKUPS / "parscore-20261124-103200-daily.db") in say(told.code, **told.facts)
    shutil.rmtree(folder / BACKUPS)
    (folder / DATABASE).write_bytes(b"no database at all" * 1000)
    told = refused(store.open, folder)
    assert told.facts["backup"] == say("backup.none")
    assert not (folder / LOCK_FILE).exists()


@pytest.mark.parametrize("size", [0, 1, 99, 4096, 20_000])
def test_a_database_cut_short_is_never_taken_for_a_good_one(folder: Path, store: WorkspaceFolderStore, size: int) -> None:
    (folder / DATABASE).write_bytes((folder / DATABASE).read_bytes()[:size])
    assert refused(store.open, folder).code in {"workspace.damaged", "workspace.not_one"}


def test_restoring_puts_the_backup_in_place_and_saves_what_stood_there(folder: Path, store: WorkspaceFolderStore) -> None:
    with closing(store.open(folder)) as workspace:
        backup = workspace.back_up("asked").path
        answered(workspace, "1.1", 2)
        answered(workspace, "1.2", 2)
    saved = store.restore(folder, backup)
    with closing(store.open(folder)) as workspace:
        assert choices(workspace) == {"1.1": 1}
        with workspace.begin() as unit:
            assert (unit.history(1)[0].action, unit.history(1)[0].after) == ("restore", backup.name)
    store.restore(folder, saved)
    with closing(store.open(folder)) as workspace:
        assert choices(workspace) == {"1.1": 2, "1.2": 2}
    assert names(folder) == {DATABASE, EVIDENCE, BACKUPS}


def test_a_damaged_database_is_kept_as_it_is_when_a_backup_is_restored(folder: Path, store: WorkspaceFolderStore) -> None:
    harm(folder / DATABASE)
    harmed = (folder / DATABASE).read_bytes()
    put(folder, f"{DATABASE}-journal", b"not a journal")
    saved = store.restore(folder, store.backups(folder)[0].path)
    assert saved.name.endswith("-restore.db.damaged")
    assert saved.read_bytes() == harmed
    with closing(store.open(folder)) as workspace:
        assert choices(workspace) == {}
        assert workspace.verify(Silent())[0].kind == "stray"
    assert names(folder) == {DATABASE, EVIDENCE, BACKUPS}


def test_a_lost_database_is_restored_from_its_backups(folder: Path, store: WorkspaceFolderStore) -> None:
    backup = store.backups(folder)[0].path
    (folder / DATABASE).unlink()
    assert store.restore(folder, backup) == backup
    store.open(folder).close()


def test_what_is_no_good_backup_is_refused_and_nothing_changes(folder: Path, store: WorkspaceFolderStore, tmp_path: Path) -> None:
    before = (folder / DATABASE).read_bytes()
    whole = store.backups(folder)[0].path.read_bytes()
    newer = put(tmp_path, "newer.db", whole)
    with closing(sqlite3.connect(newer, isolation_level=None)) as bare:
        bare.execute("UPDATE alembic_version SET version_num = 'r9999'")
    assert refused(store.restore, folder, tmp_path / "không có.db").code == "backup.missing"
    assert refused(store.restore, folder, put(tmp_path, "half.db", whole[:5000])).code == "backup.damaged"
    assert refused(store.restore, folder, put(tmp_path, "text.db", b"text")).code == "backup.damaged"
    assert refused(store.restore, folder, newer).code == "workspace.too_new"
    assert refused(store.restore, tmp_path / "không", newer).code == "workspace.missing"
    assert (folder / DATABASE).read_bytes() == before
    assert names(folder) == {DATABASE, EVIDENCE, BACKUPS}
    assert len(list((folder / BACKUPS).iterdir())) == 1


def test_a_restoring_that_fails_leaves_the_database_as_it_was(
    folder: Path, store: WorkspaceFolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = store.backups(folder)[0].path
    real = os.replace

    def fail(source: Path, target: Path) -> None:
        if Path(target).name == DATABASE:
            raise OSError(errno.ENOSPC, "full")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    assert refused(store.restore, folder, backup).code == "store.disk_full"
    monkeypatch.undo()
    with closing(store.open(folder)) as workspace:
        assert choices(workspace) == {"1.1": 1}
    assert names(folder) == {DATABASE, EVIDENCE, BACKUPS}


def test_verifying_tells_missing_changed_and_stray_files_and_repairs_nothing(
    folder: Path, store: WorkspaceFolderStore, tmp_path: Path
) -> None:
    put(folder / EVIDENCE, sha256(b"evidence"), b"edited")
    put(folder / EVIDENCE, sha256(b"stray"), b"stray")
    with closing(store.open(folder)) as workspace:
        assert workspace.verify(Silent()) == (
            Damage("changed", "a.pdf", sha256(b"evidence")),
            Damage("stray", sha256(b"stray"), sha256(b"stray")),
        )
        (folder / EVIDENCE / sha256(b"evidence")).unlink()
        assert workspace.verify(Silent())[0].kind == "missing"
        kept(workspace, put(tmp_path / "in", "lại.pdf", b"evidence"))
        assert [damage.kind for damage in workspace.verify(Silent())] == ["stray"]


def test_verifying_tells_a_database_that_broke_while_it_was_open(folder: Path, store: WorkspaceFolderStore) -> None:
    with closing(store.open(folder)) as workspace:
        harm(folder / DATABASE)
        assert workspace.verify(Silent()) == (Damage("database", DATABASE, ""),)
        assert say("damage.database", name=DATABASE)


def test_a_copy_of_evidence_comes_out_through_the_workspace(folder: Path, store: WorkspaceFolderStore, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with closing(store.open(folder)) as workspace:
        copy = workspace.copy_out(KeptFile(sha256(b"evidence"), "a.pdf", 8), tmp_path / "out")
    assert (copy.name, copy.read_bytes()) == ("a.pdf", b"evidence")


def test_a_person_without_a_name_for_the_system_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert module.person() == say("workspace.unknown_person")


def test_a_folder_that_takes_no_files_is_told(folder: Path, store: WorkspaceFolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def denied(path: Path, *args: object, **words: object) -> int:
        if Path(path).name == LOCK_FILE:
            raise PermissionError(errno.EACCES, "denied", str(path))
        return real(path, *args, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", denied)
    assert refused(store.open, folder).code == "workspace.read_only"
