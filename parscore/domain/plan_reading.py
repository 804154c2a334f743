"""The words of an outline understood: who, what, until when, how much; what cannot be settled is told, not guessed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from parscore.domain.body_names import split_bodies, split_products
from parscore.domain.deadlines import read_deadline
from parscore.domain.document_head import Head, read_head
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.plan_checks import check_plan
from parscore.domain.plan_draft import PlanDraft, ReportDeadline, TargetDraft, TaskDraft
from parscore.domain.plan_item import PlanItem
from parscore.domain.plan_outline import Outline, outline_of
from parscore.domain.plan_source import PlanSource
from parscore.domain.plan_words import PlanWords
from parscore.domain.report_days import reports_in
from parscore.domain.target_words import read_targets
from parscore.domain.viet_text import search_key

_BODY = re.compile(
    r"(?:các\s+)?(?:sở|ubnd|ủy ban|uỷ ban|văn phòng|phòng|ban|trung tâm|thanh tra|chi cục|bộ|công an|cơ quan|đơn vị|tổ)\b", re.IGNORECASE
)
_A_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)
_SPOKEN = ("goal", "activities", "budget", "note")
Split = Callable[[str], tuple[str, ...]]


def draft_of_plan(source: PlanSource, words: PlanWords, year: int | None = None) -> PlanDraft:
    """What a source says; `year` is that of the plan where a person gives it. Raises Refused for what is no plan."""
    outline = outline_of(source, words)
    head = read_head(outline.printed)
    if not outline.items and not outline.targets:
        raise Refused("plan.none", file=source.name)
    known, told = _year(outline, head, year, source.name)
    tasks = tuple(_task(item, outline, known) for item in outline.items)
    targets = tuple(_targets(outline))
    drafted = PlanDraft(
        source.name,
        head,
        known,
        tasks,
        targets,
        _reports(outline, known),
        (),
        _kinds(outline, {n for each in targets for n in each.numbers}),
    )
    return PlanDraft(
        drafted.file,
        head,
        known,
        tasks,
        targets,
        drafted.reports,
        (*outline.findings, *told, *check_plan(drafted)),
        drafted.kinds,
    )


def _year(outline: Outline, head: Head, given: int | None, name: str) -> tuple[int, list[Finding]]:
    """The year of the plan: that of a person, of its title, or the one it speaks of most, which is told."""
    known = given or head.plan_year
    if known is not None:
        return known, []
    spoken = Counter(found for line in outline.printed for found in _A_YEAR.findall(line))
    if not spoken:
        raise Refused("plan.no_year", file=name)
    supposed = int(spoken.most_common(1)[0][0])
    return supposed, [Finding("warning", "plan.year_supposed", facts={"year": supposed})]


def _task(item: PlanItem, outline: Outline, year: int) -> TaskDraft:
    time, lead = "\n".join(item.lines_of("time")), item.lines_of("lead")
    deadline = read_deadline(time, year)
    unsure = list(item.unsure)
    if deadline.kind == "unspecified" and not lead and _BODY.match(time):
        lead, time, deadline = item.lines_of("time"), "", read_deadline("", year)
        unsure.append("time_is_body")
    printed = {role: "\n".join(item.lines_of(role)) for role in ("support", "product", *_SPOKEN) if item.lines_of(role)}
    return TaskDraft(
        item.section_no,
        item.section,
        item.label,
        item.text,
        _each(lead, split_bodies),
        _each(item.lines_of("support"), split_bodies),
        _each(item.lines_of("product"), split_products),
        deadline,
        {**printed, **({"lead": "\n".join(lead)} if lead else {}), **({"time": time} if time else {})},
        tuple(sorted(item.numbers)),
        outline.place(item.numbers),
        item.subsection_no,
        item.subsection,
        tuple(unsure),
    )


def _each(lines: Sequence[str], split: Split) -> tuple[str, ...]:
    """What all lines name, in reading order and once each."""
    return tuple(dict.fromkeys(name for line in lines for name in split(line)))


def _targets(outline: Outline) -> Iterator[TargetDraft]:
    """Targets of the sections on them, then those of the column of goals; one that is repeated word for word stands once."""
    seen: set[str] = set()
    goals = [(item.lines_of("goal"), tuple(item.numbers)) for item in outline.items if not item.goal_repeated]
    texts = [(each.text, each.numbers, each.listed) for each in outline.targets]
    texts += [(line, numbers, False) for lines, numbers in goals for line in lines]
    for text, numbers, listed in texts:
        readings = read_targets(text)
        for reading in readings:
            key = search_key(reading.text).strip(" .;")
            if key not in seen:
                yield TargetDraft(reading.text, reading, numbers, outline.place(numbers))
            seen.add(key)
        if not readings and listed:
            yield TargetDraft(text, None, numbers, outline.place(numbers))


def _reports(outline: Outline, year: int) -> tuple[ReportDeadline, ...]:
    return tuple(report for each in outline.passages for report in reports_in(each.text, year, outline.place(each.numbers)))


def _kinds(outline: Outline, numbers: set[int]) -> dict[int, str]:
    """What each line was taken for; a line about targets that names none is prose."""
    return {line: "prose" if kind == "target" and line not in numbers else kind for line, kind in sorted(outline.kinds.items())}
