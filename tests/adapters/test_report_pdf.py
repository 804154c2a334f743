"""The PDF as a reader gets it: letters, faces, paper, page numbers, heads on every page, rows whole."""

import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics

from parscore.adapters.reports import page_style
from parscore.adapters.reports.pdf_tables import table_flowable
from parscore.adapters.reports.report_pdf import PdfReportWriter
from parscore.domain.assessment import Answer
from parscore.domain.evidence import Document, EvidenceBook, Link
from parscore.domain.outcome import Inputs
from parscore.domain.report import Cell, Column, Paragraph, Report, Row, Table
from parscore.domain.report_compose import compose_report
from parscore.texts import say
from tests.pdf_reading import MM, SIDE, Page, bare, edges_of, read_pages, sections
from tests.report_years import ANSWERS, TODAY, full_year, untouched_year

BASES = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [unicodedata.normalize("NFC", base + mark) for base in BASES for mark in MARKS] + ["đ", "Đ"]
NUMBER_AND_DATE = ["Số:/BC-SCT", "Mẫu,ngàythángnăm2026"]
NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)?")


def pdf_of(report: Report) -> bytes:
    out = BytesIO()
    PdfReportWriter().write(report, out)
    return out.getvalue()


@lru_cache(maxsize=1)
def full() -> tuple[Report, bytes, tuple[Page, ...]]:
    report = compose_report(full_year(), say, TODAY)
    data = pdf_of(report)
    return report, data, tuple(read_pages(data))


def told(*paragraphs: str) -> list[Page]:
    """A report whose body is these paragraphs."""
    report = full()[0]
    return read_pages(pdf_of(replace(report, blocks=tuple(Paragraph(text) for text in (*paragraphs, "./.")))))


def table_report(rows: Iterable[Row], columns: int = 3) -> Report:
    """A report whose first appendix is a table of these rows."""
    report = full()[0]
    table = Table("Bảng", tuple(Column(f"Cột {at}", 40) for at in range(columns)), tuple(rows))
    return replace(report, appendices=(replace(report.appendices[0], blocks=(table,)),))


def plain_row(at: int, lines: int = 1, group: int = 0, role: str = "plain") -> Row:
    text = "\n".join(f"r{at}.{line}" for line in range(lines))
    return Row((Cell(text), Cell(f"b{at}"), Cell(f"c{at}")), role, group)  # type: ignore[arg-type]


def pages_of_rows(report: Report) -> list[list[str]]:
    """The texts of the first column, page by page of the appendix, heads left out."""
    table = report.appendices[0].blocks[0]
    assert isinstance(table, Table)
    pages = sections(read_pages(pdf_of(report)))[1]
    return [[line[0] for line in page.lines(edges_of(table)) if line[0].startswith("r")] for page in pages]


def test_every_vietnamese_letter_prints_and_reads_back_composed() -> None:
    for form in ("NFC", "NFD"):
        alphabet = unicodedata.normalize(form, " ".join(LETTERS))
        text = "".join(page.text for page in told(alphabet))
        assert bare(" ".join(LETTERS)) in bare(text)
        assert unicodedata.is_normalized("NFC", text)


def test_all_four_faces_have_a_glyph_for_every_letter_and_mark_we_print() -> None:
    page_style.register_faces()
    assert len(LETTERS) == len(set(LETTERS)) == 146
    for face in (page_style.REGULAR, page_style.BOLD, page_style.ITALIC, page_style.BOLD_ITALIC):
        glyphs = pdfmetrics.getFont(face).face.charToGlyph
        assert not [letter for letter in [*LETTERS, *"►–…×≥≤−“”□"] if ord(letter) not in glyphs]


def test_what_no_face_can_draw_shows_as_a_box_and_what_shows_nothing_is_dropped() -> None:
    assert page_style.printable("a\u200bb\ufeff\u00ad 🙂\r\nc\td\u00a0e") == "ab □\nc d e"
    assert "(□)" in "".join(page.text for page in told("(🙂)"))


def test_faces_are_embedded_and_no_other_is_named() -> None:
    data = full()[1]
    names = set(re.findall(rb"/BaseFont /([A-Za-z+-]+)", data))
    assert {name.split(b"+")[1] for name in names} == {
        b"LiberationSerif",
        b"LiberationSerif-Bold",
        b"LiberationSerif-Italic",
        b"LiberationSerif-BoldItalic",
    }
    assert data.count(b"/FontFile2") == len(names)
    assert b"Helvetica" not in data


def test_the_report_stands_upright_and_appendices_lie_across_a4() -> None:
    report, first, second = sections(list(full()[2]))
    for page in report:
        assert page.size == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    for page in (*first, *second):
        assert page.size == pytest.approx((297 * MM, 210 * MM), abs=0.1)


def test_everything_stays_inside_the_margins() -> None:
    for page in full()[2]:
        left = SIDE if page.wide else 30 * MM
        body = [letter for letter in page.letters if letter.y <= page.size[1] - SIDE]
        assert min(letter.x for letter in body) >= left - 0.01
        assert max(letter.x for letter in body) < page.size[0] - SIDE
        assert min(letter.y for letter in body) >= SIDE


def test_pages_are_numbered_in_the_middle_of_the_top_and_each_appendix_counts_by_itself() -> None:
    rows = [plain_row(at) for at in range(60)]
    report = replace(table_report(rows), appendices=(table_report(rows).appendices[0],) * 2)
    body, *others = sections(read_pages(pdf_of(report)))
    assert [page.number for page in body] == ["", *(str(number) for number in range(2, len(body) + 1))]
    assert len(others) == 2
    for section in others:
        assert len(section) > 2
        assert [page.number for page in section] == ["", *(str(number) for number in range(2, len(section) + 1))]
        top = [letter for letter in section[1].letters if letter.y > section[1].size[1] - SIDE]
        assert top[0].x == pytest.approx(section[1].size[0] / 2, abs=8)


def test_the_head_stands_in_two_columns_with_number_and_date_on_one_line() -> None:
    page = full()[2][0]
    lines = page.lines([30 * MM, 96 * MM, 190 * MM])
    assert [line[0] for line in lines if line[0]][:2] == ["UỶ BAN NHÂN DÂN TỈNH MẪU", "SỞ CÔNG THƯƠNG"]
    assert [line[1] for line in lines if line[1]][:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert NUMBER_AND_DATE in [[bare(cell) for cell in line] for line in lines[:5]]
    assert "BÁO CÁO" in page.text


def test_number_and_date_share_a_line_under_a_name_of_many_lines() -> None:
    report = full()[0]
    long = replace(report, head=replace(report.head, department="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG " * 8))
    lines = read_pages(pdf_of(long))[0].lines([30 * MM, 96 * MM, 190 * MM])
    assert NUMBER_AND_DATE in [[bare(cell) for cell in line] for line in lines]


def test_it_says_who_signs_and_who_receives() -> None:
    report = full()[0]
    text = "\n".join(page.text for page in sections(list(full()[2]))[0])
    for line in (report.closing.recipients_title, *report.closing.recipients, report.closing.capacity.upper(), "./."):
        assert line in text
    assert text.index("./.") < text.index("Nơi nhận")


def test_heads_and_column_numbers_stand_on_every_page_of_an_appendix() -> None:
    report = compose_report(untouched_year(), say, TODAY)
    pages = sections(read_pages(pdf_of(report)))
    assert len(pages[1]) > 1
    for section, appendix in zip(pages[1:], report.appendices, strict=True):
        table = appendix.blocks[0]
        assert isinstance(table, Table)
        for page in section:
            words = bare(page.text)
            assert all(bare(column.title) in words for column in table.columns)
            numbers = [f"({at})" for at in range(1, len(table.columns) + 1)]
            assert numbers in page.lines(edges_of(table))


def test_numbers_stand_right_and_codes_in_the_middle() -> None:
    report, _, pages = full()
    table = report.appendices[0].blocks[0]
    assert isinstance(table, Table)
    edges = edges_of(table)
    page = sections(list(pages))[1][0]
    ends: set[float] = set()
    for line in sorted({round(letter.y, 1) for letter in page.letters}, reverse=True)[6:]:
        cell = [letter for letter in page.letters if round(letter.y, 1) == line and edges[2] <= letter.x < edges[3]]
        if cell and NUMBER.fullmatch("".join(letter.char for letter in cell)):
            ends.add(round(cell[-1].x, 1))
    assert len(ends) == 1
    assert edges[3] - ends.pop() < 12


def test_a_row_is_never_parted_by_a_page() -> None:
    rows = [plain_row(at, lines=1 + at % 7) for at in range(80)]
    pages = pages_of_rows(table_report(rows))
    assert len(pages) > 5
    for page in pages:
        for at in {line.partition(".")[0] for line in page}:
            assert [line for line in page if line.startswith(f"{at}.")] == [f"{at}.{line}" for line in range(1 + int(at[1:]) % 7)]
    assert sum(len(page) for page in pages) == sum(1 + at % 7 for at in range(80))


def test_rungs_stay_with_their_leaf_and_a_heading_with_what_it_heads() -> None:
    rows = [plain_row(at, lines=2, group=1 + at // 6, role="criterion" if at % 6 == 0 else "rung") for at in range(60)]
    rows = [replace(row, group=row.group * 10 + (row.role == "criterion")) for row in rows]
    for page in pages_of_rows(table_report(rows)):
        firsts = [int(line[1:].partition(".")[0]) for line in page if line.endswith(".0")]
        assert firsts
        assert firsts[0] % 6 == 0
        assert firsts[-1] % 6 == 5


def test_a_row_higher_than_a_page_goes_on_without_losing_a_line() -> None:
    rows = [plain_row(0), plain_row(1, lines=130, group=2, role="leaf"), plain_row(2, group=2, role="rung"), plain_row(3)]
    pages = pages_of_rows(table_report(rows))
    assert [line for page in pages for line in page] == ["r0.0", *(f"r1.{at}" for at in range(130)), "r2.0", "r3.0"]
    assert len(pages) == 5
    assert "r2.0" in pages[-1]
    assert len(pages[-1]) > 3, "the last lines of the leaf stay with its rungs"


def test_a_group_higher_than_a_page_is_parted_between_its_rows() -> None:
    rows = [plain_row(at, lines=3, group=1, role="leaf" if at == 0 else "rung") for at in range(40)]
    pages = pages_of_rows(table_report(rows))
    assert [line for page in pages for line in page] == [f"r{at}.{line}" for at in range(40) for line in range(3)]
    assert all(page[0].endswith(".0") for page in pages)


def test_a_first_row_that_fills_a_page_starts_where_it_fits() -> None:
    pages = pages_of_rows(table_report([plain_row(0, lines=26), plain_row(1)]))
    assert pages[0] == []
    assert [len(page) for page in pages[1:]] in ([26, 1], [27])


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_heights_every_line_is_printed_once_and_in_order(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for at in range(40):
        role = chance.choice(["field", "criterion", "leaf", "rung", "rung", "plain"])
        rows.append(plain_row(at, chance.choice([1, 2, 5, 13, 26, 27, 28, 29, 30, 61]), chance.choice([0, at // 3 + 1]), role))
    printed = [line for page in pages_of_rows(table_report(rows)) for line in page]
    assert printed == [line for row in rows for line in row.cells[0].text.split("\n")]


def test_a_table_that_fits_is_not_split() -> None:
    table = table_report([plain_row(0), plain_row(1)]).appendices[0].blocks[0]
    assert isinstance(table, Table)
    flowable = table_flowable(table, 700, 400)
    assert flowable.split(700, 400) == [flowable]


def test_explanations_of_pages_and_names_of_300_letters_lose_nothing() -> None:
    story = " ".join(f"Câu {at}: <b>đã & đang</b> rà soát." for at in range(400))
    name = unicodedata.normalize("NFD", "Trung tâm Phục vụ hành chính công " * 9)[:300]
    answers = {**ANSWERS, "1.1": Answer(Inputs(choice=2), f"{story}\n{name}"), "1.3": Answer(explanation="x" * 900)}
    year = full_year(answers=answers)
    long = replace(year, profile=replace(year.profile, department=name, parent=name))
    pages = read_pages(pdf_of(compose_report(long, say, TODAY)))
    report = bare("".join(page.text.replace(page.number, "", 1) for page in sections(pages)[0]))
    for at in (0, 199, 399):
        assert bare(f"Câu {at}: <b>đã & đang</b> rà soát.") in report
    scores = sections(pages)[1]
    table = compose_report(long, say, TODAY).appendices[0].blocks[0]
    assert isinstance(table, Table)
    column = bare("".join(line[4] for page in scores for line in page.rows(edges_of(table))))
    assert bare(unicodedata.normalize("NFC", f"{story}\n{name}")) in column
    assert "x" * 900 in report


def test_five_hundred_documents_are_all_listed() -> None:
    documents = {str(at): Document(str(at), f"{at}/BC-TTPVHCC", date(2026, 3, 4), "Sở", f"Báo cáo <{at}> & phụ lục") for at in range(500)}
    links = tuple(Link(("1.1", "1.5", "1.3", "1.4")[at % 4], str(at), f"trang {at}") for at in range(500))
    report = compose_report(replace(full_year(), evidence=EvidenceBook(documents, links)), say, TODAY)
    table = report.appendices[1].blocks[0]
    assert isinstance(table, Table)
    pages = sections(read_pages(pdf_of(report)))[2]
    cells = [line for page in pages for line in page.rows(edges_of(table))]
    assert [line[0] for line in cells if line[0].isdigit()] == [str(at) for at in range(1, 501)]
    assert {line[2] for line in cells} >= {f"{at}/BC-TTPVHCC" for at in range(500)}


def test_long_words_break_behind_a_stroke() -> None:
    page_style.register_faces()
    width = page_style.breadth("1234/BC-TTPV", page_style.REGULAR) * 12
    lines = page_style.lines_of("1234/BC-TTPVHCC xin", page_style.REGULAR, 12, width)
    assert lines == (("1234/BC-", ""), ("TTPVHCC xin", "\n"))
    assert page_style.lines_of("", page_style.REGULAR, 12, width) == (("", "\n"),)


def test_an_empty_list_of_evidence_still_has_its_heads() -> None:
    pages = sections(read_pages(pdf_of(compose_report(untouched_year(), say, TODAY))))[2]
    assert len(pages) == 1
    assert say("report.evidence_total", documents=0, links=0) in pages[0].text


def test_the_same_report_gives_the_same_file_dated_by_its_day() -> None:
    report, data, _ = full()
    assert pdf_of(report) == data
    assert b"(D:20261203000000" in data
    assert pdf_of(replace(report, made=date(2027, 1, 2))) != data
