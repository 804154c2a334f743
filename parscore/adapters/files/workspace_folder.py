"""Workspaces on disk: one folder each with `parscore.db`, `evidence/`, `backups/` and, while it is open, `parscore.lock`."""

import getpass
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from parscore.adapters.database.backup import copy_database, free_name, good_backups, is_good, listed, make_backup, prune
from parscore.adapters.database.engine import DamagedDatabase, Database, connect, connect_to_read, require_whole, told
from parscore.adapters.database.migrate import is_current, revision_of, upgrade
from parscore.adapters.database.sql_unit import LoadSet, Memory, SqlUnit
from parscore.adapters.files.evidence_store import EvidenceStore
from parscore.adapters.files.workspace_lock import LOCK_FILE, WorkspaceLock
from parscore.adapters.files.write_whole import PART, part_beside, refusal, require_names, swap_in, sync_folder
from parscore.domain.assessment import Profile
from parscore.domain.beside import NOTHING_BESIDE, Beside
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.evidence import KeptFile
from parscore.services.ports import BackupFile, Damage, Kept
from parscore.services.progress import Progress
from parscore.texts import say

DATABASE = "parscore.db"
JOURNAL = "parscore.db-journal"
EVIDENCE = "evidence"
BACKUPS = "backups"
LONGEST_FOLDER = 150
_OURS = {EVIDENCE, BACKUPS, LOCK_FILE, "desktop.ini", "Thumbs.db", ".DS_Store"}

Clock = Callable[[], datetime]
Notices = list[tuple[str, dict[str, object]]]


class WorkspaceFolderStore:
    """Makes, opens and restores workspaces. `dump_set` writes a criteria set as text, `load_set` reads that text and a name."""

    def __init__(self, dump_set: Callable[[CriteriaSet], str], load_set: LoadSet, clock: Clock) -> None:
        """Use these for criteria sets and the local time with its offset."""
        self._dump_set = dump_set
        self._memory_of_sets: dict[str, CriteriaSet] = {}
        self._load_set = load_set
        self._clock = clock

    def create(self, folder: Path, profile: Profile, criteria: CriteriaSet, beside: Beside = NOTHING_BESIDE) -> "OpenWorkspace":
        """A new workspace in an empty or missing folder, whole or not at all.

        Raises Refused("workspace.exists"), "workspace.folder_not_empty", "workspace.path_too_long", or what the disk refuses.
        """
        require_names(folder)
        content = self._dump_set(criteria)
        place = _place(folder)
        _require_empty(place)
        with ExitStack() as undo, _writing(place):
            undo.callback(_take_back, place, [path for path in (place, *place.parents) if not path.exists()])
            place.mkdir(parents=True, exist_ok=True)
            lock = self._lock(place)
            undo.callback(lock.release)
            for name in (EVIDENCE, BACKUPS):
                (place / name).mkdir(exist_ok=True)
            self._build(place, profile, criteria, content, beside)
            workspace = self._enter(place, lock, [])
            undo.pop_all()
        return workspace

    def open(self, folder: Path) -> "OpenWorkspace":
        """Open, lock, bring up to this version, back up once a day.

        Raises Refused("workspace.missing"), "workspace.not_one", "workspace.locked", "workspace.too_new", "workspace.damaged",
        "workspace.read_only", "workspace.path_too_long".
        """
        place = _place(folder)
        _require_workspace(place)
        with ExitStack() as undo, _writing(place):
            lock = self._lock(place)
            undo.callback(lock.release)
            notices: Notices = []
            if lock.stale is not None:
                notices.append(("workspace.stale_lock", lock.stale.facts(place)))
            workspace = self._enter(place, lock, notices)
            undo.pop_all()
        return workspace

    @contextmanager
    def look(self, folder: Path) -> Iterator[SqlUnit]:
        """Read a workspace as it stands, out of a copy of its database; nothing is locked or changed there, it may be open.

        Raises Refused("workspace.missing"), "workspace.not_one", "workspace.too_new", "workspace.damaged", "workspace.interrupted".
        """
        place = folder.resolve()
        _require_workspace(place)
        with damage_told(place, self._clock), TemporaryDirectory(prefix="parscore-") as held:
            copy = Path(held) / DATABASE
            with closing(connect_to_read(place / DATABASE)) as bare:
                revision_of(bare, place)
                copy_database(bare, copy)
            with closing(Database(copy)) as database:
                if not is_current(database.bare, place):
                    upgrade(database)
                yield SqlUnit(database, self._memory(), self._clock, person())
                database.rollback()

    def backups(self, folder: Path) -> tuple[BackupFile, ...]:
        """The good backups, newest first; the workspace may be open or closed."""
        return good_backups(folder.absolute() / BACKUPS, self._clock().tzinfo)

    def restore(self, folder: Path, backup: Path) -> Path:
        """Put a backup in the database's place after saving what stood there; gives the path of what was saved.

        Raises Refused("backup.missing"), "backup.damaged", "workspace.too_new", "workspace.locked". Nothing changes then.
        """
        place = _place(folder)
        if not (place / DATABASE).is_file() and not (place / BACKUPS).is_dir():
            _require_workspace(place)
        part = part_beside(place / DATABASE)
        with ExitStack() as last, _writing(place):
            last.callback(self._lock(place).release)
            last.callback(_remove_database, part)
            self._prepare(place, backup, part)
            saved = self._save_current(place)
            (place / JOURNAL).unlink(missing_ok=True)
            swap_in(part, place / DATABASE)
            sync_folder(place)
            prune(place / BACKUPS)
        return saved or backup

    def _lock(self, place: Path) -> WorkspaceLock:
        return WorkspaceLock.take(place, person(), self._clock)

    def _memory(self) -> Memory:
        return Memory(self._load_set, self._dump_set, self._memory_of_sets)

    def _build(self, place: Path, profile: Profile, criteria: CriteriaSet, content: str, beside: Beside) -> None:
        """Make the database beside its place, then swap it in: from then on the folder is a workspace."""
        part = part_beside(place / DATABASE)
        try:
            with told(part), closing(Database(part)) as database:
                database.bare.execute("PRAGMA synchronous = OFF")
                upgrade(database)
                unit = SqlUnit(database, self._memory(), self._clock, person())
                unit.adopt(profile, criteria, content, beside)
                unit.criteria()
                unit.note("create", "", "", profile.department)
                unit.commit()
            _flush(part)
            swap_in(part, place / DATABASE)
            sync_folder(place)
        finally:
            _remove_database(part)

    def _enter(self, place: Path, lock: WorkspaceLock, notices: Notices) -> "OpenWorkspace":
        for name in (EVIDENCE, BACKUPS):
            (place / name).mkdir(exist_ok=True)
        _sweep(place)
        with damage_told(place, self._clock), ExitStack() as undo:
            database = Database(place / DATABASE)
            undo.callback(database.close)
            self._bring_up(place, database, notices)
            self._daily_backup(place, database, notices)
            undo.pop_all()
        return OpenWorkspace(place, lock, database, self._memory(), self._clock, tuple(notices))

    def _bring_up(self, place: Path, database: Database, notices: Notices) -> None:
        current = is_current(database.bare, place)
        database.require_whole()
        if current:
            return
        made = make_backup(database.bare, place / BACKUPS, self._clock(), "migration")
        upgrade(database)
        notices.append(("workspace.brought_up", {"backup": made.path.name}))

    def _daily_backup(self, place: Path, database: Database, notices: Notices) -> None:
        """Once a day; a disk that cannot take it does not keep a person from the year's work."""
        today = self._clock()
        prune(place / BACKUPS)
        if any(each.reason == "daily" and each.at.date() == today.date() for each in listed(place / BACKUPS, today.tzinfo)):
            return
        try:
            made = make_backup(database.bare, place / BACKUPS, today, "daily")
        except Refused as refused:
            notices.append(("backup.not_made", {"why": say(refused.code, **refused.facts)}))
        else:
            notices.append(("backup.made", {"backup": made.path.name}))

    def _prepare(self, place: Path, backup: Path, part: Path) -> None:
        """A checked copy of the backup beside the database, brought up to this version, the restoring noted in its history."""
        if not backup.is_file():
            raise Refused("backup.missing", path=backup, name=backup.name)
        if not is_good(backup, "integrity_check"):
            raise Refused("backup.damaged", path=backup, name=backup.name)
        with told(backup), closing(connect(backup)) as bare:
            revision_of(bare, backup.parent)
            copy_database(bare, part)
        with told(part), closing(Database(part)) as database:
            database.bare.execute("PRAGMA synchronous = OFF")
            if not is_current(database.bare, place):
                upgrade(database)
            unit = SqlUnit(database, self._memory(), self._clock, person())
            unit.note("restore", "", "", backup.name)
            unit.commit()
        _flush(part)

    def _save_current(self, place: Path) -> Path | None:
        """Back up what stands; where SQLite cannot read it, its bytes as they are. None where nothing stands."""
        if not (place / DATABASE).is_file():
            return None
        try:
            with told(place / DATABASE), closing(connect(place / DATABASE)) as bare:
                require_whole(bare)
                return make_backup(bare, place / BACKUPS, self._clock(), "restore").path
        except DamagedDatabase:
            saved, _ = free_name(place / BACKUPS, self._clock(), "restore")
            saved = saved.with_name(f"{saved.name}.damaged")
            (place / BACKUPS).mkdir(exist_ok=True)
            shutil.copyfile(place / DATABASE, saved)
            if (place / JOURNAL).is_file():
                shutil.copyfile(place / JOURNAL, saved.with_name(f"{saved.name}-journal"))
            return saved


class OpenWorkspace:
    """A workspace in use: locked, its database open, until closed."""

    def __init__(
        self,
        folder: Path,
        lock: WorkspaceLock,
        database: Database,
        memory: Memory,
        clock: Clock,
        notices: tuple[tuple[str, dict[str, object]], ...],
    ) -> None:
        """Made by WorkspaceFolderStore."""
        self._folder = folder
        self._lock = lock
        self._database = database
        self._memory = memory
        self._clock = clock
        self._notices = notices
        self._who = person()
        self._store = EvidenceStore(folder / EVIDENCE)
        self._closed = False

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder

    @property
    def notices(self) -> tuple[tuple[str, dict[str, object]], ...]:
        """What opening it had to do."""
        return self._notices

    @contextmanager
    def begin(self) -> Iterator[SqlUnit]:
        """A transaction; leaving it without commit undoes it. Failures of the disk are told as refusals."""
        with damage_told(self._folder, self._clock):
            unit = SqlUnit(self._database, self._memory, self._clock, self._who)
            try:
                yield unit
            finally:
                unit.undo()

    def keep(self, files: Sequence[Path], progress: Progress) -> tuple[Kept, ...]:
        """Copy files into the store, a result for each in order."""
        return self._store.keep(files, progress)

    def copy_out(self, kept: KeptFile, folder: Path) -> Path:
        """Write a kept file under its own name into a folder, checked against its SHA-256."""
        return self._store.copy_out(kept, folder)

    def verify(self, progress: Progress) -> tuple[Damage, ...]:
        """Compare database and store. A database that is not whole is one damage of kind "database"; nothing is repaired."""
        try:
            with told(self._database.file), closing(connect(self._database.file)) as fresh:  # reads the disk, not what is remembered
                require_whole(fresh, "integrity_check")
            with self.begin() as unit:
                documents = unit.evidence().documents.values()
        except DamagedDatabase:
            return (Damage("database", DATABASE, ""),)
        return self._store.check((kept for document in documents for kept in document.files), progress)

    def back_up(self, reason: str) -> BackupFile:
        """A consistent copy of the database; the ten newest are kept."""
        with damage_told(self._folder, self._clock):
            return make_backup(self._database.bare, self._folder / BACKUPS, self._clock(), reason)

    def close(self) -> None:
        """Let it go; harmless when called twice."""
        if not self._closed:
            self._closed = True
            self._database.close()
            self._lock.release()


@contextmanager
def damage_told(place: Path, clock: Clock) -> Iterator[None]:
    """Tell failures of the database as refusals, a damaged one with the newest good backup."""
    try:
        with told(place / DATABASE):
            yield
    except DamagedDatabase as error:
        good = good_backups(place / BACKUPS, clock().tzinfo)
        offer = say("backup.offer", at=good[0].at.strftime("%H:%M %d/%m/%Y"), path=good[0].path) if good else say("backup.none")
        raise Refused("workspace.damaged", folder=place, backup=offer) from error


def person() -> str:
    """The name this person has for the operating system."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return say("workspace.unknown_person")


def _place(folder: Path) -> Path:
    """The folder's absolute path; refused where files in it could get paths too long for Windows."""
    place = folder.resolve()
    if len(str(place)) > LONGEST_FOLDER:
        raise Refused("workspace.path_too_long", folder=place, count=len(str(place)), limit=LONGEST_FOLDER)
    return place


def _require_workspace(place: Path) -> None:
    if not place.is_dir():
        raise Refused("workspace.missing", folder=place)
    if not (place / DATABASE).is_file():
        raise Refused("workspace.not_one", folder=place)


def _require_empty(place: Path) -> None:
    """Refuse a folder with anything in it but what an interrupted making left."""
    if place.exists() and not place.is_dir():
        raise Refused("workspace.folder_not_empty", folder=place, name=place.name)
    if not place.is_dir():
        return
    if (place / DATABASE).exists():
        raise Refused("workspace.exists", folder=place)
    for entry in sorted(place.iterdir()):
        harmless = entry.name in _OURS or entry.name.startswith(PART)
        if not harmless or (entry.is_dir() and any(not each.name.startswith(PART) for each in entry.iterdir())):
            raise Refused("workspace.folder_not_empty", folder=place, name=entry.name)


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    """Tell what the system's failures in the workspace folder mean."""
    try:
        yield
    except OSError as error:
        refused = refusal(error, place / DATABASE)
        if refused is None:
            raise
        raise refused from error


def _take_back(place: Path, made: list[Path]) -> None:
    """Remove what a failed making left: only empty folders, so nothing of a person is ever lost."""
    for path in (place / EVIDENCE, place / BACKUPS, *made):
        with suppress(OSError):
            path.rmdir()


def _sweep(place: Path) -> None:
    """Remove what a crash left half made."""
    for folder in (place, place / BACKUPS):
        for entry in list(os.scandir(folder)):
            if entry.name.startswith(PART) and entry.is_file():
                Path(entry.path).unlink(missing_ok=True)
    EvidenceStore(place / EVIDENCE).sweep()


def _flush(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _remove_database(part: Path) -> None:
    for path in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)
