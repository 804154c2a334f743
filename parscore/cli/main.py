"""The command line: exit 0 good, 1 findings or damage, 2 refused (one sentence on stderr), 70 a bug."""

import errno
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from parscore.cli.commands import root
from parscore.cli.console import name_of, prepare_streams, wrong_usage
from parscore.domain.errors import Refused
from parscore.services.app import App
from parscore.services.progress import Cancelled
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
        told = _refusal(wrong)
        return _refuse(say(told.code, **told.facts))
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return _refuse(say("cli.cancelled"))
    except OSError as failure:
        return _refuse(say("cli.output_full")) if failure.errno in {errno.ENOSPC, errno.EDQUOT} else _report_bug(outside.logs)
    except Exception:  # noqa: BLE001 - the command line's one place where a bug becomes a report
        return _report_bug(outside.logs)
    return code if isinstance(code, int) else 0


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return REFUSED


def _refusal(wrong: click.ClickException) -> Refused:
    """What is wrong with the call, in Vietnamese."""
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    if isinstance(wrong, click.NoSuchOption):
        return wrong_usage(context, "cli.no_such_option", name=wrong.option_name)
    if isinstance(wrong, click.BadOptionUsage):
        return wrong_usage(context, "cli.bad_value", name=wrong.option_name)
    if isinstance(wrong, click.MissingParameter):
        return wrong_usage(context, "cli.missing", name=name_of(wrong.param))
    if isinstance(wrong, click.BadParameter):
        kind = wrong.param.type if wrong.param is not None else None
        if isinstance(kind, click.Choice):
            return wrong_usage(context, "cli.one_value_of", name=name_of(wrong.param), known=", ".join(map(str, kind.choices)))
        return wrong_usage(context, "cli.bad_value", name=name_of(wrong.param))
    return wrong_usage(context, "cli.no_command")


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
