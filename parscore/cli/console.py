"""The text console: UTF-8 whatever the code page, and help in Vietnamese."""

import io
import os
import sys
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

import click

from parscore.domain.errors import Refused
from parscore.texts import say

WINDOWS = os.name == "nt"
_HEADINGS = {"Options": "Tuỳ chọn", "Commands": "Các lệnh", "Arguments": "Đối số"}


def prepare_streams() -> None:
    """Make stdout and stderr take every Vietnamese letter; a windowed program has none, so give it sinks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def words(value: str) -> str:
    """Text of a person, UTF-8 whatever the system believes its arguments to be; raises ValueError for bytes that are no text."""
    return os.fsencode(value).decode("utf-8")


def spread(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files themselves where some are named by a pattern like *.pdf, which on Windows the shell leaves to the program."""
    return tuple(each for file in files for each in (_matching(file) if WINDOWS else (file,)))


def _matching(file: Path) -> tuple[Path, ...]:
    """In the order of their names; a pattern that no file has stays as it is."""
    if not set(file.name) & set("*?") or not file.parent.is_dir():
        return (file,)
    pattern = file.name.replace("[", "[[]")
    return tuple(sorted(each for each in file.parent.iterdir() if fnmatch(each.name, pattern) and each.is_file())) or (file,)


def name_of(param: click.Parameter | None) -> str:
    """What a person writes for a parameter: "--criteria", "THƯ_MỤC"."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name if param is not None else ""


def wrong_usage(context: click.Context | None, code: str, /, **facts: object) -> Refused:
    """What is wrong with a call, and where its help is."""
    return Refused("cli.usage", message=say(code, **facts), command=context.command_path if context is not None else "parscore")


class VietnameseFormatter(click.HelpFormatter):
    """Help pages with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(prog, _in_vietnamese(args), prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and what they are for."""
        super().write_dl([(name, text.replace("[required]", "[bắt buộc]")) for name, text in rows], col_max, col_spacing)


class VietnameseContext(click.Context):
    """Uses the Vietnamese help pages."""

    formatter_class = VietnameseFormatter


class Command(click.Command):
    """A command with Vietnamese help."""

    context_class = VietnameseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Vietnamese."""
        return _vietnamese(super().get_help_option(ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; raises Refused for one too many."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise wrong_usage(ctx, "cli.extra", name=rest[0])
        return rest


class Group(click.Group):
    """A group of such commands."""

    context_class = VietnameseContext
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Vietnamese."""
        return _vietnamese(super().get_help_option(ctx))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; raises Refused for one that is not there."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise wrong_usage(ctx, "cli.no_such_command", name=args[0])
        return super().resolve_command(ctx, args)


Group.group_class = Group


def _in_vietnamese(arguments: str) -> str:
    for word, ours in (("[OPTIONS]", "[TUỲ CHỌN]"), ("[COMMAND] [ARGS]...", "[LỆNH …]"), ("COMMAND [ARGS]...", "LỆNH …")):
        arguments = arguments.replace(word, ours)
    return arguments


def _vietnamese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Xem hướng dẫn này."
    return option
