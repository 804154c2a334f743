"""The same plan out of every kind of file."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from parscore.adapters.files.plan_words_toml import PlanWordsFile
from parscore.adapters.importers.plan_files import PlanFileReader
from parscore.domain.errors import Refused
from parscore.domain.plan_draft import PlanDraft
from parscore.domain.plan_reading import draft_of_plan
from tests.document_builder import W, save_document
from tests.old_fonts import tcvn3, vni
from tests.pdf_builder import canvas_of, save_pdf
from tests.plan_texts import WORDS

TEXT = ["KẾ HOẠCH", "Cải cách hành chính năm 2024", "II. NHIỆM VỤ", "1. Cải cách thể chế", "a) Kiểm tra văn bản", "- Chủ trì: Thanh tra Sở"]
TEXT += ["- Sản phẩm: Báo cáo", "- Thời gian: Quý II"]
TABLE: list[list[object]] = [
    ["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời gian"],
    ["I", "CẢI CÁCH THỦ TỤC", None, None, None],
    ["1", "Rà soát thủ tục", "Quyết định", "Văn phòng Sở", "Tháng 03/2024"],
    [None, None, "Báo cáo", None, "Tháng 12/2024"],
]


def read(file: Path) -> PlanDraft:
    return draft_of_plan(PlanFileReader().read(file), WORDS)


def as_word(folder: Path) -> Path:
    return save_document(folder / "a.docx", TABLE, above=TEXT)


def as_pdf(folder: Path) -> Path:
    return save_pdf(folder / "a.pdf", TABLE, above=TEXT, widths=(30, 180, 90, 110, 110))


def as_sheet(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*([line] for line in TEXT), *TABLE]:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def as_page(folder: Path) -> Path:
    cells = "".join("<tr>" + "".join(f"<td>{value or ''}</td>" for value in row) + "</tr>" for row in TABLE)
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    (folder / "a.html").write_text(f"<html><body>{body}<table>{cells}</table></body></html>", encoding="utf-8")
    return folder / "a.html"


def as_text(folder: Path) -> Path:
    table = "\n".join("\t".join(str(value or "") for value in row) for row in TABLE)
    (folder / "a.txt").write_text("\n\n".join([*TEXT, table]), encoding="utf-8")
    return folder / "a.txt"


def rich(text: object) -> str:
    return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in str(text or ""))


def as_rich_text(folder: Path) -> Path:
    rows = "".join(f"\\trowd\\cellx900\\pard\\intbl {''.join(rich(value) + chr(92) + 'cell ' for value in row)}\\row\n" for row in TABLE)
    lines = "".join(f"\\pard {rich(line)}\\par\n" for line in TEXT)
    (folder / "a.rtf").write_text(f"{{\\rtf1\\ansi {lines}{rows}\\pard }}", encoding="ascii")
    return folder / "a.rtf"


@pytest.mark.parametrize("save", [as_word, as_pdf, as_sheet, as_page, as_text, as_rich_text])
def test_prose_and_table_are_read_alike_out_of_every_kind_of_file(save: Callable[[Path], Path], tmp_path: Path) -> None:
    plan = read(save(tmp_path))
    prose, row = plan.tasks
    assert (plan.head.plan_year, len(plan.kinds)) == (2024, len(TEXT) + len(TABLE))
    assert (prose.section_no, prose.label, prose.text, prose.lead, prose.products) == (
        "1",
        "a",
        "Kiểm tra văn bản",
        ("Thanh tra Sở",),
        ("Báo cáo",),
    )
    assert (row.section, row.label, row.text, row.lead) == ("CẢI CÁCH THỦ TỤC", "1", "Rà soát thủ tục", ("Văn phòng Sở",))
    assert (row.products, row.deadline.values) == (("Quyết định", "Báo cáo"), ("2024-03", "2024-12"))


def two_tasks_with_one_lead() -> list[list[object]]:
    return [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Rà soát thủ tục", "Văn phòng Sở", "Quý I"],
        ["2", "Niêm yết thủ tục", None, "Quý II"],
    ]


def test_a_lead_merged_over_two_tasks_in_word_is_that_of_both(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH cải cách hành chính năm 2024")
    table = document.add_table(3, 4)
    for row, values in zip(table.rows, two_tasks_with_one_lead(), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = str(value or "")
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(tmp_path / "a.docx"))
    assert [task.lead for task in read(tmp_path / "a.docx").tasks] == [("Văn phòng Sở",), ("Văn phòng Sở",)]


def test_a_lead_merged_over_two_tasks_in_excel_or_a_page_is_that_of_both(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KẾ HOẠCH cải cách hành chính năm 2024"])
    for row in two_tasks_with_one_lead():
        sheet.append(row)
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    page = "<p>KẾ HOẠCH cải cách hành chính năm 2024</p><table><tr><td>TT<td>Nhiệm vụ<td>Chủ trì<td>Thời gian</tr>"
    page += "<tr><td>1<td>Rà soát thủ tục<td rowspan=2>Văn phòng Sở<td>Quý I</tr><tr><td>2<td>Niêm yết thủ tục<td>Quý II</tr></table>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    for name in ("a.xlsx", "a.html"):
        found = read(tmp_path / name).tasks
        assert [(task.lead, task.deadline.values) for task in found] == [
            (("Văn phòng Sở",), ("2024-Q1",)),
            (("Văn phòng Sở",), ("2024-Q2",)),
        ]


def test_a_lead_left_blank_in_a_row_of_its_own_is_missing(tmp_path: Path) -> None:
    plan = read(save_document(tmp_path / "a.docx", two_tasks_with_one_lead(), above=["KẾ HOẠCH cải cách hành chính năm 2024"]))
    assert plan.tasks[1].lead == ()
    assert "plan.missing_lead" in [finding.code for finding in plan.findings]


def test_items_of_a_list_in_a_cell_are_lines_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "KẾ HOẠCH năm 2024\nNhiệm vụ\tSản phẩm\tChủ trì\nHọp\t<ul><li>Biên bản</li><li>Báo cáo</li></ul>\tVăn phòng\n", encoding="utf-8"
    )
    assert read(tmp_path / "a.txt").tasks[0].products == ("Biên bản", "Báo cáo")


def test_a_line_that_stands_alike_on_two_pages_is_lost_on_none(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    lines = [
        "KẾ HOẠCH cải cách hành chính năm 2024",
        "II. NHIỆM VỤ",
        "1. Thể chế",
        "a) Kiểm tra",
        "- Chủ trì: Văn phòng",
        "- Thời gian: Quý I",
    ]
    for page in (lines, ["Sở Xây dựng", "", "b) Rà soát", "c) Họp giao ban hằng tuần", "- Chủ trì: Văn phòng", "- Thời gian: Quý I"]):
        for at, line in enumerate(page):
            canvas.drawString(60, 760 - 20 * at, line)
        canvas.showPage()
        canvas.setFont("Serif-Regular", 11)
    canvas.save()
    assert [(task.label, task.lead) for task in read(tmp_path / "a.pdf").tasks if task.lead] == [
        ("a", ("Văn phòng",)),
        ("c", ("Văn phòng",)),
    ]


def test_boxes_and_footnotes_are_told(tmp_path: Path) -> None:
    document = docx.Document()
    for line in TEXT:
        document.add_paragraph(line)
    paragraph = document.add_paragraph("Lời văn.")._p
    paragraph.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='2'/></w:r>"))
    paragraph.append(
        parse_xml(f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>")
    )
    document.save(str(tmp_path / "a.docx"))
    assert {"plan.text_box", "plan.footnotes"} <= {finding.code for finding in read(tmp_path / "a.docx").findings}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"PK\x03\x04", "file.not_text"),
        ("a.txt", b"a\n" * 100_001, "file.too_many_lines"),
        ("a.odt", b"PK", "file.kind"),
        ("a.docx", b"PK", "file.not_word"),
        ("a.pdf", b"PK", "file.not_pdf"),
        ("a.txt", None, "file.missing"),
        ("a.odt", None, "file.missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read(tmp_path / name)
    assert refusal.value.code == code


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read(tmp_path)
    assert refusal.value.code == "file.folder"


@pytest.mark.parametrize(
    ("content", "code"),
    [("[fields\n", "plan.words_damaged"), ("[fields]\ntime = ['hạn']\n", "plan.words_missing"), ("", "plan.words_missing")],
)
def test_a_vocabulary_written_wrongly_is_refused(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / "tu.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        PlanWordsFile(tmp_path / "tu.toml").words()
    assert refusal.value.code == code


@pytest.mark.parametrize(("write", "font"), [(tcvn3, "TCVN3"), (vni, "VNI")])
@pytest.mark.parametrize("kind", [".txt", ".docx"])
def test_a_plan_in_old_fonts_is_read_as_in_new_ones_and_it_is_told(
    tmp_path: Path, write: Callable[[str], str], font: str, kind: str
) -> None:
    old = [write(line) for line in TEXT]
    file = tmp_path / f"a{kind}"
    if kind == ".txt":
        file.write_text("\n".join(old), encoding="utf-8")
    else:
        save_document(file, [[None if cell is None else write(str(cell)) for cell in row] for row in TABLE], above=old)
    found = read(file)
    (task, *_) = found.tasks
    assert (task.text, task.lead, task.deadline.values) == ("Kiểm tra văn bản", ("Thanh tra Sở",), ("2024-Q2",))
    assert [finding.facts["font"] for finding in found.findings if finding.code == "plan.old_font"] == [font]


def test_a_plan_in_unicode_is_not_said_to_be_in_an_old_font(tmp_path: Path) -> None:
    assert not [finding for finding in read(as_word(tmp_path)).findings if finding.code == "plan.old_font"]


def test_a_word_that_a_narrow_cell_broke_is_one_again(tmp_path: Path) -> None:
    canvas = canvas_of(tmp_path / "a.pdf")
    canvas.drawString(40, 800, "KẾ HOẠCH cải cách hành chính năm 2024")
    canvas.grid([40, 200, 300, 332], [780, 760, 700])
    for x, y, text in ((45, 765, "Nhiệm vụ"), (205, 765, "Chủ trì"), (302, 765, "Hạn"), (45, 685, "Họp giao ban"), (205, 685, "Văn phòng")):
        canvas.drawString(x, y, text)
    for at, text in enumerate(("Thườn", "g", "xuyên")):
        canvas.drawString(302, 745 - 13 * at, text)
    canvas.save()
    assert [task.deadline.kind for task in read(tmp_path / "a.pdf").tasks] == ["ongoing"]
