"""The command line: exit 0 good, 1 findings or damage, 2 refused (one sentence on stderr), 70 a bug."""

import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from parscore.cli.commands import root
from parscore.cli.console import prepare_streams
from parscore.domain.errors import Refused
from parscore.services.app import App
from parscore.services.ports import Cancelled
from parscore.texts import say

REFUSED, BUG = 2, 70


@dataclass(frozen=True, slots=True)
class Outside:
    """What the command line needs from above: the app, the check-up, the window, and a folder for bug reports."""

    make_app: Callable[[], App]
    check_up: Callable[[], tuple[tuple[str, bool, str], ...]]
    open_desk: Callable[[Path | None], int]
    logs: Callable[[], Path]


def run(arguments: Sequence[str], outside: Outside) -> int:
    """Run one command and give its exit code."""
    prepare_streams()
    try:
        code = root.main(list(arguments), prog_name="parscore", standalone_mode=False, obj=outside)
    except Refused as refusal:
        return _refuse(say(refusal.code, **refusal.facts))
    except click.ClickException as wrong:
        return _refuse(_sentence(wrong))
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return _refuse(say("cli.cancelled"))
    except Exception:  # noqa: BLE001 - the command line's one place where a bug becomes a report
        return _report_bug(outside.logs)
    return code if isinstance(code, int) else 0


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED


def _sentence(wrong: click.ClickException) -> str:
    """What is wrong with the call, in Vietnamese."""
    if isinstance(wrong, click.NoSuchOption):
        return say("cli.usage", message=say("cli.no_such_option", name=wrong.option_name))
    if isinstance(wrong, click.MissingParameter):
        name = wrong.param.human_readable_name if wrong.param is not None else ""
        return say("cli.usage", message=say("cli.missing", name=name))
    if isinstance(wrong, click.BadParameter):
        name = wrong.param.human_readable_name if wrong.param is not None else ""
        return say("cli.usage", message=say("cli.bad_value", name=name))
    return say("cli.usage", message=say("cli.no_command"))


def _report_bug(logs: Callable[[], Path]) -> int:
    report = traceback.format_exc()
    place = "stderr"
    with suppress(OSError):
        file = logs() / "parscore-loi.txt"
        with file.open("a", encoding="utf-8") as out:
            out.write(report)
        place = str(file)
    if place == "stderr":
        sys.stderr.write(report)
    click.echo(say("cli.bug", file=place), err=True)
    return BUG
