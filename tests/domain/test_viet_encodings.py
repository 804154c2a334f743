"""Text in the old fonts comes out readable, and good text as it went in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.viet_encodings import decoded, encoding_of, encoding_of_font, to_unicode
from parscore.domain.viet_syllables import is_syllable
from tests.old_fonts import tcvn3, vni

SENTENCES = [
    "Kế hoạch cải cách hành chính năm 2021",
    "Đơn vị chủ trì thực hiện: Văn phòng Sở",
    "Quý I ban hành kế hoạch; tháng 12 báo cáo kết quả",
    "100% hồ sơ được giải quyết đúng hạn, trước hạn",
    "Thường xuyên rà soát, sửa đổi, bổ sung thủ tục",
]
WORDS = [
    "Văn",
    "phòng",
    "kế",
    "hoạch",
    "cải",
    "cách",
    "hành",
    "chính",
    "quý",
    "báo",
    "cáo",
    "và",
    "của",
    "sở",
    "tháng",
    "năm",
    "đơn",
    "vị",
    "chủ",
    "trì",
    "phối",
    "hợp",
    "thường",
    "xuyên",
    "hồ",
    "sơ",
    "nghĩa",
    "xã",
    "hội",
]
ENGLISH = ["report", "café", "Müller", "São", "Paulo", "naïve", "résumé", "PAR", "INDEX", "100%", "12/2021", "µm", "©", "×", "½", "über"]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_in_old_fonts_are_recognized_and_read(sentence: str) -> None:
    assert (encoding_of([tcvn3(sentence)]), to_unicode(tcvn3(sentence))) == ("tcvn3", sentence)
    assert (encoding_of([vni(sentence)]), to_unicode(vni(sentence))) == ("vni", sentence)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("KÕ HO¹CH C¶I C¸CH HµNH CHÝNH", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH"),
        ("CHñ TÞCH ñY BAN NH¢N D¢N", "CHỦ TỊCH ỦY BAN NHÂN DÂN"),
        ("C¨n cø QuyÕt ®Þnh sè 225/Q§-TTg", "Căn cứ Quyết định số 225/QĐ-TTg"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_heads_as_they_are_really_typed_are_read(old: str, new: str) -> None:
    assert to_unicode(old) == new


def test_single_words_are_read_by_what_the_document_or_the_font_says() -> None:
    assert to_unicode("Së") == "Së"
    assert to_unicode("Së", encoding_of([tcvn3(each) for each in SENTENCES])) == "Sở"
    assert to_unicode("Sôû", encoding_of_font("VNI-Times")) == "Sở"
    assert to_unicode("Sè: 12/KH-SCT", "tcvn3") == "Số: 12/KH-SCT"


def test_good_lines_among_old_ones_are_left_alone() -> None:
    assert to_unicode("Báo cáo tài chính", "tcvn3") == "Báo cáo tài chính"
    assert to_unicode("Văn phòng", "tcvn3") == "Văn phòng"
    assert to_unicode("2021 × 5 © PAR INDEX", "tcvn3") == "2021 × 5 © PAR INDEX"


@pytest.mark.parametrize(
    ("name", "said"), [(".VnTime", "tcvn3"), (".VnTimeH", "tcvn3"), ("VNI-Times", "vni"), ("Times New Roman", "unicode")]
)
def test_the_font_says_how_its_text_is_written(name: str, said: str) -> None:
    assert encoding_of_font(name) == said


def test_a_crossed_d_of_another_alphabet_becomes_the_vietnamese_one() -> None:
    assert to_unicode("Ðoàn và Ðảng") == "Đoàn và Đảng"
    assert to_unicode("Ðoàn") == "Đoàn"


def test_known_unicode_is_not_decoded() -> None:
    assert decoded("V¨n", "unicode") == "V¨n"


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_what_was_written_in_an_old_font_comes_back(words: list[str]) -> None:
    text = " ".join(words)
    assert to_unicode(tcvn3(text), "tcvn3") == text or to_unicode(tcvn3(text), "tcvn3") == tcvn3(text)
    assert decoded(tcvn3(text), "tcvn3") == text
    assert decoded(vni(text), "vni") == text


@given(st.lists(st.sampled_from(WORDS + ENGLISH), max_size=12))
def test_good_text_is_never_touched(words: list[str]) -> None:
    text = " ".join(words)
    assert to_unicode(text) == text
    assert to_unicode(unicodedata.normalize("NFD", text)) == text


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_and_numbers_are_never_touched(text: str) -> None:
    assert to_unicode(text) == text
    assert to_unicode(text, "tcvn3") == text


@pytest.mark.parametrize("word", ["và", "nghĩa", "quyết", "giếng", "khuỷu", "ĐỀ", "Sở", "uyên", "thuở", "giữ", "quốc"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Müller", "thÓ", "đuc", "vaên", "áá", "V¨n", "", "12"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)
