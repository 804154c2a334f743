import random
from pathlib import Path

import pytest

from parscore.adapters.importers.blocks_xls import read_old_sheets
from parscore.adapters.importers.blocks_xlsx import read_sheets
from parscore.domain.errors import Refused
from parscore.texts import say
from tests.adapters.criteria_book import SHIPPED

OLD = SHIPPED.with_suffix(".xls")
ODD = OLD.with_name("o-la.xls")


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_old_sheets(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def changed(folder: Path, content: bytes) -> Path:
    file = folder / "a.xls"
    file.write_bytes(content)
    return file


def test_an_old_workbook_reads_as_the_new_one_of_the_same_table() -> None:
    (old,), (new,) = read_old_sheets(OLD).tables, read_sheets(SHIPPED)
    assert old.name == new.name
    assert [(row.number, row.hidden) for row in old.rows] == [(row.number, row.hidden) for row in new.rows]
    pairs = [
        (one, two) for below, above in zip(old.rows, new.rows, strict=True) for one, two in zip(below.cells, above.cells, strict=False)
    ]
    assert [(one.where, one.text) for one, two in pairs if not two.lost_formula] == [
        (two.where, two.text) for _, two in pairs if not two.lost_formula
    ]
    assert [str(one.number) for one, two in pairs if two.lost_formula] == ["13.5"]


def test_values_are_read_as_the_sheet_shows_them() -> None:
    sheet = read_old_sheets(ODD).tables[0]
    assert [cell.text for cell in sheet.rows[0].cells] == ["1.10", "75%", "0.3", "2025-01-02 00:00:00", "True", "#DIV/0!", "một\nhai"]
    assert [cell.where for cell in sheet.rows[0].cells][:2] == ["'Sở A'!A1", "'Sở A'!B1"]


def test_hidden_sheets_are_marked_and_short_rows_filled() -> None:
    sheet, hidden = read_old_sheets(ODD).tables
    assert (sheet.hidden, hidden.hidden) == (False, True)
    assert [len(row.cells) for row in sheet.rows] == [7, 7]
    assert sheet.rows[1].cells[6].text == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.not_excel"),
        (b"PK", "file.not_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
    ],
)
def test_what_is_no_old_workbook_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(changed(tmp_path, content)) == code


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(OLD.read_bytes())
    start = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # the beginning of the workbook; what follows it is made a lock
    content[start + 20 : start + 22] = b"\x2f\x00"
    assert refusal(changed(tmp_path, bytes(content))) == "file.encrypted"


def test_text_too_far_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parscore.adapters.importers.blocks_xls.MOST_ROWS", 10)
    assert refusal(OLD) == "file.too_long"


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "file.folder"
    assert refusal(tmp_path / "a.xls") == "file.missing"


def test_damaged_bytes_are_read_or_refused_and_never_crash(tmp_path: Path) -> None:
    whole, chance = OLD.read_bytes(), random.Random(7)
    codes = set()
    for turn in range(150):
        content = bytearray(whole[: chance.randrange(len(whole))] if turn % 5 == 0 else whole)
        for _ in range(chance.choice([1, 5, 40])):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_old_sheets(changed(tmp_path, bytes(content)))
        except Refused as refused:
            codes.add(refused.code)
    assert codes <= {"file.damaged", "file.not_excel", "file.encrypted", "file.too_long"}
