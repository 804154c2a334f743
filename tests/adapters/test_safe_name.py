import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.adapters.files.safe_name import LONGEST_NAME, plain_name, safe_name, windows_takes

ODD = st.sampled_from(
    ["CON", "con.txt", "Lpt1", "COM¹.pdf", "NUL .a", "..", ".", " ", "a. ", "e\u0302\u0301", "\u202egpj.exe", "\udce9", "<", "́"]
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Quyết định 12.pdf", "Quyết định 12.pdf"),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), "Quyết định.pdf"),
        ('a<b>c:d"e/f\\g|h?i*.pdf', "a_b_c_d_e_f_g_h_i_.pdf"),
        ("báo cáo. ", "báo cáo"),
        ("CON", "CON_"),
        ("aux.tar.gz", "aux_.tar.gz"),
        ("Com1 .pdf", "Com1_.pdf"),
        ("console.pdf", "console.pdf"),
        ("a\tb\n.pdf", "a_b_.pdf"),
        ("", "tài liệu"),
        ("...", "tài liệu"),
        ("a\u202epdf.exe", "apdf.exe"),
        ("tệp\udce9.pdf", "tệp_.pdf"),
        (".gitignore", ".gitignore"),
    ],
)
def test_names_are_made_fit_for_every_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_long_names_are_cut_before_their_suffix_and_between_letters() -> None:
    safe = safe_name("ế" * 200 + ".docx")
    assert safe.endswith("ế.docx")
    assert 250 <= len(safe.encode()) <= LONGEST_NAME
    assert safe_name("x" * 300) == "x" * 255
    assert safe_name("Báo cáo số 5.pdf", 11) == "Báo c.pdf"


@pytest.mark.parametrize(
    ("name", "taken"),
    [("Báo cáo.pdf", True), ("báo cáo.", True), ("..", True), ("console", True), ("sai?.pdf", False), ("a:b", False), ("a\tb", False)]
    + [(name, False) for name in ("aux.pdf", "NUL", "com1.tar.gz", "Lpt¹ .pdf")],
)
def test_names_that_windows_does_not_take_are_known(name: str, taken: bool) -> None:
    assert windows_takes(name) == taken


def test_a_plain_name_keeps_what_people_wrote() -> None:
    assert plain_name("a?\u0301\udc80.pdf") == unicodedata.normalize("NFC", "a?\u0301_.pdf")


@given(st.lists(st.one_of(st.text(max_size=8), ODD), max_size=60).map("".join))
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode("utf-8")) <= LONGEST_NAME
    assert unicodedata.is_normalized("NFC", safe)
    assert not set(safe) & set('<>:"/\\|?*')
    assert all(unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} for letter in safe)
    assert safe[-1] not in ". "
    assert safe not in {".", ".."}
    assert safe.partition(".")[0].rstrip(" ").casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt1", "com¹"}
    assert windows_takes(safe)
    assert safe_name(safe) == safe
