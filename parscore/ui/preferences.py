"""What the window remembers between starts: recent workspaces, sizes, and where the person was."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from parscore.own_folders import user_data

MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Recent:
    """A workspace opened before."""

    folder: Path
    department: str
    year: str


def own_settings() -> QSettings:
    """The file of this person's settings; on Windows too, where Qt by itself would use the registry."""
    return QSettings(str(user_data() / "cua-so.ini"), QSettings.Format.IniFormat)


class Preferences:
    """Kept in one file of the person's own folder."""

    def __init__(self, file: Path | None = None) -> None:
        """Use this file, by default the person's own."""
        self._settings = QSettings(str(file), QSettings.Format.IniFormat) if file else own_settings()

    def recent(self) -> tuple[Recent, ...]:
        """The workspaces opened last, newest first."""
        count = self._settings.beginReadArray("recent")
        found = []
        for at in range(count):
            self._settings.setArrayIndex(at)
            values = [str(self._settings.value(name, "")) for name in ("folder", "department", "year")]
            if values[0]:
                found.append(Recent(Path(values[0]), values[1], values[2]))
        self._settings.endArray()
        return tuple(found)

    def opened(self, recent: Recent) -> None:
        """Put a workspace first."""
        self._keep([recent, *(each for each in self.recent() if each.folder != recent.folder)])

    def forget(self, folder: Path) -> None:
        """Leave a workspace out of the list; the workspace itself stays where it is."""
        self._keep([each for each in self.recent() if each.folder != folder])

    def _keep(self, recents: list[Recent]) -> None:
        self._settings.remove("recent")
        self._settings.beginWriteArray("recent")
        for at, each in enumerate(recents[:MOST_RECENT]):
            self._settings.setArrayIndex(at)
            self._settings.setValue("folder", str(each.folder))
            self._settings.setValue("department", each.department)
            self._settings.setValue("year", each.year)
        self._settings.endArray()
        self._settings.sync()

    def bytes(self, name: str) -> QByteArray:
        """A size or state kept under a name, empty when there is none."""
        value = self._settings.value(f"state/{name}", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        """Keep a size or state under a name."""
        self._settings.setValue(f"state/{name}", value)

    def place(self, folder: Path) -> tuple[str, str]:
        """The page and the leaf where the person was in a workspace."""
        group = f"places/{_mark(folder)}"
        return str(self._settings.value(f"{group}/page", "")), str(self._settings.value(f"{group}/leaf", ""))

    def keep_place(self, folder: Path, page: str, leaf: str) -> None:
        """Remember page and leaf."""
        group = f"places/{_mark(folder)}"
        if self.place(folder) != (page, leaf):
            self._settings.setValue(f"{group}/page", page)
            self._settings.setValue(f"{group}/leaf", leaf)
            self._settings.sync()


def _mark(folder: Path) -> str:
    return hashlib.sha1(str(folder).encode(), usedforsecurity=False).hexdigest()[:16]
