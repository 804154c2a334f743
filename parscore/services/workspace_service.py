"""Make, open, check, back up and restore workspaces."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from parscore.domain.assessment import Profile
from parscore.domain.beside import NOTHING_BESIDE, Beside
from parscore.domain.changes import Changes
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.viet_text import clean
from parscore.services.ports import BackupFile, Damage, WorkspaceFolders
from parscore.services.progress import Progress
from parscore.services.session import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened workspace: what it is, and what opening it had to do, as text keys with facts."""

    folder: Path
    profile: Profile
    notices: tuple[tuple[str, dict[str, object]], ...]


class WorkspaceService:
    """One workspace is open at a time; opening another closes it."""

    def __init__(self, session: Session, folders: WorkspaceFolders) -> None:
        """Use these folders."""
        self._session = session
        self._folders = folders

    def create(self, folder: Path, profile: Profile, criteria: CriteriaSet, beside: Beside = NOTHING_BESIDE) -> Opened:
        """A new workspace, opened; `beside` stands beside its leaves from the start."""
        checked = _checked(profile)
        if not any(leaf.self_scored for leaf in criteria.leaves()):
            raise Refused("criteria.no_leaves", title=criteria.title)
        self._session.put(self._folders.create(folder, checked, criteria, beside))
        return self._opened()

    def open(self, folder: Path) -> Opened:
        """Open a workspace; what was open is closed once this one is, and stays open where it is the same or cannot be."""
        if not self._is_open(folder):
            self._session.put(self._folders.open(folder))
        return self._opened()

    def close(self) -> Changes:
        """Close what is open."""
        self._session.put(None)
        return Changes(everything=True)

    def save_profile(self, profile: Profile) -> Changes:
        """Correct names; the year belongs to the criteria set and stays."""
        checked = _checked(profile)
        with self._session.begin() as unit:
            before = unit.profile()
            if before == checked:
                return Changes()
            unit.save_profile(checked)
            unit.note("profile", "", _shown(before), _shown(checked))
            unit.commit()
        self._session.forget()
        return Changes(everything=True)

    def back_up(self) -> BackupFile:
        """A backup now."""
        return self._session.workspace.back_up("asked")

    def backups(self, folder: Path) -> tuple[BackupFile, ...]:
        """The good backups, newest first."""
        return self._folders.backups(folder)

    def restore(self, folder: Path, backup: Path) -> Path:
        """Put a backup in the database's place; the workspace is closed afterwards. Gives where the replaced state was saved."""
        if not self._is_open(folder):
            return self._folders.restore(folder, backup)
        self._session.put(None)
        try:
            return self._folders.restore(folder, backup)
        except Refused:
            self._session.put(self._folders.open(folder))
            raise

    def verify(self, progress: Progress) -> tuple[Damage, ...]:
        """Everything in the store that is not as it was kept."""
        return self._session.workspace.verify(progress)

    def _is_open(self, folder: Path) -> bool:
        return self._session.is_open and self._session.workspace.folder.resolve() == folder.resolve()

    def _opened(self) -> Opened:
        workspace = self._session.workspace
        with workspace.begin() as unit:
            return Opened(workspace.folder, unit.profile(), workspace.notices)


def _checked(profile: Profile) -> Profile:
    """The profile with its names as people write them; refused without a department or with a year that cannot be."""
    texts = (profile.department, profile.province, profile.parent, profile.place, profile.symbol)
    department, province, parent, place, symbol = (clean(text) for text in texts)
    if not department:
        raise Refused("profile.department_missing")
    if not 2000 <= profile.year <= 2100:
        raise Refused("profile.year", year=profile.year)
    return Profile(department, province, profile.year, parent, place, symbol)


def _shown(profile: Profile) -> str:
    """A profile as canonical JSON for the history."""
    return json.dumps(asdict(profile), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
