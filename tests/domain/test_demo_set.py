"""The demonstration set and its year: complete, adding up, and with something of everything to look at."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from parscore.adapters.files.criteria_yaml import dump_criteria, load_criteria, parse_criteria
from parscore.adapters.files.demo_year import ShippedDemo
from parscore.domain.bands import band_faults
from parscore.domain.criteria import CriteriaSet, Criterion, leaves_of, walk
from parscore.domain.points import HUNDRED, ZERO, read_points
from parscore.domain.rules import FAMILIES, Additive, Count, DateRule, Ladder, Manual, NotSelfScored, Target
from parscore.domain.set_checks import check_set
from parscore.paths import shipped
from parscore.services.demo_service import DemoAnswer, DemoYear

MAXIMA = {"1": "11", "2": "10,5", "3": "13", "4": "10", "5": "14,5", "6": "9,5", "7": "16,5"}
UNANSWERED = {"5.2.1", "7.4.2", "7.5.2"}
WITHOUT_EVIDENCE = {"2.4.2", "4.3.2", "6.1.2", "7.4.1"}
PICKED = {"ladder", "yes_no", "conditions", "bands", "date", "target"}


@cache
def demo_set() -> CriteriaSet:
    return load_criteria(shipped("criteria") / "mau-cap-so-2026.yaml")


@cache
def demo_year() -> DemoYear:
    return ShippedDemo(shipped("resources") / "demo").year()


def self_scored() -> list[Criterion]:
    return [leaf for leaf in demo_set().leaves() if leaf.self_scored]


def kind(leaf: Criterion) -> str:
    assert leaf.rule is not None
    return leaf.rule.kind


def answered() -> list[tuple[Criterion, DemoAnswer]]:
    given = demo_year().answers
    return [(leaf, given[leaf.key]) for leaf in self_scored() if leaf.key in given and given[leaf.key].inputs is not None]


def points_of(leaf: Criterion, answer: DemoAnswer) -> Decimal | None:
    assert leaf.rule is not None
    assert answer.inputs is not None
    leaf.rule.check(demo_set().scale(leaf), answer.inputs)
    return leaf.rule.evaluate(demo_set().scale(leaf), answer.inputs).points


# the set


def test_the_set_says_what_it_is() -> None:
    criteria = demo_set()
    assert (criteria.code, criteria.year, criteria.version) == ("mau-cap-so-2026", 2026, "1")
    assert "không phải văn bản của tỉnh nào" in criteria.notice
    assert len(criteria.digest) == 64
    assert [(each.name, each.index_from) for each in criteria.classes] == [
        ("Xuất sắc", 90),
        ("Tốt", 80),
        ("Khá", 70),
        ("Trung bình", 50),
        ("Yếu", 0),
    ]


def test_the_fields_have_their_maxima_and_add_up() -> None:
    fields = {field.code: field for field in demo_set().fields}
    for code, maximum in MAXIMA.items():
        own = sum((leaf.max_points for leaf in leaves_of(fields[code]) if leaf.self_scored), ZERO)
        assert own == fields[code].max_points == read_points(maximum), code
    assert sum((leaf.max_points for leaf in self_scored()), ZERO) == 85
    assert sum((leaf.max_points for leaf in demo_set().leaves() if not leaf.self_scored), ZERO) == 15
    assert demo_set().declared_total() == 100
    assert {leaf.rule.by for leaf in demo_set().leaves() if isinstance(leaf.rule, NotSelfScored)} == {"survey", "leaders"}


def test_every_sum_and_every_scale_of_the_set_is_right() -> None:
    assert check_set(demo_set()) == ()
    assert check_set(replace(demo_set(), max_points=Decimal(99))) != ()


def test_there_are_three_levels_and_enough_leaves() -> None:
    assert len(self_scored()) >= 60
    for field in demo_set().fields:
        for criterion in field.children:
            assert criterion.children
            assert all(leaf.is_leaf for leaf in criterion.children)
    codes = [node.code for field in demo_set().fields for node in walk(field)]
    assert len(codes) == len(set(codes))
    assert [node.key for field in demo_set().fields for node in walk(field)] == codes


def test_every_family_is_in_use_several_times() -> None:
    used = Counter(kind(leaf) for leaf in demo_set().leaves())
    assert set(used) == set(FAMILIES)
    assert min(used.values()) >= 2
    counts = [leaf.rule.each is None for leaf in self_scored() if isinstance(leaf.rule, Count)]
    assert counts.count(True) >= 2
    assert counts.count(False) >= 2
    dates = [leaf.rule.due is None for leaf in self_scored() if isinstance(leaf.rule, DateRule)]
    assert {True, False} == set(dates)


@pytest.mark.parametrize("leaf", self_scored(), ids=lambda leaf: leaf.code)
def test_each_leaf_has_a_whole_scale(leaf: Criterion) -> None:
    assert leaf.rungs
    assert all(rung.text for rung in leaf.rungs)
    points = [rung.points for rung in leaf.rungs if rung.points is not None]
    if kind(leaf) in PICKED:
        assert points[0] == max(points) == leaf.max_points
        assert points[-1] == ZERO
        assert points == sorted(points, reverse=True)
    if isinstance(leaf.rule, Additive):
        assert sum(points, ZERO) == leaf.max_points
    bands = [rung.band for rung in leaf.rungs]
    if any(bands):
        open_ended = isinstance(leaf.rule, Count | DateRule)
        assert band_faults(bands, None if open_ended else HUNDRED, whole=open_ended) == ()
    if isinstance(leaf.rule, DateRule):
        assert leaf.rungs[-1].band is None
    if isinstance(leaf.rule, Ladder):
        assert not any(bands)


@pytest.mark.parametrize("leaf", self_scored(), ids=lambda leaf: leaf.code)
def test_each_leaf_asks_for_evidence_and_helps(leaf: Criterion) -> None:
    assert leaf.evidence_asked
    assert all(asked.kind and asked.issuer for asked in leaf.evidence_asked)
    assert 2 <= leaf.help.count(". ") + leaf.help.count("; ") + 1 <= 6, leaf.help
    assert leaf.help.endswith(".")
    assert 60 < len(leaf.help) < 400


def test_the_set_is_written_and_read_back() -> None:
    assert parse_criteria(dump_criteria(demo_set()), "x") == demo_set()


# the year


def test_the_year_is_of_a_made_up_department() -> None:
    profile = demo_year().profile
    assert (profile.department, profile.province, profile.year, profile.symbol) == ("Sở Công Thương", "tỉnh Mẫu", 2026, "SCT")
    assert demo_year().criteria == demo_set().code
    assert profile.parent
    assert profile.place


def test_answers_name_only_leaves_that_are_scored() -> None:
    assert set(demo_year().answers) <= {leaf.key for leaf in self_scored()}


@pytest.mark.parametrize(("leaf", "answer"), answered(), ids=[leaf.code for leaf, _ in answered()])
def test_each_answer_can_be_and_earns_points(leaf: Criterion, answer: DemoAnswer) -> None:
    points = points_of(leaf, answer)
    assert points is not None
    assert ZERO <= points <= leaf.max_points


def test_every_family_is_answered() -> None:
    assert {kind(leaf) for leaf, _ in answered()} == set(FAMILIES) - {"not_self_scored"}


def test_what_is_left_open_is_left_open_on_purpose() -> None:
    given = demo_year().answers
    done = {leaf.key for leaf, _ in answered()}
    exempt = {key for key, answer in given.items() if answer.not_applicable is not None}
    assert {leaf.key for leaf in self_scored()} - done - exempt == UNANSWERED
    assert {given[key].not_applicable.treatment for key in exempt} == {"excluded", "full"}  # type: ignore[union-attr]
    assert all(given[key].not_applicable.reason and given[key].not_applicable.allowed_by for key in exempt)  # type: ignore[union-attr]
    assert {leaf.key for leaf, answer in answered() if not answer.evidence} == WITHOUT_EVIDENCE


def test_points_are_lost_here_and_there_mostly_with_an_explanation() -> None:
    lost = [(leaf, answer) for leaf, answer in answered() if (points_of(leaf, answer) or ZERO) < leaf.max_points]
    explained = [leaf for leaf, answer in lost if answer.explanation]
    assert 15 <= len(lost) <= 35
    assert len(lost) > len(explained) >= 15
    assert all(answer.explanation for leaf, answer in answered() if isinstance(leaf.rule, Manual))
    total = sum((points_of(leaf, answer) or ZERO for leaf, answer in answered()), ZERO)
    assert 65 < total < 80


def test_the_documents_are_there_used_and_mostly_in_order() -> None:
    documents = demo_year().documents
    links = [(leaf.key, name) for leaf, answer in answered() for name, _ in answer.evidence]
    used = Counter(name for _, name in links)
    assert len(documents) >= 45
    assert set(used) == set(documents)
    assert len(links) == len(set(links))
    assert sum(count > 1 for count in used.values()) >= 10
    assert len({file for _, file in documents.values()}) == len(documents)
    drafts = [name for name, (document, _) in documents.items() if not document.number or document.issued is None]
    late = [name for name, (document, _) in documents.items() if document.issued and document.issued.year > 2026]
    assert len(drafts) == len(late) == 1
    numbers = [(document.number, document.issued) for document, _ in documents.values() if document.number]
    assert len(numbers) == len(set(numbers))


def test_numbers_of_a_series_grow_with_the_year_and_are_given_on_working_days() -> None:
    series: dict[str, list[tuple[object, int]]] = {}
    for document, _ in demo_year().documents.values():
        if document.number and document.issued and document.issued.year == 2026:
            number, symbol = document.number.split("/", 1)
            series.setdefault(symbol, []).append((document.issued, int(number)))
            assert document.issued.weekday() < 5, document.number
    for symbol, dated in series.items():
        assert [number for _, number in sorted(dated)] == sorted(number for _, number in dated), symbol


def test_targets_in_percent_are_percentages() -> None:
    targets = [leaf.rule for leaf in self_scored() if isinstance(leaf.rule, Target)]
    assert all(each.unit == "%" for rule in targets for each in rule.inputs if "%" in each.label)
