"""Files that are no table, whatever name they bear: each is refused in a sentence of its own, or what is odd about them is told."""

import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetPicture
from PIL import Image

from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.adapters.importers.criteria_table import KINDS, CriteriaTableReader
from parscore.domain.errors import Refused
from parscore.domain.table_draft import TableDraft
from parscore.services.progress import Cancelled
from parscore.texts import say
from tests.adapters.test_blocks_xlsx import part_changed
from tests.document_builder import page_of, save_xml
from tests.sheet_builder import Rows, save_book

DATA = Path(__file__).parents[1] / "data"
HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]
GOOD: list[list[object]] = [HEAD, [1, "Chỉ đạo", 2], ["1.1", "Kế hoạch", 2], [None, "Có: 2"], [None, "Không: 0"]]


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        CriteriaTableReader().read(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def told(draft: TableDraft, code: str) -> list[tuple[str, str]]:
    for finding in draft.findings:
        assert "{" not in say(f"finding.{finding.code}", **finding.facts)
    return [(each.severity, each.where) for each in draft.findings if each.code == code]


def read(file: Path, rows: Rows) -> TableDraft:
    return CriteriaTableReader().read(save_book(file, rows))


def picture(folder: Path) -> str:
    file = folder / "ảnh.png"
    Image.new("RGB", (40, 40), "gray").save(file)
    return str(file)


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_a_file_of_zero_bytes_is_refused(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"")
    assert refusal(tmp_path / f"a{suffix}") in {"file.not_excel", "file.not_word", "file.not_page", "file.not_pdf"}


@pytest.mark.parametrize("suffix", sorted(KINDS))
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0JFIF", b"Rar!\x1a\x07", b"PK\x03\x04", b"x" * 5000])
def test_a_file_of_another_kind_under_a_false_name_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    assert refusal(file) in {"file.not_excel", "file.not_word", "file.not_page", "file.not_pdf", "file.no_table"}


@pytest.mark.parametrize(
    ("source", "suffix"), [(".xlsx", ".docx"), (".xlsx", ".doc"), (".xlsx", ".pdf"), (".doc", ".pdf"), (".doc", ".html"), (".xls", ".docx")]
)
def test_a_table_under_the_name_of_another_program_is_refused(tmp_path: Path, source: str, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    shutil.copyfile(DATA / f"bang-tieu-chi-mau{source}", file)
    assert refusal(file) in {"file.not_word", "file.not_page", "file.not_pdf"}


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".docx", ".doc"])
def test_an_office_file_with_a_password_is_told_as_such(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(file) == "file.encrypted"


def test_a_workbook_that_holds_only_a_picture_is_told_as_such(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.add_image(SheetPicture(picture(tmp_path)), "A1")
    book.save(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx") == "file.pictures"


def test_a_document_that_holds_only_a_picture_is_told_as_such(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_picture(picture(tmp_path))
    document.save(str(tmp_path / "a.docx"))
    assert refusal(tmp_path / "a.docx") == "file.no_table"


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#DIV/0!"])
def test_a_formula_that_ends_in_an_error_is_told_at_its_cell(tmp_path: Path, error: str) -> None:
    draft = read(tmp_path / "a.xlsx", [*GOOD, ["1.2", "Báo cáo", error], [None, "Có: 1"], [None, "Không: 0"]])
    assert told(draft, "table.formula_error") == [("error", "'Bảng'!C6")]
    assert told(draft, "table.points_unreadable") == [("error", "'Bảng'!C6")]


def test_many_formulas_in_error_are_told_once(tmp_path: Path) -> None:
    draft = read(tmp_path / "a.xlsx", [*GOOD, *[["#REF!", "Báo cáo", 0]] * 9])
    assert told(draft, "table.formula_error") == [("error", "'Bảng'!A6")]


def test_a_maximum_whose_formula_has_no_result_is_told_at_its_cell(tmp_path: Path) -> None:
    draft = read(tmp_path / "a.xlsx", [*GOOD, ["1.2", "Báo cáo", "=C3*2"], [None, "Có: 1"], [None, "Không: 0"]])
    assert told(draft, "table.lost_maximum") == [("error", "'Bảng'!C6")]


def lost(file: Path) -> dict[str, str]:
    cells = (cell for row in CriteriaTableReader().read(file).source.rows for cell in row.cells)
    return {cell.where: cell.lost_formula for cell in cells if cell.lost_formula}


def sheet_changed(file: Path, old: str, new: str) -> Path:
    def change(xml: bytes) -> bytes:
        assert old.encode() in xml
        return xml.replace(old.encode(), new.encode())

    return part_changed(file, "xl/worksheets/sheet1.xml", change)


def test_an_empty_text_that_a_formula_gave_is_no_lost_result(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [*GOOD, ['=""', "Báo cáo"]])
    assert lost(file) == {"'Bảng'!A6": '=""'}
    assert lost(sheet_changed(file, '<c r="A6">', '<c r="A6" t="str">')) == {}


def test_formulas_that_cells_share_are_told_as_each_cell_has_them(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [*GOOD, ["1.2", "Báo cáo", "=C3+1"], ["1.3", "Kiểm tra", "=X"]])
    sheet_changed(file, "<f>C3+1</f>", '<f t="shared" si="0" ref="C6:C7">C3+1</f>')
    sheet_changed(file, "<f>X</f>", '<f t="shared" si="0"/>')
    assert lost(file) == {"'Bảng'!C6": "=C3+1", "'Bảng'!C7": "=C4+1"}


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("<v>2</v>", "<v>45292</v>", "45292"),
        ('t="n"><v>2</v>', 't="d"><v>2025-01-15</v>', "2025-01-15"),
        ('t="n"><v>2</v>', 't="inlineStr"><is><r><t>Điểm</t></r><r><t> tối đa</t></r><rPh><t>x</t></rPh></is>', "Điểm tối đa"),
        ('t="n"><v>2</v>', 't="str"><v>một_x000A_hai</v>', "một_x000A_hai"),
        ('t="n"><v>2</v>', 't="inlineStr"><is><t>một_x000A_hai</t></is>', "một\nhai"),
        ('<c r="B2" t="n"><v>2</v></c>', "<c><v>7</v></c>", "7"),
    ],
)
def test_cells_as_other_programs_write_them_are_read(tmp_path: Path, old: str, new: str, text: str) -> None:
    file = sheet_changed(save_book(tmp_path / "a.xlsx", [["a"], ["b", 2]]), old, new)
    assert read_sheets(file)[0].rows[1].cells[1].text == text


def test_a_maximum_of_0_is_told_at_its_row(tmp_path: Path) -> None:
    draft = read(tmp_path / "a.xlsx", [*GOOD, ["1.2", "Báo cáo", 0], [None, "Có: 0"], [None, "Không: 0"]])
    assert told(draft, "set.no_points") == [("error", "'Bảng'!A6")]


def test_a_field_without_criteria_is_told_and_a_table_without_any_refused(tmp_path: Path) -> None:
    draft = read(tmp_path / "a.xlsx", [*GOOD, [2, "Thể chế", None]])
    assert told(draft, "set.empty_field") == [("error", "'Bảng'!A6")]
    assert refusal(save_book(tmp_path / "b.xlsx", [HEAD, [None, "Không có mã", None]])) == "table.no_criteria"


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    draft = CriteriaTableReader().read(save_book(tmp_path / "a.xlsx", GOOD, hidden=[4]))
    assert told(draft, "table.hidden_row") == [("warning", "'Bảng'!B4")]
    assert len(draft.criteria.fields[0].children[0].rungs) == 2


def test_5000_rows_are_read(tmp_path: Path) -> None:
    leaves = [row for n in range(1250) for row in ([f"1.{n}", f"Tiêu chí {n}", 1], [None, "Tốt: 1"], [None, "Khá: 0,5"], [None, "Kém: 0"])]
    draft = read(tmp_path / "a.xlsx", [HEAD, [1, "Chỉ đạo", 1250], *leaves])
    assert (draft.rows, draft.counts["criterion"], draft.counts["rung"]) == (5002, 1250, 3750)


def test_a_workbook_whose_parts_lie_elsewhere_is_read(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", GOOD)
    with zipfile.ZipFile(file) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    contents["xl/khác/một.xml"] = contents.pop("xl/worksheets/sheet1.xml")
    contents["xl/_rels/workbook.xml.rels"] = contents["xl/_rels/workbook.xml.rels"].replace(
        b"/xl/worksheets/sheet1.xml", "khác/một.xml".encode()
    )
    with zipfile.ZipFile(file, "w") as parts:
        for name, content in contents.items():
            parts.writestr(name, content)
    assert CriteriaTableReader().read(file).rows == 5


class Stopping:
    def __init__(self) -> None:
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str = "") -> None:
        self.steps.append((done, total, what))
        if done:
            raise Cancelled


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html"])
def test_reading_a_long_table_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path, suffix: str) -> None:
    rows: list[list[object]] = [HEAD, *([f"1.{at}", "Kế hoạch", 1] for at in range(2000))]
    file = tmp_path / f"a{suffix}"
    if suffix == ".xlsx":
        save_book(file, rows)
    elif suffix == ".docx":
        save_xml(file, f"<w:tbl>{'<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>' * 2000}</w:tbl>")
    else:
        file.write_text(page_of(rows), encoding="utf-8")
    watched = Stopping()
    with pytest.raises(Cancelled):
        CriteriaTableReader().read(file, None, watched)
    done, total, name = watched.steps[-1]
    assert 0 < done < total
    assert name == file.name


def test_reading_an_old_workbook_tells_that_it_began(tmp_path: Path) -> None:
    watched = Stopping()
    CriteriaTableReader().read(DATA / "bang-tieu-chi-mau.xls", None, watched)
    assert watched.steps[0][0] == 0
