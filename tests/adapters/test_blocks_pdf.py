from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from parscore.adapters.importers import blocks_pdf
from parscore.adapters.importers.blocks_pdf import read_pdf_tables
from parscore.adapters.importers.criteria_table import CriteriaTableReader
from parscore.domain.errors import Refused
from parscore.services.progress import Cancelled
from parscore.texts import say
from tests.pdf_builder import canvas_of, save_pdf

HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]
LONG = "Xây dựng và thực hiện kế hoạch công tác cải cách hành chính định kỳ hằng năm của các cơ quan, đơn vị trực thuộc Sở"


def texts(file: Path, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_pdf_tables(file).tables[number].rows]


def told(file: Path) -> list[tuple[str, str]]:
    findings = read_pdf_tables(file).findings
    for finding in findings:
        assert "{" not in say(f"finding.{finding.code}", **finding.facts)
    return [(finding.code, finding.where) for finding in findings]


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_pdf_tables(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def picture(folder: Path) -> str:
    file = folder / "ảnh.png"
    Image.new("RGB", (40, 40), "gray").save(file)
    return str(file)


def test_cells_come_with_text_and_place(tmp_path: Path) -> None:
    (found,) = read_pdf_tables(save_pdf(tmp_path / "a.pdf", [HEAD, [1, "Chỉ đạo", "2,5"]])).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["STT", "Tiêu chí", "Điểm tối đa"], ["1", "Chỉ đạo", "2,5"]]
    assert {cell.where for cell in found.rows[1].cells} == {"Trang 1, bảng 1, dòng 2"}


def test_lines_above_a_table_stand_before_it_and_page_numbers_do_not(tmp_path: Path) -> None:
    file = save_pdf(tmp_path / "a.pdf", [HEAD], above=["UBND TỈNH HÀ AN", "BẢNG TIÊU CHÍ NĂM 2026"])
    assert texts(file)[:2] == [["UBND TỈNH HÀ AN"], ["BẢNG TIÊU CHÍ NĂM 2026"]]


@pytest.mark.parametrize("alignment", ["left", "centre", "both"])
def test_a_wrapped_sentence_is_one_line_whether_set_left_centred_or_justified(tmp_path: Path, alignment: str) -> None:
    file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1.1", LONG, "2"]], alignment=alignment)
    assert texts(file)[1] == ["1.1", LONG, "2"]


def test_lines_that_somebody_parted_stay_apart_and_each_is_put_together(tmp_path: Path) -> None:
    lines = [
        f"{LONG}: 1",
        "Ban hành chậm: 0,5",
        f"- {LONG}: 0,25",
        "+ Không ban hành: 0",
        "a) Số hồ sơ đúng hạn trên tổng số hồ sơ đã giải quyết",
    ]
    file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1.1", "\n".join(lines), "2"]])
    assert texts(file)[1][1].split("\n") == lines


def test_a_range_that_is_wrapped_at_its_stroke_is_no_new_line(tmp_path: Path) -> None:
    sentence = "Hoàn thành từ 70% - 90% nhiệm vụ: 1"
    for width in range(60, 160, 4):
        file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1.1", sentence, "2"]], widths=(40, width, 60))
        assert texts(file)[1][1] == sentence


def test_a_word_broken_behind_its_stroke_is_one_word(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.setFont("Serif-Regular", 11)
    canvas.grid([50, 90, 170, 230], [700, 740])
    for y, text in ((725, "Lĩnh vực/Tiêu"), (712, "chí/Thành phần")):
        canvas.drawString(93, y, text)
    canvas.drawString(53, 720, "STT")
    canvas.drawString(173, 720, "Điểm")
    canvas.save()
    assert texts(tmp_path / "a.pdf") == [["STT", "Lĩnh vực/Tiêu chí/Thành phần", "Điểm"]]


@pytest.mark.parametrize(
    ("lines", "border", "text", "unsure"),
    [
        (("trước ngày", "15/01/20", "25 trở đi"), 105, "trước ngày 15/01/2025 trở đi", True),
        (("từ", "80%-90%", "nhiệm vụ"), 112, "từ 80%-90% nhiệm vụ", False),
    ],
)
def test_a_word_too_long_for_its_cell_is_put_together_and_asked_about(
    tmp_path: Path, lines: Sequence[str], border: int, text: str, unsure: bool
) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.grid([50, border, 205], [690, 740])
    for y, line in zip((725, 712, 699), lines, strict=True):
        canvas.drawString(57 if line[0] == "1" else 53, y, line)
    canvas.drawString(border + 3, 720, "x")
    canvas.save()
    cell = read_pdf_tables(tmp_path / "a.pdf").tables[0].rows[0].cells[0]
    assert (cell.text, cell.unsure) == (text, unsure)


def test_letters_with_accents_drawn_apart_come_composed(tmp_path: Path) -> None:
    file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1", "Tie\u0302\u0301p nha\u0323\u0302n", "2"]])
    assert texts(file)[1][1] == "Tiếp nhận"


def test_bold_type_is_known_by_its_font(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.grid([50, 150, 250], [700, 740])
    for x, font in ((53, "Serif-Bold"), (153, "Serif-Regular")):
        canvas.setFont(font, 11)
        canvas.drawString(x, 720, "Chỉ đạo")
    canvas.save()
    (found,) = read_pdf_tables(tmp_path / "a.pdf").tables
    assert [cell.bold for cell in found.rows[0].cells] == [True, False]


def test_merged_cells_hold_their_text_once_and_the_others_keep_their_columns(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    for box in ((50, 100, 40, 60), (90, 140, 120, 20), (90, 100, 60, 40), (150, 100, 60, 40), (50, 80, 40, 20), (90, 80, 60, 20)):
        canvas.rect(*box)
    canvas.rect(150, 80, 60, 20)
    for x, y, text in ((53, 125, "a"), (93, 145, "b"), (93, 125, "c"), (153, 125, "d"), (53, 85, "e"), (93, 85, "f"), (153, 85, "g")):
        canvas.drawString(x, y, text)
    canvas.save()
    assert texts(tmp_path / "a.pdf") == [["a", "b", ""], ["", "c", "d"], ["e", "f", "g"]]


def test_text_that_runs_over_the_border_of_its_cell_stays_in_it(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.setFont("Serif-Regular", 11)
    canvas.grid([50, 90, 150, 300], [680, 700, 720])
    canvas.drawString(53, 706, "1.1")
    canvas.drawString(93, 706, "Ban hành kế hoạch đúng hạn")  # as Excel prints a long text beside an empty cell
    canvas.drawString(53, 686, "1.2")
    canvas.drawString(93, 694, "Không đủ chỗ:")  # as Excel prints two lines in a row that is too low
    canvas.drawString(93, 681, "chậm")
    canvas.save()
    assert texts(tmp_path / "a.pdf") == [["1.1", "Ban hành kế hoạch đúng hạn", ""], ["1.2", "Không đủ chỗ: chậm", ""]]


def test_a_table_that_goes_on_over_pages_is_one(tmp_path: Path) -> None:
    rows = [HEAD, *([f"1.{at}", f"Tiêu chí số {at}", "1"] for at in range(1, 60))]
    file = save_pdf(tmp_path / "a.pdf", rows, page=(480, 400), repeat=1)
    (found,) = read_pdf_tables(file).tables
    assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
    plain = [[cell.text for cell in row.cells] for row in found.rows]
    heads = [row for row in plain if row[0] == "STT"]
    assert len(heads) > 2
    assert [row for row in plain if row[0] != "STT"] == [[str(value) for value in row] for row in rows[1:]]
    assert found.rows[-1].cells[0].where == f"Trang {len(heads)}, bảng 1, dòng {len(found.rows)}"
    assert told(file) == []


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_row_cut_by_the_end_of_a_page_is_put_together_and_told(tmp_path: Path, repeat: int) -> None:
    for height in range(190, 330, 13):
        rows = [HEAD, *([f"1.{at}", f"Tiêu chí số {at} là {LONG.lower()}", "1"] for at in range(1, 12))]
        file = save_pdf(tmp_path / "a.pdf", rows, page=(480, height), repeat=repeat)
        plain = [row for row in texts(file) if row[0] != "STT"]
        assert plain == [[str(value) for value in row] for row in rows[1:]]
        assert {code for code, _ in told(file)} <= {"table.row_cut"}


def test_lines_of_a_cell_that_a_page_cuts_go_on_as_lines(tmp_path: Path) -> None:
    lines = [f"- Tiêu chí số {at} {LONG.lower()}: {at}" for at in range(1, 9)]
    for height in range(200, 300, 13):
        file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1.1", "\n".join(lines), "9"]], page=(480, height))
        assert [line for row in texts(file)[1:] for line in row[1].split("\n")] == lines


def test_a_new_row_at_the_top_of_a_page_is_never_swallowed(tmp_path: Path) -> None:
    rungs = [["", f"Có {at} sáng kiến được công nhận: {at}", ""] for at in range(30, 0, -1)]
    file = save_pdf(tmp_path / "a.pdf", [HEAD, ["1.1", "Sáng kiến", "30"], *rungs], page=(480, 300), repeat=1)
    assert [row for row in texts(file) if row[0] != "STT"][1:] == rungs


def test_a_row_that_may_be_the_rest_of_the_one_before_is_asked_about(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf", (400, 200))
    for code, text in (("1.1", "Báo cáo kịp thời về Ủy ban"), ("", "Nhân dân tỉnh")):
        canvas.setFont("Serif-Regular", 11)
        canvas.grid([50, 90, 222, 300], [100, 140])
        canvas.drawString(53, 120, code)
        canvas.drawString(93, 120, text)
        canvas.drawString(225, 120, "2" if code else "")
        canvas.showPage()
    canvas.save()
    assert [row[1] for row in texts(tmp_path / "a.pdf")] == ["Báo cáo kịp thời về Ủy ban", "Nhân dân tỉnh"]
    assert told(tmp_path / "a.pdf") == [("table.row_perhaps_cut", "Trang 2, bảng 1, dòng 2")]


def test_two_tables_with_text_between_are_two(tmp_path: Path) -> None:
    file = save_pdf(tmp_path / "a.pdf", [HEAD, [1, "Sở", 2]], [HEAD, [1, "Xã", 2]], between=["PHỤ LỤC II"])
    assert [texts(file, 0)[-1], texts(file, 1)[0], texts(file, 1)[-1]] == [["1", "Sở", "2"], ["PHỤ LỤC II"], ["1", "Xã", "2"]]


def test_a_part_with_other_borders_is_not_put_to_the_table_before_and_this_is_told(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf", (400, 200))
    for x, row in ((50, HEAD), (20, ["1", "Chỉ đạo", "2"])):
        canvas.setFont("Serif-Regular", 11)
        canvas.grid([x, x + 40, x + 200, x + 300], [100, 140])
        for at, value in zip((3, 43, 203), row, strict=True):
            canvas.drawString(x + at, 120, str(value))
        canvas.showPage()
    canvas.save()
    assert told(tmp_path / "a.pdf") == [("table.borders_differ", "Trang 2, bảng 2, dòng 1")]


def test_a_frame_around_the_page_is_no_table(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.setFont("Serif-Regular", 11)
    canvas.rect(20, 20, 550, 800)
    canvas.grid([50, 90, 200], [700, 740])
    canvas.drawString(53, 720, "STT")
    canvas.drawString(93, 720, "Tiêu chí")
    canvas.save()
    assert [len(table.rows) for table in read_pdf_tables(tmp_path / "a.pdf").tables] == [1]


def test_a_scanned_document_is_told_as_such(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.drawImage(picture(tmp_path), 0, 0, 500, 800)
    canvas.save()
    assert refusal(tmp_path / "a.pdf") == "file.scanned"


def test_a_scanned_page_among_others_and_upright_text_are_told_with_their_pages(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.drawImage(picture(tmp_path), 0, 0, 500, 800)
    canvas.showPage()
    canvas.setFont("Serif-Regular", 11)
    canvas.grid([50, 90, 200], [700, 740])
    canvas.drawString(93, 720, "Tiêu chí")
    canvas.rotate(90)
    canvas.drawString(705, -80, "Lĩnh vực")
    canvas.save()
    assert told(tmp_path / "a.pdf") == [("table.picture_pages", ""), ("table.turned_text", "")]
    assert [finding.facts for finding in read_pdf_tables(tmp_path / "a.pdf").findings] == [{"pages": "1"}, {"pages": "2"}]


def test_a_document_without_ruled_tables_is_told_as_such(tmp_path: Path) -> None:
    assert refusal(save_pdf(tmp_path / "a.pdf", above=["STT Tiêu chí Điểm tối đa", "1 Chỉ đạo 2"])) == "file.no_ruled_table"


def test_an_empty_document_is_told_as_such(tmp_path: Path) -> None:
    canvas_of(tmp_path / "a.pdf").save()
    assert refusal(tmp_path / "a.pdf") == "table.empty"


def test_a_document_with_a_password_is_told_as_such(tmp_path: Path) -> None:
    assert refusal(save_pdf(tmp_path / "a.pdf", [HEAD], password="mật khẩu")) == "file.encrypted_pdf"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xd8\xff"])
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert refusal(tmp_path / "a.pdf") == "file.not_pdf"


def test_a_damaged_document_is_refused_or_read_and_never_breaks_the_program(tmp_path: Path) -> None:
    content = save_pdf(tmp_path / "a.pdf", [HEAD, *[["1", LONG, "2"]] * 20]).read_bytes()
    codes = set()
    for cut in range(10, len(content), len(content) // 25):
        for damaged in (content[:cut], content[:cut] + bytes(40) + content[cut + 40 :]):
            (tmp_path / "b.pdf").write_bytes(damaged)
            try:
                read_pdf_tables(tmp_path / "b.pdf")
            except Refused as refused:
                codes.add(refused.code)
    assert "file.damaged_pdf" in codes
    assert codes <= {"file.damaged_pdf", "table.empty", "file.no_ruled_table", "file.not_pdf"}


def test_a_document_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_pdf, "MOST_PAGES", 1)
    assert refusal(save_pdf(tmp_path / "a.pdf", [HEAD, *[["1", LONG, "2"]] * 60])) == "file.too_many_pages"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "không có.pdf") == "file.missing"


class Counting:
    def __init__(self, last: int) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._last = last

    def step(self, done: int, total: int, what: str = "") -> None:
        self.steps.append((done, total, what))
        if done == self._last:
            raise Cancelled


def test_reading_tells_each_page_and_stops_when_asked(tmp_path: Path) -> None:
    file = save_pdf(tmp_path / "a.pdf", [HEAD, *[["1", LONG, "2"]] * 40], page=(480, 300))
    watched = Counting(-1)
    read_pdf_tables(file, watched)
    pages = watched.steps[0][1]
    assert watched.steps == [(at, pages, "a.pdf") for at in range(pages)]
    with pytest.raises(Cancelled):
        read_pdf_tables(file, Counting(1))


def test_a_document_is_read_once_to_choose_from_it_and_anew_when_it_changed(tmp_path: Path) -> None:
    rows = [[1, "Chỉ đạo", 2], ["1.1", "Kế hoạch", 2], ["", "Có: 2", ""], ["", "Không: 0", ""]]
    file = save_pdf(tmp_path / "a.pdf", [HEAD, *rows], [HEAD, [1, "Thể chế", 2], *rows[1:]], between=["PHỤ LỤC II"])
    reader, watched = CriteriaTableReader(), Counting(-1)
    assert [(each.position, each.title, each.scored_rows) for each in reader.tables(file, watched)] == [(1, "", 2), (2, "PHỤ LỤC II", 2)]
    assert reader.read(file, 2, watched).criteria.fields[0].name == "Thể chế"
    assert len(watched.steps) == 1
    save_pdf(file, [HEAD, [1, "Tài chính", 2], *rows[1:]])
    assert reader.read(file, None, watched).criteria.fields[0].name == "Tài chính"
    assert len(watched.steps) == 2


def test_a_file_that_could_not_be_read_is_not_remembered(tmp_path: Path) -> None:
    reader = CriteriaTableReader()
    file = save_pdf(tmp_path / "a.pdf", [HEAD, [1, "Chỉ đạo", 2]])
    with pytest.raises(Cancelled):
        reader.read(file, None, Counting(0))
    assert reader.read(file).criteria.fields[0].name == "Chỉ đạo"
