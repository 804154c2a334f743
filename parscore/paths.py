"""Where the program's own files lie: in a checkout, an editable install, a wheel or a frozen build alike."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder `resources` or `criteria` as shipped: inside the installed package, else beside it.

    Raises FileNotFoundError where the installation is damaged.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    places = [_PACKAGE / name, _PACKAGE.parent / name, *([Path(frozen) / name] if frozen else [])]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(name)


def user_data() -> Path:
    """The folder for this person's settings, own criteria sets and logs; made when missing."""
    from platformdirs import user_data_path

    return user_data_path("parscore", appauthor=False, ensure_exists=True)


def logs() -> Path:
    """The folder for reports of bugs; made when missing."""
    folder = user_data() / "logs"
    folder.mkdir(exist_ok=True)
    return folder
