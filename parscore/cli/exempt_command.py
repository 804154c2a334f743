"""The command that leaves out of the scale what does not apply to a body, or takes that back."""

from dataclasses import replace
from pathlib import Path

import click

from parscore.cli.console import Command, words
from parscore.domain.applicability import Exempting
from parscore.domain.assessment import Assessment, Treatment
from parscore.domain.criteria import Applicability
from parscore.domain.errors import Refused
from parscore.domain.points import show_points
from parscore.domain.rescaled_words import nodes_words, side_by_side
from parscore.domain.viet_text import search_key
from parscore.services.app import App
from parscore.services.cards import Profiles
from parscore.texts import say

_TREATMENTS = ["excluded", "full", "zero"]


@click.command("exempt", cls=Command)
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
@click.option("--profile", "name", type=words, metavar="TÊN", help="Trường hợp của bộ tiêu chí hoặc đang áp dụng.")
@click.option("--codes", type=words, metavar="MÃ;MÃ", help="Mã bỏ ra, hoặc cả câu như “bỏ lĩnh vực 3, 7.3”.")
@click.option("--clause", type=words, default="", metavar="VĂN_BẢN", help="Văn bản, điều khoản cho phép.")
@click.option("--treatment", type=click.Choice(_TREATMENTS), default="excluded", help="Cách tính các tiêu chí bỏ ra.")
@click.option("--lift", is_flag=True, help="Áp dụng lại những gì trường hợp này đã bỏ ra.")
@click.pass_context
def exempt(context: click.Context, folder: Path, name: str | None, codes: str | None, clause: str, treatment: Treatment, lift: bool) -> int:
    """Bỏ ra những gì không áp dụng cho cơ quan; không ghi gì thêm thì liệt kê các trường hợp."""
    from parscore.cli.commands import opened

    if name is not None and codes is not None:
        raise Refused("cli.one_of", options="--profile, --codes")
    with opened(context, folder) as app:
        known = app.scoring.profiles()
        if name is None and codes is None and not (lift and clause):
            return _list(app, known)
        chosen = _named(known, name, clause, lift=lift) if name is not None else Applicability("", clause, (codes or "",))
        if lift:
            _, effect = app.scoring.lift_profile(chosen)
            facts = {"changed": len(effect.changed), "answered": len(effect.answered)}
            click.echo(say("cli.lifted", name=(chosen.name or chosen.clause).rstrip(" ."), **facts))
        else:
            _refuse_doubts(app, chosen)
            _, effect = app.scoring.exempt_profile(chosen, treatment)
            _tell_exempted(chosen, effect, app.scoring.work().assessment)
        _tell_totals(app)
    return 0


def _list(app: App, known: Profiles) -> int:
    for profile in known.all:
        nodes = nodes_words(app.scoring.preview_profile(profile).nodes, say)
        mark = say("cli.profile_applied") if known.in_force(profile) else ""
        facts = {"name": profile.name.rstrip(" ."), "clause": profile.clause.rstrip(" .") or "–"}
        click.echo(say("cli.profile", nodes=nodes, applied=mark, **facts).rstrip())
    if not known.all:
        click.echo(say("cli.no_profiles"))
    return 0


def _named(known: Profiles, name: str, clause: str, *, lift: bool) -> Applicability:
    """The profile of a name, however its letters are written; what is in force comes first where it is to be lifted."""
    offered = (*known.applied, *known.of_set) if lift else (*known.of_set, *known.applied)
    wanted = search_key(name)
    fitting = [each for each in offered if each.name == name] or [each for each in offered if search_key(each.name) == wanted]
    with_clause = [each for each in fitting if not clause or each.clause == clause]
    if not fitting:
        raise Refused("cli.no_such_profile", name=name, known="; ".join(dict.fromkeys(each.name.rstrip(" .") for each in offered)) or "–")
    if lift:
        return (with_clause or fitting)[0]
    return replace(fitting[0], clause=clause or fitting[0].clause)


def _refuse_doubts(app: App, profile: Applicability) -> None:
    """Nobody looks at a preview here, so words that were passed over are refused too."""
    for finding in app.scoring.preview_profile(profile).findings:
        if finding.severity == "error" or finding.code == "applicability.passed_over":
            raise Refused(f"finding.{finding.code}", **finding.facts)
        click.echo(say(f"finding.{finding.code}", **finding.facts), err=True)


def _tell_exempted(profile: Applicability, effect: Exempting, assessment: Assessment) -> None:
    counts = {"changed": len(effect.changed), "answered": len(effect.answered), "already": len(effect.exempt_already)}
    click.echo(say("cli.exempted_all", name=(profile.name or profile.clause).rstrip(" ."), points=show_points(effect.points), **counts))
    for leaf in effect.exempt_already:
        kept = assessment.answer(leaf.key).not_applicable
        assert kept is not None
        click.echo(say("cli.exempt_already", code=leaf.code, treatment=say(f"report.treatment_{kept.treatment}")))


def _tell_totals(app: App) -> None:
    sheet = app.scoring.work().sheet
    both = side_by_side(sheet, sheet.self_totals, say)
    totals = sheet.self_totals
    click.echo(both or say("desk.points", points=show_points(totals.points), max=show_points(totals.attainable)))
