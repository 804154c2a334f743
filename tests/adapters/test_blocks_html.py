from pathlib import Path

import pytest

from parscore.adapters.importers import source_grid
from parscore.adapters.importers.blocks_html import looks_like_page, read_page_tables
from parscore.domain.errors import Refused
from parscore.texts import say
from tests.document_builder import page_of

HEAD: list[object] = ["STT", "Tiêu chí", "Điểm tối đa"]


def page(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "a.html"
    file.write_bytes(text.encode(encoding))
    return file


def texts(file: Path, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_page_tables(file).tables[number].rows]


def told(file: Path) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in read_page_tables(file).findings]


def refusal(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        read_page_tables(file)
    assert "{" not in say(refused.value.code, **refused.value.facts)
    return refused.value.code


def test_cells_come_with_text_and_place(tmp_path: Path) -> None:
    (found,) = read_page_tables(page(tmp_path, page_of([HEAD, ["1", "Chỉ đạo", "2,5"]], above="<p>BẢNG\n NĂM <b>2026</b></p>"))).tables
    assert [[cell.text for cell in row.cells] for row in found.rows[1:]] == [["STT", "Tiêu chí", "Điểm tối đa"], ["1", "Chỉ đạo", "2,5"]]
    assert (found.rows[0].number, found.rows[0].cells[0].text) == (0, "BẢNG NĂM 2026")
    assert {cell.where for cell in found.rows[2].cells} == {"Bảng 1, dòng 2"}


def test_spans_hold_their_text_once(tmp_path: Path) -> None:
    text = (
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td rowspan='3'>d<tr><td colspan=x>e<td>f"
        "<tr><td rowspan=0>g</table><table><tbody><tr><th>h</th></tr></tbody></table>"
    )
    assert texts(page(tmp_path, text)) == [["a", "b", ""], ["", "c", "d"], ["e", "f", ""], ["g", "", ""]]
    assert texts(page(tmp_path, text), 1) == [["h"]]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("một<br>hai", "một\nhai"),
        ("<p>một</p>\n<p>hai\n  ba</p>", "một\nhai ba"),
        ("<ul><li>một<li>hai</ul>", "một\nhai"),
        ("a<script>evil()</script><style>x</style>b<!-- c --><?php d ?>", "ab"),
        ("&lt;b&gt; &ge; 95&#37;&nbsp;x", "<b> ≥ 95% x"),
        ("<b>Tie\u0302u</b> <i>chí</i>", "Tiêu chí"),
        ("<select><option>x</select>y", "y"),
    ],
)
def test_text_is_read_as_a_browser_shows_it(tmp_path: Path, inside: str, text: str) -> None:
    assert texts(page(tmp_path, f"<table><tr><td>{inside}</td></tr></table>")) == [[text]]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
        ("<meta charset='windows-1258'>", "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=utf-16'>", "utf-16"),
    ],
)
def test_vietnamese_is_read_whatever_the_page_says_of_itself(tmp_path: Path, head: str, encoding: str) -> None:
    assert texts(page(tmp_path, f"{head}<table><tr><td>Điểm tối đa", encoding)) == [["Điểm tối đa"]]


def test_an_old_code_page_is_read(tmp_path: Path) -> None:
    said = "<meta charset=windows-1252><table><tr><td>thành phần</table>".replace("ầ", "â")
    assert texts(page(tmp_path, said, "cp1252")) == [["thành phân"]]
    assert texts(page(tmp_path, "<table><tr><td>Đi\xeam</table>", "cp1258")) == [["Điêm"]]
    assert refusal(page(tmp_path, "<meta charset=ascii><table><tr><td>Đ", "cp1258")) == "file.damaged"


def test_deleted_text_is_not_read_and_told(tmp_path: Path) -> None:
    file = page(tmp_path, "<table><tr><td><del>cũ</del><ins>mới</ins> <del>x</del></table>")
    assert texts(file) == [["mới"]]
    assert told(file) == [("table.tracked_changes", "")]


def test_hidden_rows_and_words_are_marked(tmp_path: Path) -> None:
    rows = (
        "<tr><td>a<tr style='display: none'><td>b<tr hidden><td>c<tr><td><span style='mso-hide:all'>d</span><tr><td style='display:none'>"
    )
    (found,) = read_page_tables(page(tmp_path, f"<table>{rows}</table>")).tables
    assert [row.hidden for row in found.rows] == [False, True, True, True, False]


def test_a_table_inside_a_cell_is_a_table_of_its_own_and_told(tmp_path: Path) -> None:
    file = page(tmp_path, "<table><tr><td>a<table><tr><td>trong</table>b</table>")
    assert (texts(file), texts(file, 1)) == ([["ab"]], [["trong"]])
    assert told(file) == [("table.nested", "Bảng 1, dòng 1")]


def test_a_table_cut_in_two_is_put_together_again(tmp_path: Path) -> None:
    file = page(tmp_path, page_of([HEAD, ["1", "Chỉ đạo", "2"]], [["1.1", "Kế hoạch", "2"]]))
    assert len(read_page_tables(file).tables) == 1
    assert told(file) == [("table.joined", "Bảng 2, dòng 1")]


@pytest.mark.parametrize("content", [b"", b" \n", b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_page_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.html").write_bytes(content)
    assert refusal(tmp_path / "a.html") == "file.not_page"


@pytest.mark.parametrize("text", ["chữ", "<p>x</p>", "\x00\x00", "<!-- -->", "<img src=http://localhost:1/a.png>"])
def test_a_page_without_tables_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(page(tmp_path, text)) == "file.no_table"


def test_entities_fetch_and_swell_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    kind = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    assert texts(page(tmp_path, f"{kind}<table><tr><td>x&a;&b;</table>"))[-1] == ["x&a;&b;"]


def test_tables_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(page(tmp_path, "<table><tr><td colspan=999999>a<td>b</table>")) == "file.too_long"
    monkeypatch.setattr(source_grid, "MOST_ROWS", 10)
    assert refusal(page(tmp_path, f"<table>{'<tr><td>x' * 11}</table>")) == "file.too_long"
    assert texts(page(tmp_path, "<table><tr><td rowspan=999999>a<td>b</table>")) == [["a", "b"]]


def test_a_page_nested_too_deep_is_refused_and_not_cut_off(tmp_path: Path) -> None:
    file = page(tmp_path, "<table><tr><td>" * 3000 + "x")
    assert refusal(file) == "file.damaged"


def test_a_page_is_known_by_how_it_begins() -> None:
    assert looks_like_page(b"\xef\xbb\xbf\r\n<HTML>")
    assert looks_like_page("<table>".encode("utf-16"))
    assert not looks_like_page(b"PK\x03\x04")


def test_bold_type_is_kept_because_it_may_tell_the_level(tmp_path: Path) -> None:
    cells = ("<b>CHỈ ĐẠO</b>", "<p><strong>CHỈ</strong> <b>ĐẠO</b></p>", "<b>Kế</b> hoạch", '<span style="font-weight:700">A</span>', "")
    file = tmp_path / "a.html"
    file.write_text(f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}<th>B</th></tr></table>", encoding="utf-8")
    assert [cell.bold for cell in read_page_tables(file).tables[0].rows[0].cells] == [True, True, False, True, False, True]
