import pytest

from parscore.domain.bound_words import Bound, by_words, read_bound
from parscore.domain.figure_words import figures, prepared
from tests.builders import band


def shown(bound: Bound | None) -> str:
    """A bound as mathematicians write it: "[70;90)%", "?" where the figures settle none, then what is missing and doubtful."""
    if bound is None:
        return ""
    text = "?"
    if bound.band is not None:
        found = bound.band
        low = "(…" if found.lo is None else f"{'[' if found.lo_incl else '('}{found.lo}"
        high = "…)" if found.hi is None else f"{found.hi}{']' if found.hi_incl else ')'}"
        text = f"{low};{high}"
    return " ".join(part for part in (f"{text}{bound.unit or ''}", bound.missing, bound.doubt) if part)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trên 90%", "(90;…)%"),
        ("Hơn 90% hồ sơ", "(90;…)%"),
        ("Cao hơn 50%", "(50;…)%"),
        ("Quá 5% hồ sơ trễ hạn", "(5;…)%"),
        ("> 90%", "(90;…)%"),
        ("Từ 90%", "[90;…)%"),
        ("Từ 90% trở lên", "[90;…)%"),
        ("90% số đơn vị trở lên", "[90;…)%"),
        ("Ít nhất 90%", "[90;…)%"),
        ("Tối thiểu 80%", "[80;…)%"),
        ("Không dưới 80%", "[80;…)%"),
        ("Trên hoặc bằng 90%", "[90;…)%"),
        ("Bằng hoặc lớn hơn 90%", "[90;…)%"),
        ("≥ 90%", "[90;…)%"),
        ("Từ trên 90%", "(90;…)%"),
        ("Dưới 50%", "(…;50)%"),
        ("Nhỏ hơn 50%", "(…;50)%"),
        ("<50%", "(…;50)%"),
        ("Chưa đến 50%", "(…;50)%"),
        ("Đến 50%", "(…;50]%"),
        ("50% trở xuống", "(…;50]%"),
        ("Từ 50% trở xuống", "(…;50]%"),
        ("Không quá 5%", "(…;5]%"),
        ("Không để quá 5% hồ sơ trễ hạn", "(…;5]%"),
        ("Không vượt quá 10%", "(…;10]%"),
        ("Nhỏ hơn hoặc bằng 50%", "(…;50]%"),
        ("Tối đa 20%", "(…;20]%"),
        ("Đạt 100%", "[100;100]%"),
        ("0% hồ sơ trễ hạn", "[0;0]%"),
    ],
)
def test_each_word_takes_its_figure_in_or_leaves_it_out(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Từ 70% đến 90%", "[70;90]%"),
        ("Từ 70% đến dưới 90%", "[70;90)%"),
        ("Từ 70% - dưới 90%", "[70;90)%"),
        ("70-90%", "[70;90]%"),
        ("Từ 70 – 90%", "[70;90]%"),
        ("từ 50%-80", "[50;80]%"),
        ("Trên 70% đến 90%", "(70;90]%"),
        ("Từ trên 70% đến dưới 90%", "(70;90)%"),
        ("Trên 90% - 95%", "(90;95]%"),
        ("70% - <90%", "[70;90)%"),
        ("80%≤K<90%", "[80;90)%"),
        ("50% < tỷ lệ ≤ 80%", "(50;80]%"),
        ("Từ ≥70% đến <80%", "[70;80)%"),
        ("Từ 70% số hồ sơ đến dưới 80% số hồ sơ", "[70;80)%"),
        ("Từ 70% cho đến không quá 80%", "[70;80]%"),
        ("Từ 70% đến hết 80%", "[70;80]%"),
        ("Từ 70% đến gần 90%", "[70;90)%"),
        ("Từ 70% trở lên nhưng dưới 90%", "[70;90)%"),
        ("Trên 50%, dưới 70%", "(50;70)%"),
        ("Dưới 70% nhưng không dưới 50%", "[50;70)%"),
        ("Từ 70% → 80%", "[70;80]%"),
        ("Từ 95,5% đến dưới 99,5%", "[95.5;99.5)%"),
        ("– Từ 50% đến dưới 70%", "[50;70)%"),
        ("- Trên 70%", "(70;…)%"),
        ("Từ 50% kế hoạch - dưới 70% kế hoạch", "[50;70)%"),
        ("Đạt 70% - chưa có báo cáo", "[70;70]%"),
        ("Tập huấn từ 50% - dưới sự chủ trì của sở", "[50;…)% hi open"),
    ],
)
def test_two_figures_make_a_stretch(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dưới 90% đến 70%", "[70;90)% check"),
        ("Dưới 90% đến trên 70%", "(70;90)% check"),
        ("Từ 90% xuống 70%", "[70;90]% open"),
        ("Không đạt 100%", "(…;100)% check"),
        ("Chưa đạt mức tối thiểu 80%", "(…;80)% check"),
        ("Có làm nhưng chưa đạt 50%", "(0;50)% check"),
        ("Giảm từ 10% thời gian trở lên", "[10;…)% check"),
        ("Tuyên truyền đến 90% hộ dân", "(…;90]% check"),
        ("Trên 90% trở lên", "[90;…)% open"),
        ("Dưới 50% trở xuống", "(…;50)% check"),
    ],
)
def test_a_reading_that_bends_the_words_is_never_sure(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn thành 100% nhiệm vụ, có trên 90% đúng hạn",
        "Trên 90% đạt yêu cầu, còn lại dưới 10% chưa đạt",
        "Từ 70% đến dưới 80% hoặc trên 95%",
        "Dưới 70% hoặc trên 90%",
        "80%, 90%",
        "70% <90%",
        "Từ 70% đến 70%",
        "Từ 70% đến dưới 50%",
        "Trên 90%, dưới 70%",
        "Từ 90% và trên 95%",
        "Từ 70% đến 80% trở lên",
        "Trên 50% trở xuống",
        "Từ dưới 70%",
        "Không đạt trên 70%",
        "Không công khai 100% thủ tục",
        "Từ 2/3 số đơn vị trở lên",
        "Hai phần ba số đơn vị",
        "Từ 50% đến 70% (không bao gồm 70%)",
        "Gửi đủ 4 báo cáo (100%)",
        "Từ 03 mô hình trở lên, đạt 100%",
    ],
)
def test_figures_that_make_no_one_stretch_give_none(text: str) -> None:
    assert shown(read_bound(text)) == "?% open"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Từ 50% đến dưới số nhiệm vụ", "[50;…)% hi open"),
        ("Từ 50 đến dưới số nhiệm vụ", "[50;…) hi open"),
        ("Từ 50% đến …%", "[50;…)% hi open"),
        ("Từ 50% đến", "[50;…)% hi open"),
        ("Từ 70% -", "[70;…)% hi open"),
        ("Từ … đến dưới 70%", "(…;70)% lo open"),
        ("Từ ...% đến 70%", "(…;70]% lo open"),
        ("Từ % đến dưới 70%", "(…;70)% lo open"),
        ("Dưới …%", "?% hi open"),
        ("2/3 số đơn vị, từ 2/3 đến", "?% hi open"),
        ("Trên ....%", "?% lo open"),
    ],
)
def test_a_side_without_a_figure_is_missing_and_never_filled_in(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("¾ số báo cáo trở lên", "[75;…)%"),
        ("Đạt dưới 3/4 số báo cáo", "(…;75)%"),
        ("Từ 1/2 đến dưới 3/4 số đơn vị", "[50;75)%"),
        ("4/4 báo cáo", "[100;100]%"),
        ("Quá nửa số đơn vị", "(50;…)%"),
        ("Ba phần tư số đơn vị trở lên", "[75;…)%"),
        ("Từ 80 phần trăm trở lên", "[80;…)%"),
        ("Từ 80％ trở lên", "[80;…)%"),
    ],
)
def test_fractions_and_words_are_shares(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Có từ 02 sáng kiến trở lên", "[2;…)"),
        ("01 sáng kiến", "[1;1]"),
        ("Có từ 01 - 02 hình thức", "[1;2]"),
        ("Gửi đủ 4 báo cáo", "[4;…)"),
        ("Không đủ 4 báo cáo", "(…;4) check"),
        ("Từ 1.000 hồ sơ trở lên", "[1000;…)"),
        ("Có 01 kế hoạch và 02 báo cáo", "? open"),
    ],
)
def test_whole_things_are_counted(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kịp thời",
        "Ban hành trước ngày 15/01/2026",
        "Ban hành trước 31/01",
        "Ban hành trong tháng 12 năm 2025",
        "Giai đoạn 2021-2025",
        "Báo cáo trễ từ 1 đến 3 ngày",
        "Trễ quá 05 ngày làm việc",
        "Gửi trước 17:00",
        "Theo Nghị định số 61/2018/NĐ-CP",
        "Theo Kế hoạch 15/KH-UBND",
        "Dịch vụ công mức độ 3, 4",
        "Điểm a khoản 2 Điều 5",
        "Phần mềm MISA2020",
        "Trên địa bàn, từ cấp xã đến cấp tỉnh",
        "Tỷ lệ (%) theo quy định",
        "trở lên",
    ],
)
def test_dates_spans_numbers_of_papers_and_levels_are_no_bounds(text: str) -> None:
    assert read_bound(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trong năm đạt từ 80% trở lên", "[80;…)%"),
        ("Quý IV năm 2024 đạt từ 80%", "[80;…)%"),
        ("Năm 2024 đạt 100%", "[100;100]%"),
        ("Từ ngày 01/01 đến 31/12 đạt trên 90%", "(90;…)%"),
        ("Theo Kế hoạch số 15 đạt 100%", "[100;100]%"),
        ("Theo Nghị định 42/2022/NĐ-CP đạt từ 80% trở lên", "[80;…)%"),
        ("Mức độ 4 30% trở lên", "[30;…)%"),
        ("DVCTT mức 3, 4 từ 50 đến 70%", "[50;70]%"),
        ("Hồ sơ có 02 lãnh đạo ký đạt 100%", "[100;100]%"),
        ("Từ 50% - 70% kế hoạch (giảm 5% so với năm trước)", "[50;70]%"),
        ("Đạt yêu cầu (trên 90% hồ sơ đúng hạn)", "(90;…)%"),
        ("Có từ 90% hồ sơ không trễ hạn", "[90;…)%"),
        ("Hồ sơ không đạt yêu cầu từ 10% trở lên", "[10;…)%"),
        ("Không công khai hoặc công khai dưới 50%", "(…;50)%"),
        ("Có thực hiện nhưng dưới 5%", "(0;5)%"),
        ("Đạt 100% số hồ sơ > tỷ lệ chung", "[100;100]%"),
        ("Từ 90% người dân đến giao dịch hài lòng", "[90;…)%"),
    ],
)
def test_the_bound_is_found_beside_other_figures_and_words(text: str, said: str) -> None:
    assert shown(read_bound(text)) == said


def test_words_alone_mean_all_or_none_where_the_place_allows_it() -> None:
    all_of_it, nothing = band("100", "100", "lo hi"), band("0", "0", "lo hi")
    assert by_words("Tất cả báo cáo đúng hạn", top=True, bottom=False, unit="%") == all_of_it
    assert by_words("Đầy đủ các báo cáo", top=True, bottom=False, unit="%") == all_of_it
    assert by_words("Tất cả báo cáo đúng hạn", top=True, bottom=False, unit="n") is None
    assert by_words("Không đầy đủ", top=True, bottom=False, unit="%") is None
    assert by_words("Không có hình thức nào", top=False, bottom=True, unit="n") == nothing
    assert by_words("Không thực hiện đầy đủ", top=False, bottom=True, unit="%") is None
    assert by_words("Còn lại", top=False, bottom=True, unit="%") is None


def test_a_sentence_is_prepared_without_its_dates() -> None:
    assert "31" not in prepared("Trước 31/12/2025 đạt 3/4 kế hoạch")
    assert [figure.kind for figure in figures(prepared("Từ 70% đến dưới 90%"))] == ["ge", "num", "to", "lt", "num"]
