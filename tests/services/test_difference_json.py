"""Differences in words: one line for what became of a node, a sentence for each thing that differs."""

from dataclasses import replace

from parscore.domain.assessment import Answer, Assessment, Profile
from parscore.domain.code_map import CodeMap
from parscore.domain.evidence import EvidenceBook
from parscore.domain.moving import plan_move
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Manual
from parscore.domain.set_difference import difference
from parscore.domain.year_work import YearWork
from parscore.services.difference_json import change_text, detail_text, difference_plain
from parscore.texts import say
from tests.memory_ports import alike
from tests.services.test_move_service import CHECK, PLAN, REPORT, leaf, set_of


def test_what_became_of_a_node_is_told_in_one_line() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT), leaf("1.3", CHECK))
    new = set_of(leaf("1.1", PLAN, rule=Manual()), leaf("1.4", REPORT))
    told = {change_text(each, say) for each in difference(old, new, alike).changes}
    assert told == {
        "1. Chỉ đạo điều hành (3 điểm) → 1. Chỉ đạo điều hành (2 điểm)",
        f"1.1. {PLAN} (1 điểm)",
        f"1.2. {REPORT} (1 điểm) → 1.4. {REPORT} (1 điểm)",
        f"1.3. {CHECK} (1 điểm)",
    }
    same = difference(old, old, alike).changes[1]
    assert change_text(same, say) == f"1.1. {PLAN} (1 điểm)"


def test_rule_families_are_named_in_words() -> None:
    found = difference(set_of(leaf("1.1", PLAN)), set_of(leaf("1.1", PLAN, rule=Manual())), alike)
    details = [detail_text(detail, say) for change in found.changes for detail in change.details]
    assert details == ["Cách tính: chọn mức → nhập điểm"]
    plain = difference_plain(found, say)
    assert plain["changes"][0]["details"] == [
        {"code": "kind", "message": details[0], "kind_was": "ladder", "kind_now": "manual"},
    ]


def test_merged_leaves_are_told_once_and_counted_each() -> None:
    old = set_of(leaf("1.1", PLAN), leaf("1.2", REPORT))
    new = set_of(leaf("1.1", CHECK, "2"))
    answers = {key: Answer(Inputs(choice=1)) for key in ("1.1", "1.2")}
    work = YearWork(Profile("Sở", "Tỉnh", 2026), Assessment(old, answers), EvidenceBook())
    plan = plan_move(work, difference(old, new, alike, CodeMap({"1.1": ("1.1",), "1.2": ("1.1",)})), lambda: "x")
    assert (plan.counts["asks"], len(plan.changes("asks"))) == (2, 1)
    assert replace(plan, fates=()).changes("asks") == ()
