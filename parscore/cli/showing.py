"""What commands print: an answer, what became of attached files, the score."""

from collections.abc import Iterator, Mapping, Sequence

import click

from parscore.domain.checks import document_name
from parscore.domain.evidence import Document
from parscore.domain.points import show_points
from parscore.domain.rescaled_words import how_rescaled
from parscore.domain.scoresheet import LeafScore
from parscore.domain.year_work import YearWork
from parscore.services.cards import AttachedFile
from parscore.services.evidence_service import DocumentFields
from parscore.texts import say


def tell_answer(score: LeafScore) -> int:
    """Print what one leaf has now; 1 where the table leaves its points open."""
    why = score.outcome.why
    facts = {"code": score.leaf.code, "why": say(why.code, **why.facts)}
    if score.outcome.question is not None:
        click.echo(say("cli.open_question", code=score.leaf.code), err=False)
        click.echo(_question(score), err=True)
        return 1
    if score.answer.is_empty:
        click.echo(say("cli.cleared", **facts))
    elif score.state == "not_applicable":
        click.echo(say("cli.exempted", **facts))
    elif score.points is None:
        click.echo(say("cli.incomplete", **facts))
    else:
        click.echo(say("cli.recorded", points=show_points(score.points), max=show_points(score.leaf.max_points), **facts))
    return 0


def tell_note(code: str, work: YearWork) -> None:
    """Print who is in charge of one leaf now, and what is noted of it."""
    leaf = work.assessment.criteria.leaf(code)
    note = work.beside.note(leaf.key)
    click.echo(say("cli.noted", code=leaf.code, unit=note.unit or "–", note=note.note or "–"))


def _question(score: LeafScore) -> str:
    """What the table leaves open, and how to answer."""
    question = score.outcome.question
    assert question is not None
    asked = say(question.code, **question.facts)
    if not question.choices:
        return asked
    choices = "; ".join(f"{number}. {score.leaf.rungs[number - 1].text}" for number in question.choices)
    return say("cli.choices", question=asked, choices=choices)


def attached_sentences(results: Sequence[AttachedFile], documents: Mapping[str, Document], fields: DocumentFields) -> Iterator[str]:
    """What the person should know of single files: refused, or known with other facts than those given."""
    for result in results:
        if result.refusal is not None:
            yield say(result.refusal[0], **result.refusal[1])
        elif (
            result.outcome == "known" and fields.put_into(documents[result.document]) != documents[result.document] and not fields.is_empty
        ):
            yield say("cli.attached_known", name=result.source.name, document=document_name(documents[result.document]))


def show_score(work: YearWork) -> None:
    """Fields and totals."""
    sheet, totals = work.sheet, work.sheet.self_totals
    for field in sheet.criteria.fields:
        sums = sheet.nodes[field.key]
        if sums.leaves:
            click.echo(f"{field.code:>4}  {show_points(sums.points):>7}/{show_points(sums.attainable):<7} {field.name}")
    index = show_points(totals.index) if totals.index is not None else "–"
    click.echo(
        say(
            "cli.score_total",
            points=show_points(totals.points),
            attainable=show_points(totals.attainable),
            index=index,
            unanswered=totals.unanswered,
            survey=show_points(totals.survey_max),
        )
    )
    if totals.left_out:
        declared, attainable = show_points(totals.declared_max), show_points(totals.attainable)
        click.echo(say("cli.score_declared", declared=declared, attainable=attainable))
        click.echo(how_rescaled(sheet, say))
    if sheet.criteria.bonus or sheet.criteria.penalty:
        shown = {"bonus": sheet.bonus, "penalty": sheet.penalty, "final": sheet.final_points}
        click.echo(say("cli.score_extra", **{name: show_points(value) for name, value in shown.items()}))
