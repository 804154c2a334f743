"""What the báo cáo tự chấm điểm says (layout: NĐ 30/2020/NĐ-CP, Phụ lục I). Every number in it is the score sheet's."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from parscore.domain.checks import document_name, is_draft
from parscore.domain.criteria import Classification, leaves_of
from parscore.domain.evidence import Document
from parscore.domain.points import show_points
from parscore.domain.report import Block, Cell, Closing, Column, Head, Paragraph, Report, Row, Table
from parscore.domain.report_appendices import appendices
from parscore.domain.rescaled_words import how_rescaled
from parscore.domain.scoresheet import LeafScore, Totals
from parscore.domain.year_work import YearWork

Say = Callable[..., str]


def compose_report(work: YearWork, say: Say, today: date) -> Report:
    """The report of a year as it stands; number and day stay blank, văn thư fills them in."""
    profile = work.profile
    summary = _summary(work, say)
    return Report(
        title=say("report.subject", year=profile.year),
        author=profile.department,
        made=today,
        head=Head(
            profile.parent.upper(),
            profile.department.upper(),
            say("report.number", symbol=profile.symbol or "…"),
            say("report.place_and_date", place=profile.place or profile.province or "…", year=today.year),
            say("report.kind"),
            say("report.subject", year=profile.year),
        ),
        basis=tuple(Paragraph(text, "basis") for text in _basis(work, say)),
        blocks=(*_opening(work, say), summary, *_after_summary(work, say), *_explanations(work, say), *_end(say)),
        closing=Closing(
            say("report.recipients"),
            (say("report.to_interior"), say("report.to_leaders"), say("report.to_file")),
            say("report.capacity"),
        ),
        appendices=appendices(work, say),
        summary=summary,
        summary_notes=_notes(work, say),
    )


def _basis(work: YearWork, say: Say) -> list[str]:
    """What the report rests on, one a line, ";" behind each and "." behind the last."""
    criteria = work.assessment.criteria
    title = say("report.basis_noted", title=criteria.title, notice=criteria.notice) if criteria.notice else criteria.title
    named = [named.strip(" .;") for named in (criteria.decision, title)]
    texts = [say("report.basis", named=each) for each in named if each]
    return [*(f"{text};" for text in texts[:-1]), *(f"{text}." for text in texts[-1:])]


def _opening(work: YearWork, say: Say) -> Iterator[Block]:
    totals = work.sheet.self_totals
    profile = work.profile
    facts = {"points": show_points(totals.points), "max": show_points(totals.attainable), "year": profile.year}
    yield Paragraph(say("report.opening", department=profile.department, **facts))
    yield Paragraph(say("report.part_one"), "heading")
    if totals.left_out:
        left = show_points(totals.left_out)
        yield Paragraph(say("report.shrunk", declared=show_points(totals.declared_max), left=left, max=facts["max"]))
        yield Paragraph(how_rescaled(work.sheet, say))


def _after_summary(work: YearWork, say: Say) -> Iterator[Block]:
    sheet, totals = work.sheet, work.sheet.self_totals
    if totals.unanswered:
        yield Paragraph(say("report.unanswered", count=totals.unanswered, leaves=totals.leaves))
    else:
        reached = _class(work)
        if reached is not None and totals.index is not None:
            yield Paragraph(say("report.class", index=show_points(totals.index), name=reached.name))
    if sheet.criteria.bonus or sheet.criteria.penalty:
        shown = {"bonus": sheet.bonus, "penalty": sheet.penalty, "final": sheet.final_points}
        yield Paragraph(say("report.extras", **{name: show_points(value) for name, value in shown.items()}))
    if totals.survey_max:
        yield Paragraph(say("report.survey", points=show_points(totals.survey_max)))


def _class(work: YearWork) -> Classification | None:
    """The best class whose bound the index reaches."""
    index = work.sheet.self_totals.index
    reached = [each for each in work.sheet.criteria.classes if index is not None and index >= each.index_from]
    return max(reached, key=lambda each: each.index_from, default=None)


def _summary(work: YearWork, say: Say) -> Table:
    sheet = work.sheet
    columns = (
        Column(say("report.column_number"), 12, "center"),
        Column(say("report.column_field"), 82),
        Column(say("report.column_max"), 22, "right", summed=True),
        Column(say("report.column_self"), 22, "right", summed=True),
        Column(say("report.column_index"), 22, "right", ratio=(3, 2)),
    )
    fields = [field for field in sheet.criteria.fields if sheet.nodes[field.key].leaves]
    rows = [Row((Cell(field.code), Cell(field.name), *_figures(sheet.nodes[field.key])), key=field.key) for field in fields]
    total = Row((Cell(), Cell(say("report.total")), *_figures(sheet.self_totals)), "total", children=tuple(range(len(rows))))
    return Table(say("report.sheet_summary"), columns, (*rows, total))


def _notes(work: YearWork, say: Say) -> tuple[Paragraph, ...]:
    """What is to be read under the summary where it stands alone: how the total was rescaled."""
    how = how_rescaled(work.sheet, say)
    return (Paragraph(how, "note"),) if how else ()


def _figures(totals: Totals) -> tuple[Cell, Cell, Cell]:
    index = totals.index
    return number_cell(totals.attainable), number_cell(totals.points), number_cell(index) if index is not None else Cell("–")


def number_cell(value: Decimal) -> Cell:
    """A number as text and as number."""
    return Cell(show_points(value), value)


def _explanations(work: YearWork, say: Say) -> Iterator[Block]:
    """Part II: leaves whose points no evidence or only drafts show, not applicable, below the maximum, and unanswered."""
    scores = [score for score in work.sheet.field_leaves() if score.state != "not_self_scored"]
    below = [score for score in scores if score.state == "done" and work.sheet.nodes[score.leaf.key].points < score.leaf.max_points]
    told = frozenset(score.leaf.key for score in below if score.answer.explanation)
    yield Paragraph(say("report.part_two"), "heading")
    groups: tuple[tuple[str, list[LeafScore], Callable[[LeafScore, Say], str]], ...] = (
        ("report.no_evidence", list(_badly_shown(work)), partial(_evidence_line, work, told)),
        ("report.exempt", [score for score in scores if score.state == "not_applicable"], _exempt_line),
        ("report.below_max", below, _loss_line),
        ("report.open", [score for score in scores if score.state == "unanswered"], _plain_line),
    )
    for number, (key, members, line) in enumerate(groups, 1):
        yield Paragraph(say("report.group", number=number, title=say(key), count=len(members)), "subheading")
        if not members:
            yield Paragraph(say("report.nothing"), "item")
        for score in members:
            yield Paragraph(line(score, say), "item")


def _badly_shown(work: YearWork) -> Iterator[LeafScore]:
    """Leaves of the fields and of the bonus that earn points without a document, or with one that is no more than a draft."""
    bonus = (work.sheet.leaves[leaf.key] for node in work.sheet.criteria.bonus for leaf in leaves_of(node))
    for score in (*work.sheet.field_leaves(), *bonus):
        documents = work.evidence.of_leaf(score.leaf.key)
        if score.state == "done" and score.points and (not documents or _drafts(work, score)):
            yield score


def _drafts(work: YearWork, score: LeafScore) -> list[Document]:
    return [document for _, document in work.evidence.of_leaf(score.leaf.key) if is_draft(document)]


def _evidence_line(work: YearWork, told: frozenset[str], score: LeafScore, say: Say) -> str:
    """What the leaf lacks; an explanation of `told` leaves stands further below."""
    text = say("report.item", code=score.leaf.code, name=score.leaf.name.rstrip(" .;:"))
    drafts = _drafts(work, score)
    if drafts:
        text += say("report.item_drafts", documents="; ".join(document_name(each) for each in drafts))
    return text + (say("report.item_explained_below") if score.leaf.key in told else _explained(score, say))


def _plain_line(score: LeafScore, say: Say) -> str:
    return say("report.item", code=score.leaf.code, name=score.leaf.name.rstrip(" .;:")) + _explained(score, say)


def _explained(score: LeafScore, say: Say) -> str:
    """The explanation, or the end of the sentence."""
    explanation = score.answer.explanation
    return say("report.item_explained", explanation=explanation) if explanation else say("report.item_end")


def _exempt_line(score: LeafScore, say: Say) -> str:
    exempt = score.answer.not_applicable
    assert exempt is not None
    allowed = say("report.item_allowed", allowed_by=exempt.allowed_by) if exempt.allowed_by else say("report.item_end")
    treatment = say(f"report.treatment_{exempt.treatment}")
    return (
        say(
            "report.item_exempt",
            code=score.leaf.code,
            name=score.leaf.name.rstrip(" .;:"),
            treatment=treatment,
            reason=exempt.reason.rstrip(". "),
        )
        + allowed
    )


def _loss_line(score: LeafScore, say: Say) -> str:
    why = score.outcome.why
    lost = score.leaf.max_points - (score.points or 0)
    facts = {"points": show_points(score.points or Decimal(0)), "max": show_points(score.leaf.max_points), "lost": show_points(lost)}
    text = say("report.item_loss", code=score.leaf.code, name=score.leaf.name.rstrip(" .;:"), why=say(why.code, **why.facts), **facts)
    return text + _explained(score, say)


def _end(say: Say) -> Iterator[Block]:
    yield Paragraph(say("report.part_three"), "heading")
    yield Paragraph(say("report.blank_line"), "item")
    yield Paragraph(say("report.closing"))
