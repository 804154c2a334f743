"""A plan that was read as plain values for `plan read --json`."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parscore.domain.deadlines import Deadline
from parscore.domain.plan_draft import PlanDraft, ReportDeadline, TargetDraft, TaskDraft

Say = Callable[..., str]


def plan_json(plan: PlanDraft, say: Say) -> dict[str, Any]:
    """The whole plan; `lines` counts what each line of the source was taken for."""
    return {
        "source": plan.file,
        "meta": _head(plan),
        "tasks": [_task(task, at) for at, task in enumerate(plan.tasks, 1)],
        "targets": [_target(target, at) for at, target in enumerate(plan.targets, 1)],
        "report_deadlines": [_report(report) for report in plan.reports],
        "findings": [
            {"severity": each.severity, "code": each.code, "where": each.where, "message": say(f"finding.{each.code}", **each.facts)}
            for each in plan.findings
        ],
        "lines": {**Counter(plan.kinds.values()), "total": len(plan.kinds)},
    }


def _head(plan: PlanDraft) -> dict[str, Any]:
    head = plan.head
    return {
        "number": head.number,
        "date": head.issued.isoformat() if head.issued else None,
        "issuer": head.issuer,
        "title": head.title,
        "plan_year": plan.year,
        "signer": head.signer,
        "signer_title": head.signer_title,
        "doc_type": head.doc_type,
        "place": head.place,
        "grounds": list(head.basis),
        "inferred": list(head.inferred),
    }


def _task(task: TaskDraft, at: int) -> dict[str, Any]:
    printed = task.printed
    return {
        "id": f"T{at:03d}",
        "section_no": task.section_no,
        "section": task.section,
        "subsection_no": task.subsection_no,
        "subsection": task.subsection,
        "label": task.label,
        "text": task.text,
        "lead": list(task.lead),
        "support": list(task.support),
        "products": list(task.products),
        "deadline_text": printed.get("time", ""),
        "deadline": _deadline(task.deadline),
        "lead_text": printed.get("lead", ""),
        "support_text": printed.get("support", ""),
        "products_text": printed.get("product", ""),
        "goal": printed.get("goal", ""),
        "activities": printed.get("activities", ""),
        "budget": printed.get("budget", ""),
        "note": printed.get("note", ""),
        "lines": list(task.numbers),
        "where": task.where,
        "unsure": list(task.unsure),
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "kind": deadline.kind,
        "values": list(deadline.values),
        "is_range": deadline.is_range,
        "before": deadline.before,
        "milestones": [
            {"kind": each.kind, "words": each.words, "values": list(each.values), "due": each.due.isoformat() if each.due else None}
            for each in deadline.milestones
        ],
        "doubts": list(deadline.doubts),
    }


def _target(target: TargetDraft, at: int) -> dict[str, Any]:
    reading = target.reading
    return {
        "id": f"G{at:02d}",
        "text": target.text,
        "comparator": reading.comparator if reading else None,
        "value": _number(reading.value) if reading else None,
        "range": [_number(each) for each in reading.range] if reading and reading.range else None,
        "unit": reading.unit if reading else None,
        "indicator": reading.indicator if reading else None,
        "doubts": list(reading.doubts) if reading else [],
        "lines": list(target.numbers),
        "where": target.where,
    }


def _number(value: object) -> object:
    """A number as JSON has it: whole where it is whole."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _report(report: ReportDeadline) -> dict[str, Any]:
    return {
        "name": report.name,
        "period": report.period or None,
        "date": report.day,
        "before": report.before,
        "text": report.text,
        "where": report.where,
    }
