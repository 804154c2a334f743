"""Where this person's settings, own criteria sets and logs lie; apart from `paths`, so that the core never sees the library behind it."""

from pathlib import Path

from platformdirs import user_data_path


def user_data() -> Path:
    """The folder for this person's settings, own criteria sets and logs; made when missing."""
    return user_data_path("parscore", appauthor=False, ensure_exists=True)


def logs() -> Path:
    """The folder for reports of bugs; made when missing."""
    folder = user_data() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


def unsaved_sets() -> Path:
    """The folder for corrections of criteria sets that nobody saved yet; made when missing."""
    folder = user_data() / "ban-nhap"
    folder.mkdir(exist_ok=True)
    return folder


def drafts_left() -> tuple[Path, ...]:
    """Corrections that were left behind by a crash, oldest first."""
    return tuple(sorted(unsaved_sets().glob("*.yaml"), key=lambda file: file.stat().st_mtime))
