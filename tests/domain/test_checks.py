from dataclasses import replace
from datetime import date

import pytest

from parscore.domain.assessment import Answer, Assessment, NotApplicable, Profile
from parscore.domain.checks import check_year, document_name, is_draft
from parscore.domain.evidence import Document, EvidenceBook, KeptFile, Link
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Bands, Manual
from parscore.domain.year_work import YearWork
from parscore.texts import say
from tests.builders import PERCENT_RUNGS, D, leaf, small_set

FILE = KeptFile("a" * 64, "kh.pdf", 10)
GOOD = Document("d", "12/KH-SCT", date(2026, 1, 15), "Sở", "Kế hoạch", files=(FILE,))


def codes(answers: dict[str, Answer], documents: tuple[Document, ...] = (), links: tuple[Link, ...] = ()) -> set[tuple[str, str]]:
    criteria = small_set(*small_set().fields[0].children, leaf("2", None))
    book = EvidenceBook({document.id: document for document in documents}, links)
    work = YearWork(Profile("Sở", "Tỉnh", 2026), Assessment(criteria, answers), book)
    found = check_year(work)
    for finding in found:
        assert say(f"finding.{finding.code}", **finding.facts)
    return {(finding.code, finding.key) for finding in found}


def test_every_leaf_without_an_answer_is_listed_but_not_those_of_the_survey() -> None:
    found = codes({})
    assert ("year.unanswered", "1.1") in found
    assert ("year.no_rule", "2") in found
    assert not [code for code, key in found if key == "1.13"]


def test_a_choice_that_the_table_leaves_open_is_an_error() -> None:
    assert ("year.unsettled", "1.14") in codes({"1.14": Answer(Inputs(values={"share": D(70)}))})


def test_a_rule_with_open_questions_earns_nothing_and_an_unconfirmed_one_is_told() -> None:
    still_open = replace(leaf("a", Bands(), "2", PERCENT_RUNGS), sure="open", open=("overlap",))
    to_check = replace(leaf("b", Bands(), "2", PERCENT_RUNGS), sure="check")
    answers = {key: Answer(Inputs(values={"share": D(95)})) for key in ("a", "b")}
    work = YearWork(Profile("Sở", "Tỉnh", 2026), Assessment(small_set(still_open, to_check), answers), EvidenceBook())
    found = [(finding.code, finding.key) for finding in check_year(work)]
    assert ("year.rule_open", "a") in found
    assert ("year.rule_unconfirmed", "b") in found
    assert (work.sheet.leaf("a").points, work.sheet.leaf("b").points) == (None, 2)


def test_points_want_evidence_and_losses_an_explanation() -> None:
    found = codes({"1.1": Answer(Inputs(choice=2))})
    assert {("year.no_evidence", "1.1"), ("year.loss_unexplained", "1.1")} <= found
    explained = codes({"1.1": Answer(Inputs(choice=2), "vì chậm")})
    assert ("year.no_evidence_explained", "1.1") in explained
    assert ("year.loss_unexplained", "1.1") not in explained
    assert not [code for code, key in codes({"1.1": Answer(Inputs(choice=1))}, (GOOD,), (Link("1.1", "d"),)) if key == "1.1"]
    nothing = codes({"1.1": Answer(Inputs(choice=3), "không có")})
    assert not [code for code, key in nothing if key == "1.1"]


def test_bonus_that_is_not_claimed_is_no_fault_and_no_penalty_is_no_loss() -> None:
    criteria = replace(small_set(leaf("a", Manual())), bonus=(leaf("b", Manual()), leaf("b2", Manual())), penalty=(leaf("p", Manual()),))

    def found(points: str, explanation: str = "x") -> set[tuple[str, str, str]]:
        answers = {key: Answer(Inputs(points=D(points)), explanation) for key in ("b", "p")}
        work = YearWork(Profile("Sở", "Tỉnh", 2026), Assessment(criteria, answers), EvidenceBook())
        return {(finding.severity, finding.code, finding.key) for finding in check_year(work) if finding.key in {"b", "b2", "p"}}

    assert found("0") == {("info", "year.unanswered", "b2")}
    assert found("0.5") == {("info", "year.unanswered", "b2"), ("info", "year.no_evidence_explained", "b")}
    assert {("info", "year.penalty_unexplained", "p"), ("error", "year.manual_unexplained", "p")} <= found("0.5", "")


def test_typed_points_must_be_explained() -> None:
    assert ("year.manual_unexplained", "1.12") in codes({"1.12": Answer(Inputs(points=D(1)))})


def test_an_exemption_names_who_allowed_it() -> None:
    exempt = NotApplicable("excluded", "không phát sinh")
    assert ("year.exempt_without_leave", "1.1") in codes({"1.1": Answer(not_applicable=exempt)})
    allowed = NotApplicable("excluded", "không phát sinh", "CV 12")
    assert not [code for code, key in codes({"1.1": Answer(not_applicable=allowed)}) if key == "1.1"]


@pytest.mark.parametrize(
    ("document", "draft"),
    [
        (GOOD, False),
        (Document("d", "Số:      /KH-SCT", date(2026, 1, 1)), True),
        (Document("d", " …/KH-SCT", date(2026, 1, 1)), True),
        (Document("d", "", date(2026, 1, 1)), True),
        (Document("d", "1/KH", None), True),
        (Document("d", "1/KH", date(2026, 1, 1), title="DỰ THẢO Kế hoạch"), True),
        (Document("d", "1/KH", date(2026, 1, 1), title="Dự thảo Kế hoạch"), True),
        (Document("d", "1/KH", date(2026, 1, 1), title="Kế hoạch (dự thảo)"), True),
        (Document("d", "140/BC", date(2026, 1, 1), title="Báo cáo thẩm định dự thảo Nghị quyết"), False),
        (Document("d", web="https://x"), False),
    ],
)
def test_a_blank_number_a_missing_date_and_the_word_draft_make_a_draft(document: Document, draft: bool) -> None:
    assert is_draft(document) is draft


def test_documents_are_checked_too() -> None:
    late = Document("late", "1/BC", date(2027, 1, 5), "Sở", "Báo cáo")
    found = codes({"1.1": Answer(Inputs(choice=1))}, (late, GOOD), (Link("1.1", "late"),))
    assert {("year.document_after_year", ""), ("year.document_without_file", ""), ("year.document_unused", "")} <= found
    draft = Document("dr", "", None, files=(FILE,))
    assert ("year.draft_evidence", "1.1") in codes({"1.1": Answer(Inputs(choice=1))}, (draft,), (Link("1.1", "dr"),))


def test_a_document_is_called_by_number_and_subject_else_by_its_file_or_address() -> None:
    assert document_name(GOOD) == "12/KH-SCT – Kế hoạch"
    assert document_name(Document("d", files=(FILE,))) == "kh.pdf"
    assert document_name(Document("d", web="https://x")) == "https://x"


def test_a_book_knows_its_links_both_ways() -> None:
    book = EvidenceBook({"d": GOOD}, (Link("1.1", "d", "mục I"), Link("1.2", "d")))
    assert book.leaves_of("d") == ("1.1", "1.2")
    assert book.counts() == {"1.1": 1, "1.2": 1}
    assert book.of_leaf("1.1") == ((Link("1.1", "d", "mục I"), GOOD),)


@pytest.mark.parametrize(("year", "told"), [(2026, False), (2025, True)])
def test_a_set_of_another_year_is_told(year: int, told: bool) -> None:
    work = YearWork(Profile("Sở", "Tỉnh", year), Assessment(small_set(), {}), EvidenceBook())
    assert (check_year(work)[0].code == "year.other_year") == told
