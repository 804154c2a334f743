"""What holds of every score, whatever the set and the answers."""

import json
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from parscore.domain.assessment import Assessment, Profile
from parscore.domain.checks import check_year
from parscore.domain.criteria import CriteriaSet, Criterion, Field
from parscore.domain.evidence import EvidenceBook
from parscore.domain.ledger import ledger
from parscore.domain.plain_answer import plain_answer, read_answer
from parscore.domain.points import ZERO, canonical, read_points, show_points
from parscore.domain.rules import FAMILIES
from parscore.domain.scoresheet import roll_up
from parscore.domain.year_work import YearWork
from parscore.services.score_json import score_plain
from parscore.texts import say, texts
from tests.domain.random_years import year_of, years

many = settings(max_examples=300, deadline=None)


@many
@given(years())
def test_points_stay_between_zero_and_the_maximum(year: Assessment) -> None:
    for score in roll_up(year).leaves.values():
        assert score.points is None or 0 <= score.points <= score.leaf.max_points
        assert score.outcome.question is None or score.points is None


@many
@given(years())
def test_totals_are_the_sums_of_what_stands_under_them(year: Assessment) -> None:
    sheet = roll_up(year)

    def check(node: Field | Criterion) -> None:
        if node.children:
            below = [sheet.nodes[child.key] for child in node.children]
            assert list(sheet.nodes[node.key]) == [sum(column) for column in zip(*below, strict=True)]
        for child in node.children:
            check(child)

    for field in year.criteria.fields:
        check(field)
    assert list(sheet.self_totals) == [
        sum(column) for column in zip(*(sheet.nodes[each.key] for each in year.criteria.fields), strict=True)
    ]
    counted = [score for score in sheet.field_leaves() if score.state in {"done", "unanswered"} or score.points is not None]
    assert sheet.self_totals.attainable == sum((score.leaf.max_points for score in counted), ZERO)
    assert sheet.self_totals.points == sum((score.points or ZERO for score in counted), ZERO)
    assert 0 <= sheet.self_totals.points <= sheet.self_totals.attainable <= sheet.self_totals.declared_max
    assert sheet.self_totals.unanswered == sum(score.state == "unanswered" for score in sheet.field_leaves())


@many
@given(years())
def test_the_ledger_adds_up_to_exactly_what_is_missing(year: Assessment) -> None:
    sheet = roll_up(year)
    losses = ledger(sheet)
    assert sum((loss.lost for loss in losses), ZERO) == sheet.self_totals.attainable - sheet.self_totals.points
    assert all(loss.lost > 0 for loss in losses)
    opened = {loss.leaf.key for loss in losses if loss.kind == "open"}
    assert opened == {score.leaf.key for score in sheet.field_leaves() if score.state == "unanswered"}


@many
@given(years())
def test_bonus_and_penalty_stand_beside_the_self_total(year: Assessment) -> None:
    sheet, criteria = roll_up(year), year.criteria
    earned = sum((sheet.leaves[each.key].points or ZERO for each in criteria.bonus), ZERO)
    assert sheet.bonus == (earned if criteria.bonus_cap is None else min(earned, criteria.bonus_cap))
    taken = sum((sheet.leaves[each.key].points or ZERO for each in criteria.penalty), ZERO)
    assert sheet.penalty == (taken if criteria.penalty_cap is None else min(taken, criteria.penalty_cap))
    assert sheet.final_points == max(ZERO, sheet.self_totals.points + sheet.bonus - sheet.penalty)
    assert roll_up(Assessment(replace(criteria, bonus=(), penalty=()), year.answers)).self_totals == sheet.self_totals


def shuffled(node: Field | Criterion, chance: random.Random) -> Field | Criterion:
    children = [shuffled(child, chance) for child in node.children]
    chance.shuffle(children)
    return replace(node, children=tuple(child for child in children if isinstance(child, Criterion)))


@many
@given(years(), st.randoms())
def test_order_never_matters(year: Assessment, chance: random.Random) -> None:
    answers = list(year.answers.items())
    chance.shuffle(answers)
    fields = [shuffled(field, chance) for field in year.criteria.fields]
    chance.shuffle(fields)
    turned = replace(year.criteria, fields=tuple(fields), bonus=year.criteria.bonus[::-1], penalty=year.criteria.penalty[::-1])
    sheet, other = roll_up(year), roll_up(Assessment(turned, dict(answers)))
    assert (sheet.self_totals, sheet.bonus, sheet.penalty) == (other.self_totals, other.bonus, other.penalty)
    assert dict(sheet.nodes) == dict(other.nodes)


@many
@given(years())
def test_what_was_answered_and_earned_survives_printing_and_reading(year: Assessment) -> None:
    again = {key: read_answer(json.loads(json.dumps(plain_answer(answer)))) for key, answer in year.answers.items()}
    assert again == dict(year.answers)
    sheet = roll_up(year)
    assert roll_up(Assessment(year.criteria, again)).leaves == sheet.leaves
    for totals in sheet.nodes.values():
        for number in (totals.points, totals.attainable, totals.declared_max):
            assert read_points(show_points(number)) == number == Decimal(canonical(number))


@many
@given(years())
def test_what_is_printed_for_programs_adds_up_and_every_sentence_has_its_text(year: Assessment) -> None:
    work = YearWork(Profile("Sở", "Tỉnh", 2026), year, EvidenceBook())
    plain = score_plain(work, say)
    own = [leaf for leaf in plain["criteria"] if leaf["part"] == "field"]
    assert sum(Decimal(leaf["points"] or 0) for leaf in own) == Decimal(plain["self"]["points"])
    assert sum(Decimal(field["max"]) for field in plain["fields"]) == Decimal(plain["self"]["max"])
    missing = sum((Decimal(loss["lost"]) for loss in plain["ledger"]), ZERO)
    assert missing == Decimal(plain["self"]["max"]) - Decimal(plain["self"]["points"])
    assert all(leaf["why"] for leaf in plain["criteria"])
    for finding in check_year(work):
        assert say(f"finding.{finding.code}", **finding.facts)


def test_the_random_years_reach_every_family_exemptions_questions_and_extras() -> None:
    """The laws above are worth what their examples reach."""
    done: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for seed in range(1200):
        sheet = roll_up(year_of(seed))
        scores = list(sheet.leaves.values())
        done.update(score.leaf.rule.kind for score in scores if score.leaf.rule is not None and score.state == "done")
        reached.update(score.outcome.why.code for score in scores)
        reached["bonus"] += sheet.bonus > 0
        reached["penalty"] += sheet.penalty > 0
    assert all(done[kind] > 20 for kind in set(FAMILIES) - {"not_self_scored"}), done
    expected = {f"{section}.{key}" for section in ("why", "question") for key in texts()[section]}
    expected -= {"why.no_rule", "why.rule_open", "why.not_self_scored_leaders", "why.not_self_scored_other"}
    assert all(reached[code] > 5 for code in {*expected, "bonus", "penalty"}), reached


def test_a_set_without_anything_to_score_has_no_index() -> None:
    totals = roll_up(Assessment(CriteriaSet("x", "x", "1", 2026, (Field("1", "1", "Trống", ZERO),)))).self_totals
    assert (totals.leaves, totals.index) == (0, None)
