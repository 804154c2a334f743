"""Whether parscore is whole on this machine (`parscore doctor`)."""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from parscore import __version__
from parscore.own_folders import user_data
from parscore.paths import shipped

LIBRARIES = (
    "PySide6_Essentials",
    "SQLAlchemy",
    "alembic",
    "pydantic",
    "PyYAML",
    "click",
    "platformdirs",
    "openpyxl",
    "XlsxWriter",
    "reportlab",
    "pypdfium2",
    "pdfplumber",
    "legacy_doc",
)
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_PATIENCE = 60.0

Result = tuple[bool, str]


def check_up() -> tuple[tuple[str, bool, str], ...]:
    """Each check's name (a key under [doctor]), whether it is good, and what was found."""
    checks: tuple[tuple[str, Callable[[], Result]], ...] = (
        ("version", lambda: (True, __version__)),
        ("python", lambda: (sys.version_info >= (3, 11), f"{platform.python_version()} {platform.system()}")),
        ("libraries", _libraries),
        ("fonts", _fonts),
        ("resources", _resources),
        ("write", _write),
        ("database", _database),
        ("qt", _window),
    )
    return tuple((name, *run()) for name, run in checks)


def _libraries() -> Result:
    found = []
    good = True
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} –")
            good = False
    return good, ", ".join(found)


def _fonts() -> Result:
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    folder = shipped("resources") / "fonts"
    for face in FACES:
        file = folder / f"LiberationSerif-{face}.ttf"
        try:
            glyphs = TTFont(f"check-{face}", str(file)).face.charToGlyph
        except (TTFError, OSError):
            return False, str(file)
        if any(ord(letter) not in glyphs for letter in "ĂăÂâĐđÊêÔôƠơƯưẠạẬậẶặẾếỆệỘộỢợỰựỹỴỵ"):
            return False, str(file)
    return True, f"Liberation Serif, {len(FACES)}"


def _resources() -> Result:
    try:
        wanted = [shipped("resources") / "i18n" / "vi.toml", *sorted(shipped("criteria").glob("*.yaml"))]
    except FileNotFoundError as missing:
        return False, str(missing)
    return len(wanted) > 1 and all(file.is_file() for file in wanted), str(wanted[0].parent.parent)


def _write() -> Result:
    for folder in (user_data(), Path(tempfile.gettempdir())):
        try:
            with tempfile.NamedTemporaryFile(dir=folder):
                pass
        except OSError:
            return False, str(folder)
    return True, str(user_data())


def _database() -> Result:
    from parscore.adapters.database.migrate import REVISIONS

    return True, REVISIONS[-1]


def _window() -> Result:
    """Ask a process of its own: a missing system library ends the process that tries.

    It writes into files: what the window system starts inherits a pipe and may hold it open long after that process has ended.
    """
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "parscore"]
    environment = dict(os.environ)
    headless = sys.platform.startswith("linux") and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    if headless:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        try:
            done = subprocess.run(
                [*own, "--probe-window"],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                timeout=_PATIENCE,
                env=environment,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as failure:
            return False, str(failure)
        return done.returncode == 0, _text(out) or _text(errors)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace").strip()


def probe_window() -> int:
    """Make a window application and name its platform; run in a process of its own."""
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    sys.stdout.write(f"{application.platformName()}\n")
    return 0
