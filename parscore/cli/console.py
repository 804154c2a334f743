"""The text console: UTF-8 whatever the code page, and help in Vietnamese."""

import io
import sys

import click

_HEADINGS = {"Options": "Tuỳ chọn", "Commands": "Các lệnh", "Arguments": "Đối số"}


def prepare_streams() -> None:
    """Make stdout and stderr take every Vietnamese letter; a windowed program has none, so give it sinks."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class VietnameseFormatter(click.HelpFormatter):
    """Help pages with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(prog, args.replace("[OPTIONS]", "[TUỲ CHỌN]").replace("COMMAND [ARGS]...", "LỆNH …"), prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(_HEADINGS.get(heading, heading))


class VietnameseContext(click.Context):
    """Uses the Vietnamese help pages."""

    formatter_class = VietnameseFormatter


class Command(click.Command):
    """A command with Vietnamese help."""

    context_class = VietnameseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Vietnamese."""
        return _vietnamese(super().get_help_option(ctx))


class Group(click.Group):
    """A group of such commands."""

    context_class = VietnameseContext
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Vietnamese."""
        return _vietnamese(super().get_help_option(ctx))


Group.group_class = Group


def _vietnamese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Xem hướng dẫn này."
    return option
