"""The commands on criteria sets."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parscore.cli.console import Group, wrong_usage
from parscore.domain.criteria import Criterion, Field, leaves_of, walk
from parscore.domain.points import show_points
from parscore.services.criteria_json import draft_json
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.cli.main import Outside

FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def criteria() -> None:
    """Bộ tiêu chí: liệt kê, xem, kiểm tra, đọc bảng."""


@criteria.command("list")
@click.pass_context
def list_sets(context: click.Context) -> int:
    """Liệt kê các bộ tiêu chí có sẵn."""
    outside: Outside = context.obj
    app = outside.make_app()
    for each in app.criteria.list():
        leaves = sum(1 for leaf in each.leaves() if leaf.self_scored)
        facts = {"code": each.code, "title": each.title, "year": each.year or "…", "leaves": leaves}
        click.echo(say("cli.set_line", points=show_points(each.declared_total()), **facts))
    for file, refusal in app.criteria.damaged():
        click.echo(say("cli.set_damaged", file=file, reason=say(refusal.code, **refusal.facts)), err=True)
    return 1 if app.criteria.damaged() else 0


@criteria.command("show")
@click.argument("code", metavar="MÃ")
@click.pass_context
def show_set(context: click.Context, code: str) -> int:
    """Xem một bộ tiêu chí: lĩnh vực, tiêu chí, thang điểm."""
    outside: Outside = context.obj
    chosen, _ = outside.make_app().criteria.choose(code)
    click.echo(f"{chosen.title} – {chosen.notice or chosen.decision}")
    roots: tuple[Field | Criterion, ...] = (*chosen.fields, *chosen.bonus, *chosen.penalty)
    for root in roots:
        for node in walk(root):
            _show_node(node)
    return 0


def _show_node(node: Field | Criterion) -> None:
    kind = ""
    if isinstance(node, Criterion) and node.rule is not None:
        kind = f" [{say(f'kind.{node.rule.kind}')}]"
    click.echo(f"{node.code:<10} {show_points(node.max_points):>6}  {node.name}{kind}")
    if isinstance(node, Criterion):
        for rung in node.rungs:
            points = show_points(rung.points) if rung.points is not None else "…"
            click.echo(f"{'':<10} {points:>6}    – {rung.text}")
        for number in node.rule.inputs if node.rule is not None else ():
            click.echo(f"{'':<10} {'':>6}    {say('cli.input_line', name=number.name, label=number.label)}")


@criteria.command("check")
@click.argument("file", metavar="TỆP", type=FILE)
@click.pass_context
def check_file(context: click.Context, file: Path) -> int:
    """Kiểm tra một tệp bộ tiêu chí, báo từng lỗi với dòng của nó."""
    from parscore.cli.commands import tell_findings

    outside: Outside = context.obj
    app = outside.make_app()
    faults = app.criteria.faults(file)
    for sentence in faults:
        click.echo(sentence)
    if faults:
        return 1
    chosen, findings = app.criteria.choose(str(file))
    if findings:
        return tell_findings(findings)
    leaves = sum(1 for leaf in chosen.leaves() if leaf.self_scored)
    click.echo(say("cli.set_good", leaves=leaves, points=show_points(chosen.declared_total())))
    return 0


@criteria.command("read")
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("--table", "pick", type=int, metavar="SỐ", help="Đọc bảng (trang tính) thứ mấy; không ghi thì đọc bảng tiêu chí đầu tiên.")
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.pass_context
def read_file(context: click.Context, file: Path, pick: int | None, as_json: bool) -> int:
    """Đọc một bảng tiêu chí; không lưu gì."""
    from parscore.cli.commands import tell_findings

    outside: Outside = context.obj
    draft = outside.make_app().criteria.read_table(file, pick)
    if as_json:
        click.echo(json.dumps(draft_json(draft, say), ensure_ascii=False, indent=1))
        return 1 if any(finding.severity != "info" for finding in draft.findings) else 0
    found = draft.criteria
    for field in found.fields:
        for node in walk(field):
            _show_node(node)
    nodes = [node for field in found.fields for node in walk(field)]
    rungs = sum(len(node.rungs) for node in nodes if isinstance(node, Criterion))
    click.echo(
        say(
            "cli.table_counts",
            title=draft.title,
            fields=len(found.fields),
            criteria=len(nodes) - len(found.fields),
            leaves=sum(1 for field in found.fields for _ in leaves_of(field)),
            rungs=rungs,
            points=show_points(found.declared_total()),
        )
    )
    return tell_findings(draft.findings)


@criteria.command("adopt")
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, metavar="TỆP.yaml", help="Tệp bộ tiêu chí được ghi ra.")
@click.option(
    "--accept-sure", is_flag=True, help="Chấp nhận các cách tính điểm đã đọc chắc chắn; không ghi thì mọi cách tính đều chờ xác nhận."
)
@click.option("--table", "pick", type=int, metavar="SỐ", help="Lấy bảng (trang tính) thứ mấy; không ghi thì lấy bảng tiêu chí đầu tiên.")
@click.pass_context
def adopt_table(context: click.Context, file: Path, output: Path, accept_sure: bool, pick: int | None) -> int:
    """Đọc một bảng tiêu chí và ghi thành tệp bộ tiêu chí để dùng."""
    from parscore.cli.commands import tell_findings

    outside: Outside = context.obj
    sets = outside.make_app().sets
    draft = sets.read(file, pick)
    if output.suffix.lower() not in {".yaml", ".yml"}:
        raise wrong_usage(context, "cli.not_yaml", name=output.name)
    adopted = sets.adopt(draft, file=output, accept_sure=accept_sure)
    tell_findings(sets.findings(draft))
    if adopted.before is not None:
        click.echo(say("cli.set_aside", file=adopted.before))
    leaves = sum(1 for leaf in adopted.criteria.leaves() if leaf.self_scored)
    facts = {"file": adopted.file, "leaves": leaves, "sure": adopted.ready, "check": adopted.to_confirm, "open": adopted.to_settle}
    click.echo(say("cli.adopted", points=show_points(adopted.criteria.declared_total()), **facts))
    for leaf in adopted.criteria.leaves():
        if leaf.open:
            questions = " ".join(say(f"table.question.{code}") for code in leaf.open)
            click.echo(say("cli.to_settle", code=leaf.key, name=leaf.name, questions=questions))
    return 1 if any(leaf.open or leaf.sure != "sure" for leaf in adopted.criteria.leaves()) else 0
