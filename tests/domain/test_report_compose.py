"""What the report says before any page is laid out: its blocks, its counts, its sums."""

from dataclasses import replace
from decimal import Decimal

import pytest

from parscore.domain.assessment import Answer
from parscore.domain.outcome import Inputs
from parscore.domain.points import show_points
from parscore.domain.report import Paragraph, Report, Table
from parscore.domain.report_compose import compose_report
from parscore.domain.year_work import YearWork
from parscore.texts import say
from tests.report_years import ANSWERS, TODAY, D, finished_year, full_year, rich_set, untouched_year


def report_of(work: YearWork) -> Report:
    return compose_report(work, say, TODAY)


def texts(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Paragraph)]


def group(report: Report, number: int) -> tuple[int, list[str]]:
    """The count that a group of part II states, and its lines."""
    styled = [block for block in report.blocks if isinstance(block, Paragraph)]
    start = next(at for at, block in enumerate(styled) if block.style == "subheading" and block.text.startswith(f"{number}. "))
    lines = []
    for block in styled[start + 1 :]:
        if block.style != "item":
            break
        lines.append(block.text)
    return int(styled[start].text.rpartition("(")[2].rstrip(")")), lines


def test_the_head_names_issuer_and_leaves_number_and_day_blank() -> None:
    head = report_of(full_year()).head
    assert (head.parent, head.department) == ("UỶ BAN NHÂN DÂN TỈNH MẪU", "SỞ CÔNG THƯƠNG")
    assert head.number == "Số:          /BC-SCT"
    assert head.place_and_date == "Mẫu, ngày        tháng        năm 2026"
    assert "2026" in head.subject


def test_what_is_not_known_of_the_department_is_left_open() -> None:
    head = report_of(untouched_year()).head
    assert head.parent == ""
    assert head.number.endswith("/BC-…")
    assert head.place_and_date.startswith("…, ngày")


def test_the_day_is_the_one_that_was_given() -> None:
    report = report_of(full_year())
    assert report.made == TODAY
    assert compose_report(full_year(), say, TODAY.replace(year=2027)).head.place_and_date.endswith("2027")


def test_each_basis_ends_in_a_semicolon_and_the_last_in_a_point() -> None:
    basis = report_of(full_year()).basis
    assert [each.text for each in basis] == [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Uỷ ban nhân dân tỉnh Mẫu;",
        "Căn cứ Bộ tiêu chí đủ mặt (không phải văn bản của tỉnh nào).",
    ]
    assert {each.style for each in basis} == {"basis"}
    assert [each.text for each in report_of(untouched_year()).basis] == ["Căn cứ Bộ tiêu chí trống."]


def test_the_summary_has_a_row_for_each_self_scored_field_and_adds_up() -> None:
    work = full_year()
    summary = report_of(work).summary
    *rows, total = summary.rows
    assert [row.key for row in rows] == ["1", "2", "3"]
    for row in rows:
        node = work.sheet.nodes[row.key]
        assert [cell.number for cell in row.cells[2:]] == [node.attainable, node.points, node.index]
    for column in (2, 3):
        assert total.cells[column].number == sum((row.cells[column].number or Decimal(0) for row in rows), Decimal(0))
    assert total.cells[4].number == work.sheet.self_totals.index
    assert total.children == (0, 1, 2)


def test_a_field_of_which_nothing_counts_has_no_index() -> None:
    answers = dict.fromkeys(("1.2", "1.9", "1.12", "1.7"), ANSWERS["1.2"])
    row = report_of(full_year(answers=answers)).summary.rows[2]
    assert (row.cells[2].text, row.cells[4].text, row.cells[4].number) == ("0", "–", None)


def test_the_opening_states_points_and_maximum_and_why_it_shrank() -> None:
    work = full_year()
    said, totals = texts(report_of(work)), work.sheet.self_totals
    assert f"{show_points(totals.points)}/{show_points(totals.attainable)} điểm tối đa" in said[0]
    assert said[3].startswith("Điểm chưa quy đổi là ")
    assert [note.text for note in report_of(work).summary_notes] == [said[3]]
    assert report_of(untouched_year()).summary_notes == ()
    assert said[2] == say("report.shrunk", declared="9,75", left="1", max=show_points(totals.attainable))
    assert not [text for text in texts(report_of(untouched_year())) if "không tính" in text]


def test_what_is_unanswered_and_what_others_score_is_told() -> None:
    said = texts(report_of(full_year()))
    assert say("report.unanswered", count=1, leaves=8) in said
    assert say("report.survey", points="8") in said
    assert not [text for text in said if "xếp loại" in text]
    finished = texts(report_of(finished_year()))
    assert not [text for text in finished if "chưa chấm;" in text]


@pytest.mark.parametrize(("name", "words"), [("Xuất sắc", "Xuất sắc"), ("Tốt", "Tốt")])
def test_a_finished_year_is_classed_by_the_best_bound_it_reaches(name: str, words: str) -> None:
    work = finished_year(name)
    index = work.sheet.self_totals.index
    assert index is not None
    assert say("report.class", index=show_points(index), name=words) in texts(report_of(work))


def test_no_class_is_claimed_below_every_bound_or_without_an_index() -> None:
    zero = {key: Answer(Inputs(choice=2 if key == "1.2" else 3)) for key in ("1.1", "1.2")}
    low = {
        **zero,
        "1.5": Answer(Inputs(values={"part": D(1), "whole": D(20)})),
        "1.3": Answer(Inputs(ticks=frozenset())),
        "1.4": Answer(Inputs(ticks=frozenset())),
        "1.9": ANSWERS["1.12"],
        "1.12": ANSWERS["1.12"],
        "1.7": Answer(Inputs(values={"count": D(0)})),
    }
    gone = {leaf.key: ANSWERS["1.2"] for leaf in rich_set().leaves() if leaf.self_scored}
    for answers in (low, gone):
        work = full_year(answers=answers)
        assert work.sheet.self_totals.unanswered == 0
        assert not [text for text in texts(report_of(work)) if "xếp loại" in text]


def test_bonus_and_penalty_stand_beside_the_total() -> None:
    work = full_year()
    final = show_points(work.sheet.self_totals.points + 1 - D("0.25"))
    assert say("report.extras", bonus="1", penalty="0,25", final=final) in texts(report_of(work))
    assert not [text for text in texts(report_of(untouched_year())) if "Điểm thưởng" in text]


def test_leaves_without_evidence_or_with_drafts_are_to_be_explained() -> None:
    count, lines = group(report_of(full_year()), 1)
    assert lines == [
        "- 1.5. Tiêu chí 1.5: tài liệu còn là dự thảo, thiếu số hoặc ngày ban hành (Dự thảo báo cáo).",
        "- 1.3. Tiêu chí 1.3. Giải trình: Đã có biên bản",
        "- T1. Tiêu chí T1.",
    ]
    assert count == len(lines)


def test_an_explanation_is_printed_once_where_a_leaf_is_told_twice() -> None:
    answers = {"1.5": Answer(Inputs(values={"part": D(17), "whole": D(20)}), "Còn ba hồ sơ")}
    report = report_of(full_year(answers=answers))
    assert group(report, 1)[1] == [
        "- 1.5. Tiêu chí 1.5: tài liệu còn là dự thảo, thiếu số hoặc ngày ban hành (Dự thảo báo cáo). Giải trình tại mục 3."
    ]
    assert sum(text.count("Còn ba hồ sơ") for text in texts(report)) == 1


def test_exempt_leaves_are_told_with_treatment_reason_and_leave() -> None:
    work = full_year()
    count, lines = group(report_of(work), 2)
    assert lines == [
        "- 1.2. Tiêu chí 1.2: không tính vào thang điểm. Lý do: Không có thủ tục. Căn cứ: Công văn 12/SNV.",
        "- 1.9. Tiêu chí 1.9: tính điểm tối đa. Lý do: Không phát sinh.",
        "- 1.12. Tiêu chí 1.12: tính 0 điểm. Lý do: Chưa được giao. Căn cứ: Công văn 13/SNV.",
    ]
    assert count == len(lines) == work.sheet.self_totals.not_applicable


def test_leaves_below_their_maximum_are_told_with_what_was_lost() -> None:
    work = full_year()
    count, lines = group(report_of(work), 3)
    losses = {loss.leaf.key: loss for loss in work.ledger if loss.kind == "lost" and loss.leaf.key != "1.12"}
    assert count == len(lines) == len(losses) == 2
    assert lines[0].startswith("- 1.1. Tiêu chí 1.1: 0,5/1 điểm, mất 0,5 điểm (")
    assert lines[0].endswith("Giải trình: Chờ hướng dẫn <b>&</b>.")
    assert lines[1].startswith(f"- 1.5. Tiêu chí 1.5: 1/2 điểm, mất {show_points(losses['1.5'].lost)} điểm (")
    assert lines[1].endswith(").")


def test_unanswered_leaves_are_told_and_counted_as_the_sheet_counts() -> None:
    work = untouched_year()
    count, lines = group(report_of(work), 4)
    assert count == len(lines) == work.sheet.self_totals.unanswered == 8
    assert lines[0] == "- 1.1. Tiêu chí 1.1."


def test_an_empty_group_says_so() -> None:
    assert group(report_of(untouched_year()), 1) == (0, [say("report.nothing")])


def test_it_closes_with_the_end_mark_recipients_and_a_place_to_sign() -> None:
    report = report_of(full_year())
    assert texts(report)[-1].endswith("./.")
    assert report.closing.recipients[-1].startswith("- Lưu: VT")
    assert report.closing.recipients[-1].endswith(".")
    assert all(line.startswith("- ") and line.endswith(";") for line in report.closing.recipients[:-1])
    assert report.closing.name == ""


def test_the_summary_in_the_text_is_the_workbooks_first_sheet() -> None:
    report = report_of(full_year())
    assert [block for block in report.blocks if isinstance(block, Table)] == [report.summary]


def test_a_set_that_is_all_self_scored_tells_no_survey() -> None:
    whole = rich_set()
    report = report_of(full_year(replace(whole, fields=whole.fields[:1], bonus=(), penalty=())))
    assert not [text for text in texts(report) if "điều tra" in text or "Điểm thưởng" in text]
