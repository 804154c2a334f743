"""The commands on sets through time."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.set_difference import KINDS, SetDifference
from parscore.services.app import App
from parscore.services.difference_json import change_text, detail_text, difference_plain
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.cli.main import Outside

FILE = click.Path(path_type=Path)
MAP_HELP = "Tệp ghi mã cũ thành mã mới, đã sửa tay."


@click.command("diff")
@click.argument("old", metavar="BỘ_CŨ")
@click.argument("new", metavar="BỘ_MỚI")
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.option("--map", "map_file", metavar="TỆP", type=FILE, help=MAP_HELP)
@click.option("--write-map", "out_file", metavar="TỆP", type=FILE, help="Ghi mã cũ thành mã mới ra tệp, để sửa tay.")
@click.pass_context
def diff_sets(context: click.Context, old: str, new: str, as_json: bool, map_file: Path | None, out_file: Path | None) -> int:
    """So hai bộ tiêu chí: mã, tệp .yaml hoặc bảng."""
    outside: Outside = context.obj
    app = outside.make_app()
    before, after = (app.criteria.choose(name)[0] for name in (old, new))
    found = app.moves.difference(before, after, map_of(app, map_file))
    if out_file is not None:
        app.moves.write_map(out_file, found.code_map())
    if as_json:
        click.echo(json.dumps(difference_plain(found, say), ensure_ascii=False, indent=1))
    else:
        show_difference(found)
    return 0 if found.is_same else 1


def map_of(app: App, file: Path | None) -> CodeMap:
    """The code map of a file, or none."""
    return NO_MAP if file is None else app.moves.read_map(file)


def show_difference(found: SetDifference) -> None:
    """What differs, grouped by its gravest kind."""
    for each in (found.old, found.new):
        click.echo(say("difference.of", title=each.title, code=each.code, version=each.version, year=each.year))
    for detail in found.of_set:
        click.echo(f"  {detail_text(detail, say)}")
    for kind in KINDS:
        changes = [change for change in found.changes if change.kinds[0] == kind and (kind != "same" or not change.sure)]
        if not changes:
            continue
        click.echo(f"\n{say(f'difference.kind.{kind}')} ({len(changes)})")
        for change in changes:
            doubt = "" if change.sure else f"  {say('difference.unsure')}"
            click.echo(f"  {change_text(change, say)}{doubt}")
            for detail in change.details:
                click.echo(f"      {detail_text(detail, say)}")
    click.echo("")
    counted = ", ".join(say("difference.count", kind=say(f"difference.kind.{kind}"), count=count) for kind, count in found.counts.items())
    click.echo(say("difference.all_same") if found.is_same else say("difference.total", counted=counted, unsure=len(found.unsure)))
