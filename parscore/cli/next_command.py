"""The command that begins a new year from the year before."""

from pathlib import Path

import click

from parscore.cli.console import Command
from parscore.cli.move_commands import MAP_HELP, map_of
from parscore.services.next_year_text import plan_text
from parscore.services.progress import Silent
from parscore.texts import say

TYPE = click.Path(path_type=Path)


@click.command("next", cls=Command)
@click.argument("old", metavar="NĂM_TRƯỚC", type=TYPE)
@click.argument("folder", metavar="THƯ_MỤC_MỚI", type=TYPE)
@click.option("--criteria", "chosen", required=True, metavar="MÃ|TỆP", help="Bộ tiêu chí của năm mới: mã, tệp .yaml hoặc bảng.")
@click.option("--year", type=int, metavar="NĂM", help="Năm mới; không ghi thì lấy năm sau của năm trước.")
@click.option("--map", "map_file", metavar="TỆP", type=TYPE, help=MAP_HELP)
@click.option("--preview", is_flag=True, help="Chỉ xem sẽ chuyển gì sang năm mới; không tạo gì.")
@click.pass_context
def next_year(context: click.Context, old: Path, folder: Path, chosen: str, year: int | None, map_file: Path | None, preview: bool) -> int:
    """Tạo năm mới từ thư mục làm việc năm trước; thư mục năm trước giữ nguyên."""
    from parscore.cli.commands import app_of, tell_findings

    with app_of(context) as app:
        criteria, findings = app.criteria.choose(chosen)
        codes = map_of(app, map_file)
        if preview:
            click.echo("\n".join(plan_text(app.next_year.preview(old, criteria, codes, Silent()), say)))
            return 0
        begun = app.next_year.begin(old, folder, criteria, year, codes, Silent())
        profile = begun.opened.profile
        facts = {"folder": begun.opened.folder, "department": profile.department, "year": profile.year}
        click.echo(say("next.made", before=old, **facts))
        click.echo("\n".join(plan_text(begun.plan, say)))
        if findings:
            tell_findings(findings)
    return 0
