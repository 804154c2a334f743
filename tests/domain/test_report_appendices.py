"""The two appendices: every criterion with its scale and score, and the list of evidence."""

from dataclasses import replace
from decimal import Decimal

from parscore.domain.criteria import Field
from parscore.domain.evidence import Document, EvidenceBook, Link
from parscore.domain.outcome import Rung
from parscore.domain.report import Appendix, Paragraph, Row, Table
from parscore.domain.report_appendices import appendices, short_label
from parscore.domain.rules import Manual
from parscore.domain.year_work import YearWork
from parscore.texts import say
from tests.builders import leaf
from tests.report_years import KEPT, full_year, rich_set, untouched_year


def both(work: YearWork) -> tuple[Table, Table, str]:
    first, second = appendices(work, say)
    (scores,) = first.blocks
    listed, total = second.blocks
    assert isinstance(scores, Table)
    assert isinstance(listed, Table)
    assert isinstance(total, Paragraph)
    return scores, listed, total.text


def scores_of(work: YearWork) -> Table:
    return both(work)[0]


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def by_key(table: Table) -> dict[str, Row]:
    return {row.key: row for row in table.rows if row.key}


def test_each_appendix_has_its_label_title_and_the_report_it_belongs_to() -> None:
    first, second = appendices(full_year(), say)
    assert (first.label, second.label) == ("Phụ lục I", "Phụ lục II")
    assert "năm 2026" in first.title
    assert first.reference == second.reference
    assert first.reference.startswith("(Kèm theo Báo cáo số          /BC-SCT ngày")
    assert first.reference.endswith("của Sở Công Thương)")
    blank: Appendix = appendices(untouched_year(), say)[0]
    assert "/BC-… ngày" in blank.reference


def test_every_node_of_the_set_has_one_row_in_the_sets_order() -> None:
    rows = [row for row in scores_of(full_year()).rows if row.key]
    assert [row.key for row in rows] == [
        *("1", "1.1*", "1.1", "1.5", "2", "2.1*", "1.3", "1.4", "2.2*", "1.13"),
        *("3", "1.2", "1.9", "1.12", "1.7", "9", "9.1", "T1", "P1"),
    ]
    roles = {row.key: row.role for row in rows}
    assert (roles["1"], roles["1.1*"], roles["1.1"]) == ("field", "criterion", "leaf")


def test_every_row_has_a_cell_for_each_column() -> None:
    for work in (full_year(), untouched_year()):
        for table in both(work)[:2]:
            assert {len(row.cells) for row in table.rows} <= {len(table.columns)}


def test_figures_are_the_sheets_and_every_sum_is_the_sum_of_the_rows_it_names() -> None:
    for work in (full_year(), full_year(rich_set(cap=None)), untouched_year()):
        table = scores_of(work)
        for row in table.rows:
            if row.key in work.sheet.nodes and work.sheet.nodes[row.key].attainable:
                assert row.cells[2].number == work.sheet.nodes[row.key].attainable
            for column in (2, 3):
                own, below = row.cells[column].number, [table.rows[child].cells[column].number for child in row.children]
                if row.children and own is not None:
                    assert own == sum((number for number in below if number is not None), Decimal(0)), texts(row)


def test_the_total_is_the_self_score_without_what_others_score() -> None:
    work = full_year()
    table = scores_of(work)
    total = next(row for row in table.rows if row.role == "total")
    assert (total.cells[2].number, total.cells[3].number) == (work.sheet.self_totals.attainable, work.sheet.self_totals.points)
    assert [table.rows[child].key for child in total.children] == ["1", "2", "3"]


def test_rungs_follow_their_leaf_in_its_group_and_the_applied_one_is_marked() -> None:
    rows = scores_of(full_year()).rows
    at = next(at for at, row in enumerate(rows) if row.key == "1.1")
    leaf, first, second, third = rows[at : at + 4]
    assert [row.role for row in (leaf, first, second, third)] == ["leaf", "rung", "rung_applied", "rung"]
    assert {row.group for row in (leaf, first, second, third)} == {leaf.group}
    assert texts(second)[1:3] == ["► Ban hành không kịp thời", "0,5"]
    assert second.cells[2].number == Decimal("0.5")
    assert texts(first)[1] == "– Ban hành kịp thời"
    assert [row.group for row in rows].count(leaf.group) == 4


def test_no_rung_is_marked_where_nothing_was_answered() -> None:
    assert not [row for row in scores_of(untouched_year()).rows if row.role == "rung_applied"]


def test_a_rung_without_points_of_its_own_has_no_figure() -> None:
    bare = replace(leaf("5.1", Manual()), rungs=(Rung("Trừ 0,5 điểm mỗi vụ", None),))
    work = full_year(replace(rich_set(), fields=(Field("5", "5", "Khác", Decimal(1), (bare,)),)))
    rung = next(row for row in scores_of(work).rows if row.role == "rung")
    assert (rung.cells[2].text, rung.cells[2].number) == ("", None)


def test_states_of_leaves_show_in_their_figures() -> None:
    rows = by_key(scores_of(full_year()))
    shown = {key: tuple(texts(row)[2:4]) for key, row in rows.items()}
    assert shown["1.1"] == ("1", "0,5")
    assert shown["1.13"] == ("5", "")
    assert shown["1.2"] == ("(1)", "không áp dụng")
    assert shown["1.9"] == ("1", "1")
    assert shown["1.12"] == ("1", "0")
    assert shown["1.7"] == ("2", "chưa chấm")
    assert rows["1.2"].cells[2].number is None
    assert rows["1.7"].cells[2].number == 2


def test_what_is_not_self_scored_says_so_and_sums_up_on_its_own() -> None:
    rows = by_key(scores_of(full_year()))
    assert texts(rows["2.2*"])[2:5] == ["5", "", "không tự chấm"]
    assert texts(rows["9"])[2:5] == ["3", "", "không tự chấm"]
    assert len(rows["9"].children) == 1


def test_reasons_and_explanations_and_documents_stand_beside_the_leaf() -> None:
    rows = by_key(scores_of(full_year()))
    reason, documents = texts(rows["1.1"])[4:]
    assert reason.splitlines()[1] == "Giải trình: Chờ hướng dẫn <b>&</b>."
    assert documents.splitlines() == ["12/KH-SCT ngày 15/01/2026, mục II, trang 3", "01/QĐ-UB ngày 02/03/1899"]
    assert texts(rows["1.7"])[4] == "chưa chấm"
    assert "\n" not in texts(rows["1.5"])[4]


def test_bonus_is_shown_after_its_cap_and_is_a_sum_only_where_it_is_one() -> None:
    capped = scores_of(full_year())
    bonus = next(row for row in capped.rows if row.cells[1].text == "Điểm thưởng (tối đa 1)")
    assert (bonus.cells[3].number, bonus.children) == (1, ())
    free = scores_of(full_year(rich_set(cap=None)))
    bonus = next(row for row in free.rows if row.cells[1].text == "Điểm thưởng")
    assert bonus.cells[3].number == Decimal("1.5")
    assert [free.rows[child].key for child in bonus.children] == ["T1"]
    penalty = next(row for row in free.rows if row.cells[1].text == "Điểm trừ")
    assert penalty.cells[3].number == Decimal("0.25")
    less = scores_of(full_year(replace(rich_set(), penalty_cap=Decimal("0.2"))))
    penalty = next(row for row in less.rows if row.cells[1].text == "Điểm trừ (tối đa 0,2)")
    assert (penalty.cells[3].number, penalty.children) == (Decimal("0.2"), ())


def test_a_set_without_bonus_and_penalty_has_no_rows_for_them() -> None:
    assert [row.role for row in scores_of(untouched_year()).rows][-1] == "total"


def test_the_list_of_evidence_has_a_row_for_every_link_in_the_tables_order() -> None:
    work = full_year()
    _, listed, total = both(work)
    assert [texts(row)[:4] for row in listed.rows] == [
        ["1", "1.1", "12/KH-SCT", "15/01/2026"],
        ["2", "1.1", "01/QĐ-UB", "02/03/1899"],
        ["3", "1.5", "", ""],
        ["4", "1.4", "", ""],
        ["5", "1.4", "12/KH-SCT", "15/01/2026"],
    ]
    assert [row.cells[0].number for row in listed.rows] == [1, 2, 3, 4, 5]
    assert texts(listed.rows[0])[4:] == ["Sở Công Thương", "Kế hoạch CCHC <2026> & phụ lục", "mục II, trang 3", KEPT.name]
    assert texts(listed.rows[2])[7] == f"{KEPT.name}\n{KEPT.name}"
    assert texts(listed.rows[3])[7] == "https://mau.gov.vn/cong-khai"
    assert total == say("report.evidence_total", documents=4, links=5)


def test_a_year_without_evidence_has_an_empty_list_that_says_so() -> None:
    _, listed, total = both(untouched_year())
    assert listed.rows == ()
    assert total == say("report.evidence_total", documents=0, links=0)


def test_a_document_is_named_by_the_best_that_is_known_of_it() -> None:
    assert short_label(Document("a", "", None, "", "Quy chế"), "Điều 7") == "Quy chế, Điều 7"
    assert short_label(Document("a", files=(KEPT,)), "") == KEPT.name
    assert short_label(Document("a", web="https://x"), "") == "https://x"
    assert EvidenceBook({"a": Document("a")}, (Link("1", "a"),)).of_leaf("1")[0][1].id == "a"
