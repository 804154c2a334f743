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
