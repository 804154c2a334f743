"""The score as lines of text."""

import click

from parscore.domain.points import show_points
from parscore.domain.scoresheet import LeafScore
from parscore.domain.year_work import YearWork
from parscore.texts import say


def leaf_line(score: LeafScore) -> str:
    """What one leaf earned and why."""
    why = score.outcome.why
    reason = say(why.code, **why.facts)
    if score.state == "not_applicable":
        return say("cli.exempted", code=score.leaf.code) + " " + reason
    if score.points is None:
        return say("cli.incomplete", code=score.leaf.code)
    return say("cli.recorded", code=score.leaf.code, points=show_points(score.points), max=show_points(score.leaf.max_points), why=reason)


def question_line(score: LeafScore) -> str:
    """What the table leaves open, and the rungs to choose from."""
    question = score.outcome.question
    assert question is not None
    choices = "; ".join(f"{number}. {score.leaf.rungs[number - 1].text}" for number in question.choices) or "--not-applicable"
    return say("cli.open_question", code=score.leaf.code, question=say(question.code, **question.facts), choices=choices)


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
    if totals.attainable != totals.declared_max:
        declared, attainable = show_points(totals.declared_max), show_points(totals.attainable)
        click.echo(say("cli.score_declared", declared=declared, attainable=attainable))
    if sheet.criteria.bonus or sheet.criteria.penalty:
        shown = {"bonus": sheet.bonus, "penalty": sheet.penalty, "final": sheet.final_points}
        click.echo(say("cli.score_extra", **{name: show_points(value) for name, value in shown.items()}))
