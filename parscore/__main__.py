"""The window without arguments, the command line with them."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parscore.services.app import App

PROBE = "--probe-window"


def main() -> None:
    """Start parscore."""
    arguments = sys.argv[1:]
    if not arguments:
        sys.exit(_desk(None))
    if arguments == [PROBE]:
        from parscore.check_up import probe_window

        sys.exit(probe_window())
    from parscore.bootstrap import build_app
    from parscore.check_up import check_up
    from parscore.cli.main import Outside, run
    from parscore.own_folders import logs

    sys.exit(run(arguments, Outside(build_app, check_up, _desk, logs)))


def desk() -> None:
    """Start the window, with a workspace folder where one is named."""
    sys.exit(_desk(Path(sys.argv[1]) if len(sys.argv) > 1 else None))


def _desk(folder: Path | None) -> int:
    if not has_screen(os.environ):
        from parscore.cli.console import prepare_streams
        from parscore.texts import say

        prepare_streams()
        sys.stderr.write(say("cli.no_screen") + "\n")
        return 2
    from parscore.ui.desk import run_desk

    return run_desk(_app, folder)


def _app() -> "App":
    """The services, imported once the window has been painted."""
    from parscore.bootstrap import build_app

    return build_app()


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown; without a screen Qt would end the program."""
    return not sys.platform.startswith("linux") or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    main()
