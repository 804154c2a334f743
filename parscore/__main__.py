"""The window without arguments, the command line with them."""

import sys
from pathlib import Path

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
    from parscore.bootstrap import build_app
    from parscore.ui.desk import run_desk

    return run_desk(build_app(), folder)


if __name__ == "__main__":
    main()
