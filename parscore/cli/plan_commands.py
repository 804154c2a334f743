"""The commands on plans."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parscore.cli.console import Group
from parscore.domain.plan_draft import PlanDraft, TaskDraft
from parscore.services.plan_json import plan_json
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.cli.main import Outside

FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def plan() -> None:
    """Kế hoạch CCHC của đơn vị: đọc tệp kế hoạch."""


@plan.command("read")
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("--year", type=int, metavar="NĂM", help="Năm của kế hoạch, nếu trong tệp không ghi.")
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.pass_context
def read_plan(context: click.Context, file: Path, year: int | None, as_json: bool) -> int:
    """Đọc một kế hoạch: nhiệm vụ, chỉ tiêu, thời hạn; không lưu gì."""
    from parscore.cli.commands import tell_findings

    outside: Outside = context.obj
    found = outside.make_app().plans.read(file, year)
    if as_json:
        click.echo(json.dumps(plan_json(found, say), ensure_ascii=False, indent=1))
        return 1 if any(finding.severity != "info" for finding in found.findings) else 0
    _show(found)
    return tell_findings(found.findings)


def _show(found: PlanDraft) -> None:
    section = ""
    for task in found.tasks:
        if task.section and task.section != section:
            section = task.section
            click.echo(f"{task.section_no} {section}".strip())
        _show_task(task)
    for target in found.targets:
        click.echo(say("cli.plan_target", text=target.text))
    for report in found.reports:
        click.echo(say("cli.plan_report", name=report.name, words=report.text))
    kinds = list(found.kinds.values())
    counts = {
        "total": len(kinds),
        "task_lines": kinds.count("task"),
        "target_lines": kinds.count("target"),
        "head_lines": kinds.count("head"),
        "prose_lines": kinds.count("prose"),
        "other_lines": sum(1 for kind in kinds if kind in {"section", "table_head", "other"}),
    }
    click.echo(say("cli.plan_counts", year=found.year, tasks=len(found.tasks), targets=len(found.targets), reports=len(found.reports)))
    click.echo(say("cli.plan_lines", **counts))


def _show_task(task: TaskDraft) -> None:
    label = task.label or "•"
    click.echo(f"  {label:<4} {task.text}")
    facts = (
        ("cli.plan_lead", "; ".join(task.lead)),
        ("cli.plan_support", "; ".join(task.support)),
        ("cli.plan_products", "; ".join(task.products)),
        ("cli.plan_time", task.printed.get("time", "").replace("\n", "; ")),
    )
    for key, value in facts:
        if value:
            click.echo(f"       {say(key, value=value)}")
