"""The workbook: cells, formulas and their stored results, formats, and how it prints."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from unicodedata import normalize

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from parscore.adapters.reports.report_xlsx import XlsxReportWriter
from parscore.domain.assessment import Answer
from parscore.domain.criteria import Field
from parscore.domain.outcome import Inputs
from parscore.domain.points import show_points
from parscore.domain.report import Paragraph, Report, Row, Table
from parscore.domain.report_compose import compose_report
from parscore.domain.rules import Manual
from parscore.domain.year_work import YearWork
from parscore.texts import say
from tests.builders import D, leaf
from tests.report_years import ANSWERS, DOCUMENTS, KEPT, TODAY, full_year, rich_set, untouched_year
from tests.sheet_sums import value_of

SCORES, SUMMARY, EVIDENCE = "Phụ lục I", "Tổng hợp", "Phụ lục II"


def written(report: Report) -> bytes:
    out = BytesIO()
    XlsxReportWriter().write(report, out)
    return out.getvalue()


def books(work: YearWork) -> tuple[Report, Workbook, Workbook]:
    """The report, the workbook with formulas, and the same with stored results."""
    report = compose_report(work, say, TODAY)
    data = written(report)
    return report, openpyxl.load_workbook(BytesIO(data)), openpyxl.load_workbook(BytesIO(data), data_only=True)


def tables(report: Report) -> dict[str, Table]:
    blocks = (block for appendix in report.appendices for block in appendix.blocks)
    found = [report.summary, *(block for block in blocks if isinstance(block, Table))]
    return {table.name: table for table in found}


def first_line(sheet: Worksheet) -> int:
    """The first line under the heads (from 1)."""
    return next(row for row in range(1, 20) if sheet.cell(row, 1).value == "(1)") + 1


def heads(sheet: Worksheet, columns: int) -> list[object]:
    """The columns' titles."""
    return [sheet.cell(first_line(sheet) - 2, at).value for at in range(1, columns + 1)]


def lines(sheet: Worksheet, table: Table) -> list[tuple[Row, int]]:
    """Each row with its line, where every row takes one line."""
    return list(zip(table.rows, range(first_line(sheet), sheet.max_row + 1), strict=False))


def test_it_has_a_sheet_for_the_totals_and_for_each_appendix() -> None:
    _, book, _ = books(full_year())
    assert book.sheetnames == [SUMMARY, SCORES, EVIDENCE]
    assert book.properties.creator == "Sở Công Thương"
    assert book.properties.created == datetime(2026, 12, 3)


@pytest.mark.parametrize("work", [full_year(), full_year(rich_set(cap=None)), untouched_year()], ids=["full", "uncapped", "untouched"])
def test_every_cell_holds_what_the_report_says(work: YearWork) -> None:
    report, _, stored = books(work)
    for name, table in tables(report).items():
        sheet = stored[name]
        assert [column.title for column in table.columns] == heads(sheet, len(table.columns))
        for row, line in lines(sheet, table):
            for at, cell in enumerate(row.cells):
                value = sheet.cell(line, at + 1).value
                if cell.number is not None:
                    assert D(str(value)) == cell.number
                elif cell.day is not None and cell.day.year > 1900:
                    assert value.date() == cell.day
                else:
                    assert (value or "") == normalize("NFC", cell.text)


@pytest.mark.parametrize("work", [full_year(), full_year(rich_set(cap=None)), untouched_year()], ids=["full", "uncapped", "untouched"])
def test_every_formula_computed_anew_gives_its_stored_result(work: YearWork) -> None:
    _, book, stored = books(work)
    count = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    count += 1
                    assert value_of(book, sheet.title, cell.coordinate) == D(str(stored[sheet.title][cell.coordinate].value)), cell.value
    assert count > 15


def test_sums_are_formulas_over_the_rows_below_and_the_summary_reads_the_appendix() -> None:
    report, book, _ = books(full_year())
    scores, table = book[SCORES], tables(report)[SCORES]
    at = {row.key: line for row, line in lines(scores, table) if row.key}
    total = next(line for row, line in lines(scores, table) if row.role == "total")
    assert scores.cell(at["1.1*"], 4).value == f"=SUM(D{at['1.1']},D{at['1.5']})"
    assert scores.cell(at["1"], 3).value == f"=SUM(C{at['1.1*']})"
    assert scores.cell(at["2"], 3).value == f"=SUM(C{at['2.1*']})", "what others score is left out"
    assert scores.cell(at["3"], 3).value == f"=SUM(C{at['1.9']},C{at['1.12']},C{at['1.7']})", "what was taken out of the scale is left out"
    assert scores.cell(total, 4).value == f"=SUM(D{at['1']},D{at['2']},D{at['3']})"
    summary = book[SUMMARY]
    start = first_line(summary)
    assert summary.cell(start, 3).value == f"='{SCORES}'!C{at['1']}"
    assert summary.cell(start + 3, 3).value == f"=SUM(C{start},C{start + 1},C{start + 2})"
    assert summary.cell(start, 5).value == f"=ROUND(D{start}/C{start}*100,2)"


def test_an_edited_score_moves_every_total_above_it() -> None:
    report, book, _ = books(full_year())
    line = next(line for row, line in lines(book[SCORES], tables(report)[SCORES]) if row.key == "1.1")
    start = first_line(book[SUMMARY])
    before = value_of(book, SUMMARY, f"D{start + 3}")
    book[SCORES].cell(line, 4).value = 1
    assert value_of(book, SUMMARY, f"D{start + 3}") == before + D("0.5")


def test_more_children_than_one_sum_takes_are_summed_in_parts() -> None:
    leaves = tuple(leaf(f"7.{at}", Manual()) for at in range(450))
    answers = {each.key: Answer(Inputs(points=D("0.1")), "x") for each in leaves}
    work = full_year(replace(rich_set(), fields=(Field("7", "7", "Nhiều", D(450), leaves),)), answers)
    _, book, stored = books(replace(work, evidence=type(work.evidence)()))
    cell = book[SCORES].cell(first_line(book[SCORES]), 4)
    assert str(cell.value).count("SUM(") == 3
    assert value_of(book, SCORES, cell.coordinate) == D(45) == stored[SCORES][cell.coordinate].value


def test_points_have_a_number_format_that_hides_nothing() -> None:
    answers = {**ANSWERS, "1.12": Answer(Inputs(points=D("0.125")), "x")}
    report, book, _ = books(full_year(answers=answers))
    sheet = book[SCORES]
    for row, line in lines(sheet, tables(report)[SCORES]):
        for column in (3, 4):
            number = row.cells[column - 1].number
            if number is not None:
                shown = f"{number:.{len(sheet.cell(line, column).number_format) - 2}f}"
                assert sheet.cell(line, column).number_format in {"0.00", "0.000", "0.0000"}
                assert D(shown) == number, show_points(number)
    listed = book[EVIDENCE]
    assert listed.cell(first_line(listed), 1).number_format == "0"
    assert book[SUMMARY].cell(first_line(book[SUMMARY]), 5).number_format == "0.00"


def test_days_are_days_and_those_before_excels_calendar_are_text() -> None:
    _, book, _ = books(full_year())
    sheet = book[EVIDENCE]
    start = first_line(sheet)
    assert (sheet.cell(start, 4).value, sheet.cell(start, 4).number_format) == (datetime(2026, 1, 15), "dd/mm/yyyy")
    assert sheet.cell(start + 1, 4).value == "02/03/1899"
    assert sheet.cell(start + 2, 4).value is None


def test_codes_stay_text_and_what_looks_like_a_formula_too() -> None:
    answers = {**ANSWERS, "1.5": Answer(ANSWERS["1.5"].inputs, "=1+1"), "1.3": Answer(ANSWERS["1.3"].inputs, "+cmd")}
    documents = {
        **DOCUMENTS,
        "plan": replace(DOCUMENTS["plan"], number="=HYPERLINK(1)", title="+1", issuer="-2", files=(replace(KEPT, name="@x"),)),
    }
    work = full_year(answers=answers)
    _, book, _ = books(replace(work, evidence=replace(work.evidence, documents=documents)))
    sheet = book[EVIDENCE]
    start = first_line(sheet)
    row = [sheet.cell(start, column) for column in range(2, 9)]
    assert [cell.value for cell in row] == ["1.1", "=HYPERLINK(1)", datetime(2026, 1, 15), "-2", "+1", "mục II, trang 3", "@x"]
    assert {cell.data_type for cell in row} == {"s", "d"}
    link = next(cell for cell in sheet["H"] if cell.value and "https" in str(cell.value))
    assert link.hyperlink is None
    reasons = [str(cell.value) for cell in book[SCORES]["E"]]
    assert any(reason.endswith("Giải trình: =1+1") for reason in reasons)


def test_letters_no_face_has_are_kept() -> None:
    answers = {**ANSWERS, "1.5": Answer(ANSWERS["1.5"].inputs, normalize("NFD", "Đã ổn 🙂"))}
    _, book, _ = books(full_year(answers=answers))
    assert any(str(cell.value).endswith("Đã ổn 🙂") for cell in book[SCORES]["E"])


def test_each_sheet_prints_on_a4_across_with_its_heads_on_every_page() -> None:
    report, book, _ = books(full_year())
    for sheet in book:
        setup, start = sheet.page_setup, first_line(sheet)
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"${start - 2}:${start - 1}"
        assert sheet.freeze_panes == f"A{start}"
        last = "ABCDEFGH"[len(tables(report)[sheet.title].columns) - 1]
        assert sheet.print_area == f"'{sheet.title}'!$A$1:${last}${sheet.max_row}"
        assert "&P" in sheet.oddHeader.center.text
        assert (sheet.page_margins.left, sheet.page_margins.right) == (0.79, 0.59)


def test_it_is_written_in_the_face_of_administrative_papers_with_thin_lines() -> None:
    report, book, _ = books(full_year())
    sheet = book[SCORES]
    start = first_line(sheet)
    head, numbers, field = (sheet.cell(line, 3) for line in (start - 2, start - 1, start))
    assert {cell.font.name for cell in (head, numbers, field)} == {"Times New Roman"}
    assert head.font.b
    assert numbers.font.i
    assert head.alignment.horizontal == "center"
    assert field.alignment.horizontal == "right"
    assert field.border.left.style == field.border.bottom.style == "thin"
    by_key = {row.key: line for row, line in lines(sheet, tables(report)[SCORES])}
    assert sheet.cell(by_key["1.1"] + 1, 2).font.i
    assert sheet.cell(by_key["1.1"] + 2, 2).font.b
    assert not sheet.cell(by_key["1.1"], 2).font.b


def test_lines_are_as_high_as_their_text_needs() -> None:
    answers = {**ANSWERS, "1.5": Answer(ANSWERS["1.5"].inputs, "\n".join("abcdefghij"))}
    report, book, _ = books(full_year(answers=answers))
    sheet = book[SCORES]
    heights = {row.key: sheet.row_dimensions[line].height for row, line in lines(sheet, tables(report)[SCORES])}
    assert heights["1.5"] > 10 * 15
    assert heights["1.7"] < 2 * 15.75


def test_an_explanation_of_pages_goes_on_in_further_lines_and_sums_still_hold() -> None:
    story = " ".join(f"Câu {at} rà soát." for at in range(3000))
    answers = {**ANSWERS, "1.1": Answer(Inputs(choice=2), story)}
    _, book, stored = books(full_year(answers=answers))
    sheet = book[SCORES]
    start = next(cell.row for cell in sheet["A"] if cell.value == "1.1" and sheet.cell(cell.row, 4).data_type == "n")
    parts = []
    for line in range(start, sheet.max_row):
        if line > start and sheet.cell(line, 2).value:
            break
        parts.append(str(sheet.cell(line, 5).value))
        assert len(parts[-1]) <= 32767
        assert (sheet.row_dimensions[line].height or 0) <= 409
    assert len(parts) > 3
    assert " ".join(parts).endswith(f"Giải trình: {story}")
    total = next(cell for cell in sheet["B"] if cell.value == say("report.total_self"))
    assert value_of(book, SCORES, f"D{total.row}") == D(str(stored[SCORES][f"D{total.row}"].value))


def test_the_count_of_documents_stands_under_the_list() -> None:
    _, book, _ = books(full_year())
    sheet = book[EVIDENCE]
    assert sheet.cell(sheet.max_row, 1).value == say("report.evidence_total", documents=4, links=5)


def test_a_report_without_appendices_is_its_summary_alone() -> None:
    report = replace(compose_report(full_year(), say, TODAY), appendices=())
    book = openpyxl.load_workbook(BytesIO(written(report)))
    assert book.sheetnames == [SUMMARY]
    assert book[SUMMARY].cell(first_line(book[SUMMARY]), 3).value == 3


def test_the_same_report_gives_the_same_file() -> None:
    report = compose_report(full_year(), say, TODAY)
    assert written(report) == written(report)
    assert date(2026, 12, 3) == report.made


def test_how_the_total_was_rescaled_stands_under_it_whole_however_long_it_is() -> None:
    report = compose_report(full_year(), say, TODAY)
    long = replace(report, summary_notes=(Paragraph("Điểm chưa quy đổi, do không tính tiêu chí " * 60, "note"),))
    for each in (report, long):
        sheet = openpyxl.load_workbook(BytesIO(written(each)))[SUMMARY]
        end = first_line(sheet) + len(each.summary.rows)
        said = [str(sheet.cell(line, 1).value) for line in range(end, sheet.max_row + 1)]
        assert " ".join(said).split() == each.summary_notes[0].text.split()
        heights = [sheet.row_dimensions[line].height for line in range(end, sheet.max_row + 1)]
        assert all(len(text) / 100 * 15 < height <= 409 for text, height in zip(said, heights, strict=True))
    assert len(said) > 1
