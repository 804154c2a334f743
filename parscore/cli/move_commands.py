"""The commands on sets through time."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parscore.cli.console import Command
from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.errors import Refused
from parscore.domain.moving import FATES, MovePlan
from parscore.domain.set_difference import KINDS, Change, SetDifference
from parscore.domain.settling import OpenQuestion, open_questions
from parscore.services.app import App
from parscore.services.difference_json import change_text, detail_text, difference_plain
from parscore.services.move_json import move_plain
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.cli.main import Outside

FILE = click.Path(path_type=Path)
MAP_HELP = "Tệp ghi mã cũ thành mã mới, đã sửa tay."


@click.command("diff", cls=Command)
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
        click.echo(say("difference.of", title=each.title, code=each.code, version=each.version, year=each.year or "…"))
    for detail in found.of_set:
        click.echo(f"  {detail_text(detail, say)}")
    for kind in KINDS:
        changes = [change for change in found.changes if change.kinds[0] == kind and (kind != "same" or not change.sure)]
        if not changes:
            continue
        click.echo(f"\n{say(f'difference.kind.{kind}')} ({len(changes)})")
        for change in changes:
            _show_change(change)
    click.echo("")
    counted = ", ".join(say("difference.count", kind=say(f"difference.kind.{kind}"), count=count) for kind, count in found.counts.items())
    click.echo(say("difference.all_same") if found.is_same else say("difference.total", counted=counted, unsure=len(found.unsure)))


def _show_change(change: Change) -> None:
    """One change with its details."""
    doubt = "" if change.sure else f"  {say('difference.unsure')}"
    click.echo(f"  {change_text(change, say)}{doubt}")
    for detail in change.details:
        click.echo(f"      {detail_text(detail, say)}")


@click.command("move", cls=Command)
@click.argument("folder", metavar="THƯ_MỤC", type=FILE)
@click.argument("new", metavar="[BỘ_MỚI]", default="")
@click.option("--preview", is_flag=True, help="Chỉ xem từng câu trả lời sẽ ra sao; không thay đổi gì.")
@click.option("--map", "map_file", metavar="TỆP", type=FILE, help=MAP_HELP)
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.option("--undo", is_flag=True, help="Trở lại bộ tiêu chí và câu trả lời trước lần chuyển gần nhất.")
@click.pass_context
def move_set(context: click.Context, folder: Path, new: str, preview: bool, map_file: Path | None, as_json: bool, undo: bool) -> int:
    """Chuyển thư mục làm việc sang bản mới của bộ tiêu chí."""
    from parscore.cli.commands import opened

    if undo == bool(new):
        raise Refused("cli.one_of", options="BỘ_MỚI, --undo")
    with opened(context, folder) as app:
        if undo:
            return _undo(app)
        chosen, codes = app.criteria.choose(new)[0], map_of(app, map_file)
        backup = None
        if preview:
            plan = app.moves.preview(chosen, codes)
        else:
            moved = app.moves.move(chosen, codes)
            plan, backup = moved.plan, moved.backup
        if as_json:
            click.echo(json.dumps(move_plain(plan, say), ensure_ascii=False, indent=1))
        else:
            show_plan(plan)
            if not preview:
                click.echo(say("move.done", title=chosen.title, version=chosen.version))
            if backup is not None:
                click.echo(say("move.backed_up", file=backup.path))
    return int(preview and len(plan.fates) > plan.counts["kept"])


def _undo(app: App) -> int:
    back = app.moves.undo_move()
    click.echo(say("move.undone", title=back.criteria.title, version=back.criteria.version, file=back.backup.path))
    if back.archived:
        click.echo(say("move.put_away", count=len(back.archived), codes=", ".join(back.archived)))
    return 0


def show_plan(plan: MovePlan) -> None:
    """What becomes of each leaf at which something was written, grouped; the counts add up."""
    for outcome in FATES:
        changes = plan.changes(outcome)
        if changes:
            click.echo(say(f"move.fate.{outcome}", count=plan.counts[outcome]))
        for change in changes if outcome != "kept" else ():
            _show_change(change)
    click.echo(say("move.total", total=len(plan.fates)))


@click.command("settle", cls=Command)
@click.argument("folder", metavar="THƯ_MỤC", type=FILE)
@click.argument("code", metavar="MÃ")
@click.option("--question", type=int, default=1, metavar="N", help="Câu hỏi thứ mấy, nếu có nhiều.")
@click.option("--choice", type=int, metavar="N", help="Chọn cách hiểu thứ N.")
@click.option("--as-read", is_flag=True, help="Xác nhận cách tính điểm đúng như đọc từ bảng.")
@click.pass_context
def settle_leaf(context: click.Context, folder: Path, code: str, question: int, choice: int | None, as_read: bool) -> int:
    """Trả lời câu hỏi còn mở về cách tính điểm của một tiêu chí; không ghi --choice thì liệt kê."""
    from parscore.cli.commands import opened

    if as_read and choice is not None:
        raise Refused("cli.one_of", options="--choice, --as-read")
    with opened(context, folder) as app:
        if as_read:
            app.moves.confirm(code)
        elif choice is not None:
            app.moves.settle(code, question - 1, choice - 1)
        leaf = app.scoring.leaf(code).leaf
        questions = open_questions(leaf)
        for number, each in enumerate(questions, 1):
            _show_question(number, each)
        if not questions:
            click.echo(say("settle.unconfirmed" if leaf.sure != "sure" else "settle.nothing_open", code=leaf.code))
    return 1 if questions or leaf.sure != "sure" else 0


def _show_question(number: int, question: OpenQuestion) -> None:
    values = question.facts.get("values")
    asked = say(f"table.question.{question.code}")
    click.echo(f"{number}. {asked}" if values is None else f"{number}. {asked} ({values})")
    for at, choice in enumerate(question.choices, 1):
        click.echo(f"   {at}) {say(f'settle.{choice.code}', **choice.facts)}")
    if not question.choices:
        click.echo(f"   {say('settle.by_editing')}")
