import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parscore.adapters.importers import blocks_xlsx, hostile_file
from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.domain.errors import Refused
from parscore.texts import say
from tests.builders import D
from tests.sheet_builder import save_book


def refusal(file: Path) -> str:
    """The code of the refusal; its sentence must stand in the file of texts and fill itself."""
    with pytest.raises(Refused) as refused:
        read_sheets(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def part_changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part of the package changed."""
    with zipfile.ZipFile(file) as parts:
        contents = {entry: parts.read(entry) for entry in parts.namelist()}
    contents[name] = change(contents[name])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for entry, content in contents.items():
            parts.writestr(entry, content)
    return file


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return save_book(tmp_path / "bảng.xlsx", [["STT", "Tiêu chí"], [1, "Chỉ đạo"]], name="Bảng")


def test_cells_come_with_text_number_and_place(book: Path) -> None:
    (sheet,) = read_sheets(book)
    assert sheet.name == "Bảng"
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [["STT", "Tiêu chí"], ["1", "Chỉ đạo"]]
    assert sheet.rows[1].cells[0].number == D(1)
    assert sheet.rows[1].cells[1].number is None
    assert sheet.rows[1].cells[1].where == "'Bảng'!B2"
    assert sheet.rows[1].number == 2


def test_a_quote_in_the_name_of_a_sheet_is_doubled_in_places(tmp_path: Path) -> None:
    (sheet,) = read_sheets(save_book(tmp_path / "a.xlsx", [["x"]], name="Sở 'A'"))
    assert sheet.rows[0].cells[0].where == "'Sở ''A'''!A1"


@pytest.mark.parametrize(
    ("value", "pattern", "text", "number"),
    [
        (1.1, "0.00", "1.10", "1.1"),
        (1.1, "General", "1.1", "1.1"),
        (2.0, "General", "2", "2"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (0.75, "0%", "75%", None),
        (True, "General", "True", None),
        (datetime(2025, 1, 2), "dd/mm", "2025-01-02 00:00:00", None),
        ("dòng một\ndòng  hai", "General", "dòng một\ndòng hai", None),
        (unicodedata.normalize("NFD", "Điểm tối đa"), "General", "Điểm tối đa", None),
    ],
)
def test_values_are_read_as_the_sheet_shows_them(tmp_path: Path, value: Any, pattern: str, text: str, number: str | None) -> None:
    (sheet,) = read_sheets(save_book(tmp_path / "a.xlsx", [[value]], formats={"A1": pattern}))
    cell = sheet.rows[0].cells[0]
    assert (cell.text, cell.number) == (text, None if number is None else D(number))


def test_text_that_begins_with_an_equals_sign_stays_text(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    written = openpyxl.Workbook()
    assert written.active is not None
    written.active["A1"] = "=1+1"
    written.active["A1"].data_type = "s"
    written.save(file)
    assert read_sheets(file)[0].rows[0].cells[0].text == "=1+1"


def test_a_formula_without_a_stored_result_is_kept_as_lost(tmp_path: Path) -> None:
    (sheet,) = read_sheets(save_book(tmp_path / "a.xlsx", [["Tổng", "=SUM(B2:B3)"], [None, 1]]))
    assert sheet.rows[0].cells[1].lost_formula == "=SUM(B2:B3)"
    assert (sheet.rows[0].cells[1].text, sheet.rows[0].cells[1].number) == ("", None)


def test_a_stored_result_of_a_formula_is_read(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [["=1+1"]])
    part_changed(
        file,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>"),
    )
    assert read_sheets(file)[0].rows[0].cells[0].number == D(2)


def test_hidden_rows_and_sheets_are_read_and_marked(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [["một"], ["hai"]], hidden=[2], more={"Ẩn": [["x"]]})
    written = openpyxl.load_workbook(file)
    written["Ẩn"].sheet_state = "hidden"
    written.save(file)
    sheet, hidden = read_sheets(file)
    assert [row.hidden for row in sheet.rows] == [False, True]
    assert [(each.name, each.hidden) for each in (sheet, hidden)] == [("Bảng", False), ("Ẩn", True)]


def test_hidden_columns_that_hold_something_are_told_at_their_first_cell(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [["STT", "Tiêu chí", None, "Điểm", None, "Ghi chú"], [1, "x", None, 2]])
    written = openpyxl.load_workbook(file)
    sheet = written.active
    assert sheet is not None
    for letter in "BCF":
        sheet.column_dimensions[letter].hidden = True
    written.save(file)
    (read,) = read_sheets(file)
    assert [(each.code, each.where, each.facts) for each in read.findings] == [
        ("table.hidden_columns", "'Bảng'!B1", {"columns": "B, F"}),
    ]
    assert [cell.text for cell in read.rows[1].cells] == ["1", "x", "", "2", "", ""]


def test_blank_rows_between_are_kept_and_formatted_ones_below_are_not(tmp_path: Path) -> None:
    file = save_book(tmp_path / "a.xlsx", [["một"], *[[None]] * 400, ["hai"]], formats={"A900": "0.00"})
    assert len(read_sheets(file)[0].rows) == 402


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    assert read_sheets(save_book(tmp_path / "a.xlsx", []))[0].rows == ()


@pytest.mark.parametrize("place", ["A20001", "DZ1"])
def test_text_too_far_out_is_refused_and_not_dropped(tmp_path: Path, place: str) -> None:
    written = openpyxl.Workbook()
    assert written.active is not None
    written.active[place] = "Tiêu chí"
    written.save(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx") == "file.too_long"


def test_unused_styles_and_extensions_warn_nobody(book: Path, recwarn: pytest.WarningsRecorder) -> None:
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    part_changed(book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", extension))
    assert read_sheets(book)[0].rows
    assert not recwarn.list


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "không có.xlsx") == "file.missing"
    (tmp_path / "a.xlsx").mkdir()
    assert refusal(tmp_path / "a.xlsx") == "file.folder"


@pytest.mark.parametrize("content", [b"", b"Tieu chi;Diem", b"%PDF-1.7", b"<html><table></table></html>", b"PK\x03\x04cut off"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    assert refusal(file) == "file.not_excel"


def test_a_workbook_that_was_cut_short_is_told_as_damaged(book: Path) -> None:
    whole = book.read_bytes()
    for length in (200, len(whole) // 2, len(whole) - 30):
        book.write_bytes(whole[:length])
        assert refusal(book) == "file.damaged"


def test_another_package_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as parts:
        parts.writestr("word/document.xml", "<w/>")
    assert refusal(tmp_path / "a.xlsx") == "file.not_excel"


def test_an_encrypted_workbook_is_told_as_such(tmp_path: Path) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    (tmp_path / "cũ.xls").write_bytes(start + "Workbook".encode("utf-16-le"))
    (tmp_path / "khoá.xlsx").write_bytes(start + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(tmp_path / "cũ.xls") == "file.not_excel"
    assert refusal(tmp_path / "khoá.xlsx") == "file.encrypted"


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    assert refusal(tmp_path / "a.xlsx") == "file.too_large"


def test_a_zip_bomb_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet2.xml", bytes(40 * 1024 * 1024))
    assert refusal(book) == "file.bomb"


def test_a_package_of_too_many_parts_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile_file, "MOST_PARTS", 3)
    assert refusal(book) == "file.bomb"


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: DOCTYPE.encode() + xml,
        lambda xml: DOCTYPE.lower().encode() + xml,
        lambda xml: (DOCTYPE + "<worksheet/>").encode("utf-16"),
        lambda xml: b"<!--" + b" " * 100_000 + b"-->" + DOCTYPE.encode() + xml,
    ],
)
def test_xml_entities_are_refused(book: Path, change: Callable[[bytes], bytes]) -> None:
    assert refusal(part_changed(book, "xl/worksheets/sheet1.xml", change)) == "file.entities"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
        ("xl/worksheets/sheet1.xml", lambda xml: b""),
        ("xl/styles.xml", lambda xml: xml.replace(b"<styleSheet", b"<styleSheet").replace(b"</styleSheet>", b"")),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A1"', b'r="1A"')),
    ],
)
def test_damaged_xml_is_refused(book: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    assert refusal(part_changed(book, name, change)) == "file.damaged"


def test_a_workbook_that_names_no_sheet_has_none(book: Path) -> None:
    assert read_sheets(part_changed(book, "xl/workbook.xml", lambda xml: b"<x/>")) == ()


def test_a_damaged_zip_is_refused(book: Path) -> None:
    content = bytearray(book.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as parts:
        at = parts.getinfo("xl/worksheets/sheet1.xml").header_offset + 70
    content[at : at + 40] = b"\xff" * 40
    book.write_bytes(bytes(content))
    assert refusal(book) == "file.damaged"


def test_a_package_whose_parts_have_a_password_is_encrypted(book: Path) -> None:
    content = bytearray(book.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    book.write_bytes(bytes(content))
    assert refusal(book) == "file.encrypted"


def test_a_locked_file_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def locked(self: Path, *words: Any, **named: Any) -> Any:
        if self == book:
            raise PermissionError(13, "locked", str(book))
        return opened(self, *words, **named)

    monkeypatch.setattr(Path, "open", locked)
    assert refusal(book) == "file.closed"


def test_a_file_that_is_locked_between_two_looks_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_xlsx, "inspect_package", lambda *_: None)
    book.unlink()
    assert refusal(book) == "file.closed"


def test_macros_are_read_over(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert read_sheets(book.rename(book.with_suffix(".xlsm")))[0].rows[1].cells[1].text == "Chỉ đạo"


def test_bold_type_is_kept_because_it_may_tell_the_level(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["CHỈ ĐẠO", "Kế hoạch"])
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    assert [cell.bold for cell in read_sheets(tmp_path / "a.xlsx")[0].rows[0].cells] == [True, False]
