"""What is to be looked at in a plan that was read: years, numbers, what is missing, what stands twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from parscore.domain.findings import Finding, Severity
from parscore.domain.plan_draft import PlanDraft, TaskDraft
from parscore.domain.viet_text import search_key

_COUNTED = re.compile(r"(?<![\d/.,–-])(?<!số )(?<!độ )(?<!, )(?<!lần thứ )\b(\d{1,3})\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?")
_NO_COUNT = {"thang", "nam", "ngay", "va", "den", "quy", "cap", "gio", "trong", "cua", "theo", "dong", "trieu", "ty", "nghin"}
_UNSURE = {"time_is_body": "plan.time_is_body", "lead_and_support": "plan.lead_and_support"}
_A_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)


def check_plan(plan: PlanDraft) -> tuple[Finding, ...]:
    """All findings, those of the whole plan first."""
    return (
        *_of_head(plan),
        *_missing(plan),
        *_same(plan),
        *(found for task in plan.tasks for found in _of_task(task, plan.year)),
        *_of_targets(plan),
        *_of_reports(plan),
    )


def _of_head(plan: PlanDraft) -> Iterator[Finding]:
    number = plan.head.number
    for doubt in plan.head.doubts:
        if doubt != "number_blank":
            yield Finding("warning", _code(f"head_{doubt}"))
    if number is None:
        yield Finding("info", "plan.no_number")
    elif number.lstrip().startswith("/"):
        yield Finding("warning", "plan.blank_number", facts={"number": number})


def _missing(plan: PlanDraft) -> Iterator[Finding]:
    """Fields that a task lacks; one that no task has is told once."""
    lacking = {
        "lead": [task for task in plan.tasks if not task.lead],
        "product": [task for task in plan.tasks if not task.products],
        "time": [task for task in plan.tasks if not task.printed.get("time")],
    }
    everywhere = {role for role, tasks in lacking.items() if plan.tasks and len(tasks) == len(plan.tasks)}
    if len(everywhere) < len(lacking):
        for role in sorted(everywhere):
            yield Finding("warning", _code(f"nowhere_{role}"))
    for task in plan.tasks:
        roles = [role for role, tasks in lacking.items() if task in tasks and role not in everywhere]
        if len(roles) == len(lacking):
            yield _told("warning", "plan.nothing_assigned", task)
        else:
            for role in roles:
                yield _told("warning", _code(f"missing_{role}"), task)


def _same(plan: PlanDraft) -> Iterator[Finding]:
    counts = Counter(search_key(task.text) for task in plan.tasks)
    told: set[str] = set()
    for task in plan.tasks:
        key = search_key(task.text)
        if counts[key] > 1 and key in told:
            yield _told("warning", "plan.duplicate", task)
        told.add(key)


def _of_task(task: TaskDraft, year: int) -> Iterator[Finding]:
    for unsure in task.unsure:
        yield _told("warning", _UNSURE[unsure], task)
    for value in task.deadline.values:
        printed = int(value[:4])
        if printed != year:
            severity: Severity = "warning" if printed < year else "info"
            yield _told(severity, "plan.year_of_time", task, year=year, words=task.deadline.words)
            break
    earlier = sorted({found for product in task.products for found in _A_YEAR.findall(product) if int(found) < year})
    if earlier:
        yield _told("info", "plan.year_of_product", task, year=year, found=", ".join(earlier))
    if task.deadline.doubts:
        yield _told("warning", "plan.time_unclear", task, words=task.deadline.words)
    yield from _numbers(task)


def _numbers(task: TaskDraft) -> Iterator[Finding]:
    """The same thing counted otherwise in the task and in its products."""
    said, promised = _counts(task.text), _counts(" ; ".join(task.products))
    for thing in sorted(said.keys() & promised.keys()):
        if not said[thing] & promised[thing]:
            facts = {"thing": thing, "said": _shown(said[thing]), "promised": _shown(promised[thing])}
            yield _told("warning", "plan.numbers_disagree", task, **facts)


def _counts(text: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, thing, _ in _COUNTED.findall(text):
        if search_key(thing) not in _NO_COUNT:
            found[thing.casefold()].add(int(number))
    return found


def _shown(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _of_reports(plan: PlanDraft) -> Iterator[Finding]:
    for report in plan.reports:
        if report.day is not None and int(report.day[:4]) not in {plan.year, plan.year + 1}:
            yield Finding(
                "warning", "plan.year_of_report", report.where, facts={"name": report.name, "words": report.text, "year": plan.year}
            )


def _of_targets(plan: PlanDraft) -> Iterator[Finding]:
    for target in plan.targets:
        if target.reading is None:
            yield Finding("info", "plan.target_without_number", target.where, facts={"text": target.text})
        elif target.reading.doubts:
            yield Finding("warning", "plan.target_unclear", target.where, facts={"text": target.text})


def _code(name: str) -> str:
    return f"plan.{name}"


def _told(severity: Severity, code: str, task: TaskDraft, **facts: object) -> Finding:
    return Finding(severity, code, task.where, facts={"task": task.name, **facts})
