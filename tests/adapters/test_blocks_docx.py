import zipfile
from pathlib import Path

import pytest

from parscore.adapters.importers import source_grid
from parscore.adapters.importers.blocks_docx import read_document_tables
from parscore.domain.errors import Refused
from parscore.texts import say
from tests.adapters.test_blocks_xlsx import part_changed
from tests.document_builder import save_document, save_xml

HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]


def texts(file: Path, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_document_tables(file).tables[number].rows]


def told(file: Path) -> list[tuple[str, str]]:
    findings = read_document_tables(file).findings
    for finding in findings:
        assert "{" not in say(f"finding.{finding.code}", **finding.facts)
    return [(finding.code, finding.where) for finding in findings]


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_document_tables(file)
    sentence = say(refused.value.code, **refused.value.facts)
    assert "{" not in sentence
    assert "\n" not in sentence
    return refused.value.code


def cell(text: str = "", shape: str = "") -> str:
    return f"<w:tc><w:tcPr>{shape}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, shape: str = "") -> str:
    return f"<w:tr><w:trPr>{shape}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def paragraph(inside: str) -> str:
    return table(row(f"<w:tc>{inside if inside.startswith('<w:p>') else f'<w:p>{inside}</w:p>'}</w:tc>"))


def test_cells_come_with_text_and_place(tmp_path: Path) -> None:
    (found,) = read_document_tables(save_document(tmp_path / "a.docx", [HEAD, ["1", "Chỉ đạo", "2,5"]])).tables
    assert found.name == "Bảng 1"
    assert [[each.text for each in row.cells] for row in found.rows] == [["STT", "Tiêu chí", "Điểm tối đa"], ["1", "Chỉ đạo", "2,5"]]
    assert {each.where for each in found.rows[1].cells} == {"Bảng 1, dòng 2"}
    assert found.rows[1].cells[2].number is None


def test_lines_above_a_table_stand_before_its_first_row(tmp_path: Path) -> None:
    file = save_document(tmp_path / "a.docx", [HEAD], above=["PHỤ LỤC", "x" * 400, "BẢNG NĂM 2026"])
    (found,) = read_document_tables(file).tables
    assert [(row.number, row.cells[0].text) for row in found.rows] == [(-1, "PHỤ LỤC"), (0, "BẢNG NĂM 2026"), (1, "STT")]


def test_merged_cells_hold_their_text_once(tmp_path: Path) -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        row(cell("a", '<w:gridSpan w:val="2"/>'), cell("b", start)),
        row(cell("c"), cell("d"), cell("unseen", goes_on)),
        row(cell("e"), shape='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        row(cell("f", '<w:hMerge w:val="restart"/>'), cell("unseen", "<w:hMerge/>"), cell("g")),
    ]
    assert texts(save_xml(tmp_path / "a.docx", table(*rows))) == [["a", "", "b"], ["c", "d", ""], ["", "e", ""], ["f", "", "g"]]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", "một\nhai"),
        ("<w:r><w:t>1</w:t><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:cr/></w:r>", "1 a-b"),
        ("<w:p><w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p>", "một\nhai"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95%</w:t></w:r>', "≥ 95%"),
        ("<w:smartTag><w:r><w:t>Kế</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t> hoạch</w:t></w:r></w:hyperlink>", "Kế hoạch"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>", "(a)/(b)"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>", "x"),
        ("<w:r><w:t>Tie\u0302u</w:t></w:r>", "Tiêu"),
    ],
)
def test_text_is_read_as_word_shows_it(tmp_path: Path, inside: str, text: str) -> None:
    assert texts(save_xml(tmp_path / "a.docx", paragraph(inside))) == [[text]]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins>", "mới"),
        ("<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>đến</w:t></w:r></w:moveTo>", "đến"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>một </w:t></w:r></w:p><w:p><w:r><w:t>dòng</w:t></w:r></w:p>", "một dòng"),
    ],
)
def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path, inside: str, text: str) -> None:
    file = save_xml(tmp_path / "a.docx", paragraph(inside))
    assert texts(file) == [[text]]
    assert told(file) == [("table.tracked_changes", "")]


def test_a_deleted_row_is_not_read_and_an_inserted_one_is(tmp_path: Path) -> None:
    body = table(row(cell("a")), row(cell("b"), shape="<w:del/>"), row(cell("c"), shape="<w:ins/>"), row(cell("d", "<w:cellDel/>")))
    file = save_xml(tmp_path / "a.docx", body)
    assert texts(file) == [["a"], ["c"], [""]]
    assert told(file) == [("table.tracked_changes", "")]


def test_hidden_rows_and_words_are_marked(tmp_path: Path) -> None:
    hidden = "<w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>c</w:t></w:r></w:p></w:tc>"
    body = table(row(cell("a")), row(cell("b"), shape="<w:hidden/>"), row(hidden), row(cell("d"), shape='<w:hidden w:val="0"/>'))
    (found,) = read_document_tables(save_xml(tmp_path / "a.docx", body)).tables
    assert [each.hidden for each in found.rows] == [False, True, True, False]


def test_rows_and_cells_in_content_controls_are_read(tmp_path: Path) -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{row(cell('a'))}</w:sdtContent></w:sdt>"
    assert texts(save_xml(tmp_path / "a.docx", f"<w:sdt><w:sdtContent>{table(inner)}</w:sdtContent></w:sdt>")) == [["a"]]


def test_a_table_inside_a_cell_is_a_table_of_its_own_and_told(tmp_path: Path) -> None:
    body = table(row(cell("a")), row(f"<w:tc><w:p/>{table(row(cell('trong')))}<w:p><w:r><w:t>ngoài</w:t></w:r></w:p></w:tc>"))
    file = save_xml(tmp_path / "a.docx", body)
    assert (texts(file), texts(file, 1)) == ([["a"], ["ngoài"]], [["trong"]])
    assert told(file) == [("table.nested", "Bảng 1, dòng 2")]


PART: list[list[object]] = [["1.1", "Kế hoạch", "2"], [None, "Có: 2", None]]


@pytest.mark.parametrize("repeated", [[], [HEAD]])
def test_a_table_cut_in_two_is_put_together_again(tmp_path: Path, repeated: list[list[object]]) -> None:
    file = save_document(tmp_path / "a.docx", [HEAD, ["1", "Chỉ đạo", "2"]], [*repeated, *PART])
    (found,) = read_document_tables(file).tables
    assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert found.rows[-1].cells[0].where == f"Bảng 2, dòng {len(repeated) + 2}"
    assert told(file) == [("table.joined", "Bảng 2, dòng 1")]


def test_a_table_that_begins_anew_or_is_of_another_width_is_one_of_its_own(tmp_path: Path) -> None:
    rows = [HEAD, ["1", "Chỉ đạo", "2"]]
    file = save_document(tmp_path / "a.docx", [["UBND TỈNH", "CỘNG HOÀ"]], rows, rows, [["Người lập", "Giám đốc"]])
    assert [each.name for each in read_document_tables(file).tables] == ["Bảng 1", "Bảng 2", "Bảng 3", "Bảng 4"]
    assert told(file) == []


def test_a_rest_behind_other_text_is_not_joined_and_told(tmp_path: Path) -> None:
    between = "<w:p><w:r><w:t>Phần khác</w:t></w:r></w:p>"
    head, line = row(cell("STT"), cell("Tiêu chí"), cell("Điểm tối đa")), row(cell("1"), cell("a"), cell("2"))
    file = save_xml(tmp_path / "a.docx", table(head, line) + between + table(line))
    assert told(file) == [("table.not_joined", "Bảng 2, dòng 1")]


LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
    for at, (form, shown) in enumerate(
        [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3"), ("lowerLetter", "%4)"), ("bullet", "")]
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(depth: int, text: str = "", name: int = 1) -> str:
    shape = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
    return row(f"<w:tc><w:p>{shape}<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")


def test_numbers_that_word_counts_itself_are_read(tmp_path: Path) -> None:
    steps = [numbered(0, "A"), numbered(1), numbered(2), numbered(2), numbered(3), numbered(4, "x"), numbered(1), numbered(2), numbered(0)]
    steps += [numbered(1, name=2), numbered(1, name=2), numbered(1, "không", name=0), numbered(8, "không")]
    file = save_xml(tmp_path / "a.docx", table(*steps), numbering=NUMBERING)
    numbers = ["I. A", "1.", "1.1", "1.2", "a)", "- x", "2.", "2.1", "II.", "5.", "6.", "không", "không"]
    assert [each[0] for each in texts(file)] == numbers


def test_a_macro_document_is_read_and_its_macros_are_not(tmp_path: Path) -> None:
    file = save_document(tmp_path / "a.docm", [HEAD])
    plain, macro = b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    part_changed(file, "[Content_Types].xml", lambda xml: xml.replace(plain, macro))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    assert texts(file)[0][1] == "Tiêu chí"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"\x00" * 100, "chữ".encode()])
def test_what_is_no_document_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refusal(tmp_path / "a.docx") == "file.not_word"


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.docx") == "file.missing"
    assert refusal(tmp_path) == "file.folder"
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as parts:
        parts.writestr("xl/workbook.xml", "<x/>")
    assert refusal(tmp_path / "b.docx") == "file.not_word"
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    (tmp_path / "cũ.docx").write_bytes(start + "WordDocument".encode("utf-16-le"))
    (tmp_path / "khoá.docx").write_bytes(start + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(tmp_path / "cũ.docx") == "file.old_word"
    assert refusal(tmp_path / "khoá.docx") == "file.encrypted"


def test_a_zip_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    file = save_document(tmp_path / "a.docx", [HEAD])
    part_changed(file, "word/document.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml)
    assert refusal(file) == "file.entities"
    file = save_document(tmp_path / "a.docx", [HEAD])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/footer9.xml", bytes(40 * 1024 * 1024))
    assert refusal(file) == "file.bomb"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/document.xml", b""),
        ("word/document.xml", b"<w:x"),
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
    ],
)
def test_damaged_parts_are_refused(tmp_path: Path, name: str, part: bytes) -> None:
    assert refusal(part_changed(save_document(tmp_path / "a.docx", [HEAD]), name, lambda _: part)) == "file.damaged"


def test_a_span_that_is_no_number_is_damage(tmp_path: Path) -> None:
    assert refusal(save_xml(tmp_path / "a.docx", table(row(cell("a", '<w:gridSpan w:val="x"/>'))))) == "file.damaged"


def test_a_document_without_tables_and_a_table_too_wide_are_refused(tmp_path: Path) -> None:
    assert refusal(save_document(tmp_path / "a.docx", above=["Bảng là ảnh"])) == "file.no_table"
    wide = table(row(cell("a", '<w:gridSpan w:val="2000000000"/>'), cell("b")))
    assert refusal(save_xml(tmp_path / "b.docx", wide)) == "file.too_long"


def test_many_rows_are_read_and_too_many_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = save_xml(tmp_path / "a.docx", table(*[row(cell(str(at)), cell(str(at * at))) for at in range(2000)]))
    assert texts(file)[-1] == ["1999", "3996001"]
    monkeypatch.setattr(source_grid, "MOST_ROWS", 1999)
    assert refusal(file) == "file.too_long"


def test_bold_type_is_kept_because_it_may_tell_the_level(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>CHỈ ĐẠO</w:t></w:r>"
    part = f"{bold}<w:r><w:t> và điều hành</w:t></w:r>"
    off = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Kế hoạch</w:t></w:r>'
    cells = "".join(f"<w:tc><w:p>{runs}</w:p></w:tc>" for runs in (bold, part, off, ""))
    file = save_xml(tmp_path / "a.docx", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [cell.bold for cell in read_document_tables(file).tables[0].rows[0].cells] == [True, False, False, False]


def test_bold_type_may_come_from_a_style(tmp_path: Path) -> None:
    of_paragraph = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>CHỈ ĐẠO</w:t></w:r></w:p>'
    of_characters = '<w:p><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>Kế hoạch</w:t></w:r></w:p>'
    switched_off = of_paragraph.replace("<w:r>", '<w:r><w:rPr><w:b w:val="0"/></w:rPr>')
    unknown = of_paragraph.replace("Heading1", "Khong-co")
    cells = "".join(f"<w:tc>{each}</w:tc>" for each in (of_paragraph, of_characters, switched_off, unknown))
    file = save_xml(tmp_path / "a.docx", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [cell.bold for cell in read_document_tables(file).tables[0].rows[0].cells] == [True, True, False, False]
