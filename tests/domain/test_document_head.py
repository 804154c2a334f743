"""Heads of plans and decisions as their authors lay them out."""

import unicodedata
from datetime import date

import pytest

from parscore.domain.document_head import Head, read_head

DECISION = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: **2548** /QĐ-UBND
|
Quảng Ngãi, ngày
29 tháng 12 năm 2017
QUYẾT ĐỊNH
BAN
HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2018
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI
Căn cứ Quyết định số 225/QĐ-TTg ngày 04/02/2016
của Thủ tướng Chính phủ;
Quyết định số 205/QĐ-UBND ngày 13/3/2017 của UBND tỉnh;
Theo đề nghị của Giám đốc Sở Nội vụ,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
**KT. CHỦ TỊCH
PHÓ CHỦ TỊCH**
Ký bởi: Ủy ban
Nhân dân tỉnh
Quảng Ngãi
Ngày ký:
31.12.2017
09:55:35 +07:00
Trần Ngọc Căng
KẾ HOẠCH
"""
PLAN = """UBND TỈNH HÀ TĨNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ CÔNG THƯƠNG\tĐộc lập - Tự do - Hạnh phúc
Số:      /KH-SCT\tHà Tĩnh, ngày      tháng 01 năm 2022
DỰ THẢO

KẾ HOẠCH

Cải cách hành chính
năm 2022

Thực hiện Kế hoạch số 520/KH-UBND ngày 24/12/2021 của UBND tỉnh:
I. MỤC ĐÍCH
Quyết định số 681/QĐ-UBND ngày 12/5/2020
Nơi nhận:\tKT. GIÁM ĐỐC
- Lưu: VT.\tPHÓ GIÁM ĐỐC

\tThS. Lê Thị Hoa
"""


def head(text: str) -> Head:
    return read_head(text.split("\n"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_decision_says_its_number_date_issuer_title_year_and_signer(form: str) -> None:
    found = head(unicodedata.normalize(form, DECISION))
    assert (found.number, found.issued, found.place) == ("2548/QĐ-UBND", date(2017, 12, 29), "Quảng Ngãi")
    assert (found.issuer, found.inferred) == ("Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi", ())
    assert (found.doc_type, found.title, found.plan_year) == ("Quyết định", "BAN HÀNH KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2018", 2018)
    assert (found.signer, found.signer_title) == ("Trần Ngọc Căng", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH")
    assert found.doubts == ()


def test_what_a_document_is_based_on_is_kept_line_by_line() -> None:
    assert head(DECISION).basis == (
        "Căn cứ Quyết định số 225/QĐ-TTg ngày 04/02/2016 của Thủ tướng Chính phủ;",
        "Quyết định số 205/QĐ-UBND ngày 13/3/2017 của UBND tỉnh;",
        "Theo đề nghị của Giám đốc Sở Nội vụ,",
    )


def test_a_draft_has_a_sign_without_a_serial_and_no_date() -> None:
    found = head(PLAN)
    assert (found.number, found.issued, found.issuer) == ("/KH-SCT", None, "Sở Công Thương tỉnh Hà Tĩnh")
    assert (found.title, found.plan_year, found.signer) == ("Cải cách hành chính năm 2022", 2022, "Lê Thị Hoa")
    assert found.doubts == ("number_blank", "date_blank", "draft")


def test_cited_numbers_and_dates_are_not_the_documents_own() -> None:
    found = head(
        "KẾ HOẠCH CCHC NĂM 2021\nI. MỤC ĐÍCH\nSố: 12/KH-X\nQuyết định số 681/QĐ-UBND ngày 12/5/2020\n(Kèm theo Quyết định số 1/QĐ-UBND)"
    )
    assert (found.number, found.issued, found.place, found.signer) == (None, None, None, None)
    assert (found.title, found.plan_year) == ("CCHC NĂM 2021", 2021)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("KẾ HOẠCH\nCCHC năm 2022 của Sở Khoa học và Công nghệ\nI. MỤC ĐÍCH\nSở Nội vụ", "Sở Khoa học và Công nghệ"),
        ("KẾ HOẠCH\nCCHC năm 2022\nThực hiện Kế hoạch số 1, Sở Y tế xây dựng Kế hoạch\nSở Nội vụ, Sở Nội vụ", "Sở Y tế"),
        ("KẾ HOẠCH\nCCHC năm 2022\nI. A\ncủa Sở Tư pháp\nthuộc Sở Tư pháp\nqua Sở Nội vụ\nqua Sở Nội vụ\nqua Sở Nội vụ", "Sở Tư pháp"),
        ("KẾ HOẠCH\nCCHC năm 2022\nI. A\ncủa Sở Tư pháp\ncủa Sở Nội vụ", None),
    ],
)
def test_without_a_letterhead_the_issuer_is_inferred_and_said_to_be(text: str, issuer: str | None) -> None:
    found = head(text)
    assert found.issuer == issuer
    assert found.inferred == (("issuer",) if issuer else ())


def test_a_letterhead_wins_over_the_text() -> None:
    found = head("UBND TỈNH QUẢNG NAM\nTHANH TRA TỈNH\nSố: 12/KH-TTT\nKẾ HOẠCH\nCCHC năm 2022\nI. A\nSở Nội vụ")
    assert (found.issuer, found.number) == ("Thanh tra tỉnh Quảng Nam", "12/KH-TTT")


@pytest.mark.parametrize(
    ("line", "doubt"),
    [("Huế, ngày 31 tháng 02 năm 2022", "bad_date"), ("Huế, ngày ... tháng ... năm 2022", "date_blank"), ("BẢN DỰ THẢO LẦN 2", "draft")],
)
def test_what_cannot_be_taken_as_printed_is_a_doubt(line: str, doubt: str) -> None:
    found = head(f"{line}\nKẾ HOẠCH\nCCHC năm 2022")
    assert (found.issued, found.doubts) == (None, (doubt,))


def test_two_years_and_two_signers_are_doubts() -> None:
    found = head("KẾ HOẠCH\nCCHC năm 2022 và năm 2023\nI. A\nGIÁM ĐỐC\n\nLê Văn A\nGIÁM ĐỐC\nTrần Thị B")
    assert (found.plan_year, found.signer, found.doubts) == (2022, "Lê Văn A", ("several_years", "several_signers"))


@pytest.mark.parametrize(
    ("lines", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n\nPGS.TS. Lê Hoàng Anh Tú", "Lê Hoàng Anh Tú"),
        ("GIÁM ĐỐC\nKý bởi: Sở Nội vụ\nĐồng Nai\n\nLê Văn Ba", "Lê Văn Ba"),
        ("GIÁM ĐỐC\n\n\n- Lưu: VT", None),
        ("TM. ỦY BAN NHÂN DÂN\n\nQuảng Ngãi", None),
    ],
)
def test_the_signer_is_the_name_below_the_title(lines: str, signer: str | None) -> None:
    assert head(lines).signer == signer


def test_an_empty_document_says_nothing() -> None:
    assert read_head([]) == Head()


def test_a_letterhead_over_several_lines_is_one_body() -> None:
    found = head("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM\nSố: 12/KH-UBND\nKẾ HOẠCH\nCCHC năm 2022\nI. A")
    assert (found.issuer, found.number) == ("Ủy ban nhân dân tỉnh Quảng Nam", "12/KH-UBND")


def test_what_follows_a_basis_that_ends_with_a_comma_is_no_basis() -> None:
    found = head("KẾ HOẠCH\nCCHC năm 2022\nTheo đề nghị của Giám đốc Sở Nội vụ,\nỦy ban nhân dân tỉnh ban hành kế hoạch\nI. A")
    assert found.basis == ("Theo đề nghị của Giám đốc Sở Nội vụ,",)
