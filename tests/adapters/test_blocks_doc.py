from pathlib import Path

import pytest

from parscore.adapters.importers import blocks_doc
from parscore.adapters.importers.blocks_doc import read_old_document
from parscore.adapters.importers.blocks_docx import read_document_tables
from parscore.domain.errors import Refused
from parscore.services.progress import Cancelled
from parscore.texts import say
from tests.document_builder import save_document
from tests.flows.test_same_table import PRINTED

DATA = Path(__file__).parents[1] / "data"
PLAIN, ODD = DATA / "bang-tieu-chi-mau.doc", DATA / "o-la.doc"
HEAD = PLAIN.read_bytes().index(b"\xec\xa5")  # where the document's own head begins in the file


def refusal(folder: Path, content: bytes) -> str:
    file = folder / "a.doc"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_old_document(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def test_an_old_document_reads_as_the_new_one_of_the_same_table(tmp_path: Path) -> None:
    (old,), (new,) = read_old_document(PLAIN).tables, read_document_tables(save_document(tmp_path / "a.docx", PRINTED)).tables
    assert old == new


def test_merged_cells_breaks_lists_and_fields_are_read_as_word_shows_them() -> None:
    (found,) = read_old_document(ODD).tables
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["BẢNG NĂM 2026"],
        ["a", "", "b"],
        ["c", "d", ""],
        ["e", "một\nhai\nba", "mới"],
        ["III. x\nIII.1) y", "ẩn", "1"],
        ["III.2) theo kiểu", "III.3) theo kiểu con", "VIII. từ tám"],
    ]
    assert [row.number for row in found.rows] == [0, 1, 2, 3, 4, 5]
    assert found.rows[3].cells[1].where == "Bảng 1, dòng 3"


def test_hidden_words_mark_their_row_and_tracked_changes_are_told() -> None:
    blocks = read_old_document(ODD)
    assert [row.hidden for row in blocks.tables[0].rows] == [False, False, False, False, True, False]
    assert [each.code for each in blocks.findings] == ["table.tracked_changes"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.not_word"),
        (b"PK\x03\x04", "file.not_word"),
        (b"%PDF-1.7", "file.not_word"),
        (b"{\\rtf1\\ansi}", "file.rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "file.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
        ((DATA / "o-la.xls").read_bytes(), "file.not_word"),
    ],
)
def test_what_is_no_old_document_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, content) == code


@pytest.mark.parametrize(
    ("place", "value", "code"), [(0x0B, 0x01, "file.encrypted"), (0x02, 0x65, "file.old_word"), (0x1A4, 0xFF, "file.damaged")]
)
def test_a_document_with_a_password_of_word_95_or_with_a_wrong_head_is_refused(tmp_path: Path, place: int, value: int, code: str) -> None:
    content = bytearray(PLAIN.read_bytes())
    content[HEAD + place] = value if place == 0x02 else content[HEAD + place] | value
    if place == 0x02:
        content[HEAD + 3] = 0
    assert refusal(tmp_path, bytes(content)) == code


@pytest.mark.parametrize("source", [PLAIN, ODD])
def test_a_damaged_document_is_refused_or_read_and_never_breaks_the_program(tmp_path: Path, source: Path) -> None:
    content = source.read_bytes()
    file = tmp_path / "a.doc"
    codes = set()
    for at in range(0, len(content), len(content) // 90):
        for damaged in (
            content[:at] + b"\xff\xff\xff\x7f" + content[at + 4 :],
            content[:at] + bytes(40) + content[at + 40 :],
            content[:at],
        ):
            file.write_bytes(damaged)
            try:
                read_old_document(file)
            except Refused as refused:
                codes.add(refused.code)
    assert codes <= {"file.damaged", "file.not_word", "file.no_table", "file.encrypted", "file.old_word", "file.too_long"}
    assert {"file.damaged", "file.not_word"} <= codes


class Stopping:
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


def test_reading_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        read_old_document(PLAIN, Stopping())


def test_a_list_may_stand_in_the_style_or_in_the_one_that_it_is_based_on() -> None:
    document = blocks_doc._opened(ODD.read_bytes(), ODD.name)
    styles = {document.text[at - 4 : at]: document.of_paragraph(at)[0] for at, sign in enumerate(document.text) if sign == "\x07"}
    assert [document.list_of({0: styles[end]}) for end in ("kiểu", " con")] == [(1, 1), (1, 1)]
    assert document.list_of({0: b"\0\0"}) == (0, 0)
