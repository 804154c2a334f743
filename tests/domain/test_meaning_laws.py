"""Laws of meaning: scales of a known meaning in many wordings. A rule that is called sure gives just the points that were meant."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.outcome import Inputs, Rung, Scale
from parscore.domain.points import ZERO, half_up, show_points
from parscore.domain.rule_proposal import Proposal
from parscore.domain.rules import Bands, Count, Deduction, Proportional
from parscore.domain.rung_points import split_points
from parscore.domain.rung_text import propose
from tests.builders import D

Points = Callable[[Decimal], Decimal]
TESTED = [D(0), D(1), D("9.99"), D(50), D("69.99"), D(70), D("70.01"), D("89.5"), D(90), D("99.99"), D(100)]


@dataclass(frozen=True)
class Meant:
    """Lines as written, the maximum, and what each number is to earn."""

    lines: tuple[str, ...]
    maximum: Decimal
    points: Points


def read(meant: Meant) -> Proposal:
    return propose("Tiêu chí", meant.maximum, tuple(Rung(*split_points(line, meant.maximum)) for line in meant.lines))


def earned(found: Proposal, maximum: Decimal, **values: Decimal) -> Decimal | None:
    assert found.rule is not None
    return found.rule.evaluate(Scale(maximum, found.rungs), Inputs(values=values)).points


ENDS = st.sampled_from([": {}", ": {} điểm", " : {}đ.", " ({} điểm)", " thì được {} điểm", " thì điểm đánh giá là {}", " = {} điểm;"])
NOUNS = st.sampled_from(["", " số hồ sơ", " kế hoạch", " nhiệm vụ", " hồ sơ trong năm 2025", " văn bản (theo Kế hoạch số 12/KH-UBND)"])
LEADS = st.sampled_from(["", "Đạt ", "Tỷ lệ đạt ", "Nếu đạt ", "- "])
FROM = st.sampled_from(["từ {}% trở lên", "{}% trở lên", "≥ {}%", "từ {}%", "ít nhất {}%", "không dưới {}%", ">= {} %"])
ABOVE = st.sampled_from(["trên {}%", "> {}%", "hơn {}%", "lớn hơn {}%"])
BELOW = st.sampled_from(["dưới {}%", "< {}%", "nhỏ hơn {}%", "chưa đến {}%", "thấp hơn {}%"])
UP_TO = st.sampled_from(["{}% trở xuống", "từ {}% trở xuống", "≤ {}%", "không quá {}%"])
MIDDLE = {
    (True, False): [
        "từ {}% đến dưới {}%",
        "từ {}%-dưới {}%",
        "từ {} - dưới {}%",
        "{}% – dưới {}%",
        "từ {}% trở lên và dưới {}%",
        "{}% ≤ a < {}%",
    ],
    (True, True): ["từ {}% đến {}%", "từ {}% - {}%", "{}-{}%", "từ {}% cho đến {}%"],
    (False, True): ["trên {}% đến {}%", "trên {}% - {}%", "{}% < tỷ lệ ≤ {}%", "từ trên {}% đến {}%"],
    (False, False): ["trên {}% đến dưới {}%", "trên {}% và dưới {}%", "{}% < a < {}%"],
}


@st.composite
def shares(draw: st.DrawFn) -> Meant:
    """A complete scale of shares; who owns each bound is drawn."""
    cuts = sorted(draw(st.lists(st.decimals(1, 99, places=1), min_size=1, max_size=4, unique=True)))
    upper_owns = [draw(st.booleans()) for _ in cuts]  # the higher stretch takes the bound in
    noun, lead, end = draw(NOUNS), draw(LEADS), draw(ENDS)
    shown = [show_points(cut) for cut in cuts]
    points = [D(at) / 4 for at in range(len(cuts) + 1)]
    parts = [draw(BELOW if upper_owns[0] else UP_TO).format(shown[0])]
    for at in range(1, len(cuts)):
        wording = draw(st.sampled_from(MIDDLE[upper_owns[at - 1], not upper_owns[at]]))
        parts.append(wording.format(shown[at - 1], shown[at]))
    parts.append(draw(FROM if upper_owns[-1] else ABOVE).format(shown[-1]))
    lines = [f"{lead}{part}{noun}{end.format(show_points(each))}" for part, each in zip(parts, points, strict=True)]

    def earns(share: Decimal) -> Decimal:
        return points[sum(share > cut or (share == cut and own) for cut, own in zip(cuts, upper_owns, strict=True))]

    order = lines if draw(st.booleans()) else lines[::-1]
    return Meant(tuple(order), points[-1], earns)


@given(shares(), st.decimals(0, 100, places=2))
def test_a_scale_of_shares_that_is_sure_earns_what_was_meant(meant: Meant, share: Decimal) -> None:
    found = read(meant)
    assert isinstance(found.rule, Bands), meant.lines
    assert found.sure == "sure", (meant.lines, found.open)
    edges = [side for rung in found.rungs if rung.band for side in (rung.band.lo, rung.band.hi) if side is not None]
    for each in [*TESTED, *edges, share]:
        assert earned(found, meant.maximum, share=each) == meant.points(each), (meant.lines, each)


PRODUCTS = [
    "(tỷ lệ % x điểm tối đa)/100%",
    "tỷ lệ % x điểm tối đa",
    "[(Tỷ lệ % đạt được) × {max}]/100%",
    "(Tỷ lệ % hoàn thành x {max})/100",
    "tỷ lệ phần trăm đạt được nhân với điểm tối đa chia cho 100",
    "số hồ sơ đúng hạn/tổng số hồ sơ × {max}",
    "điểm tối đa × tỷ lệ đạt được",
    "{max} x (số hồ sơ đúng hạn / tổng số hồ sơ)",
]
CALLS = ["", "tính theo công thức: ", "thì điểm đánh giá được tính theo công thức: ", "điểm đánh giá = ", "thì tính điểm theo công thức "]


@st.composite
def products(draw: st.DrawFn) -> Meant:
    """A formula between a threshold of full points and a floor."""
    maximum = draw(st.sampled_from([D("0.5"), D(1), D("1.5"), D(2)]))
    floor, full = draw(st.sampled_from([(D(50), D(100)), (D(70), D(95)), (D(80), D(100)), (D("62.5"), D(90))]))
    floor_earns, full_earns = draw(st.booleans()), draw(st.booleans()) or full == 100
    product = draw(st.sampled_from(PRODUCTS)).format(max=show_points(maximum))
    call, end = draw(st.sampled_from(CALLS)), draw(ENDS)
    low, high = show_points(floor), show_points(full)
    top = "Đạt 100%" if full == 100 else draw(FROM if full_earns else ABOVE).format(high)
    between = draw(st.sampled_from(MIDDLE[floor_earns, not full_earns])).format(low, high)
    none = draw(BELOW if floor_earns else UP_TO).format(low)
    lines = [f"{top}{end.format(show_points(maximum))}", f"Nếu {between}: {call}{product}", f"{none}{end.format('0')}"]

    def earns(share: Decimal) -> Decimal:
        if share > full or (share == full and full_earns):
            return maximum
        if share < floor or (share == floor and not floor_earns):
            return ZERO
        return half_up(*(Fraction(share) * Fraction(maximum) / 100).as_integer_ratio(), 2)

    return Meant(tuple(lines), maximum, earns)


@given(products(), st.decimals(0, 100, places=2))
def test_a_formula_that_is_sure_earns_what_was_meant(meant: Meant, share: Decimal) -> None:
    found = read(meant)
    assert isinstance(found.rule, Proportional), (meant.lines, found)
    assert found.sure == "sure", (meant.lines, found.open)
    for each in [*TESTED, found.rule.floor, found.rule.full_at, share]:
        assert earned(found, meant.maximum, share=each) == meant.points(each), (meant.lines, each)


THINGS = st.sampled_from(
    ["sáng kiến", "mô hình mới", "văn bản ban hành sai", "hồ sơ trễ hạn", "TTHC công khai không đúng", "báo cáo gửi chậm"]
)
OFF = [
    "Mỗi {things} trừ {each} điểm",
    "Cứ mỗi {things} thì trừ {each} điểm",
    "Cứ 01 {things} bị trừ {each} điểm",
    "Trừ {each} điểm/{things}",
]
OFF += ["Trừ {each} điểm cho mỗi {things}", "Mỗi {things}: trừ {each} điểm", "- Mỗi {things} trừ {each}đ"]
LIMITS = [
    "",
    "; trừ không quá số điểm tối đa",
    "; trừ tối đa {max} điểm",
    " (tối đa trừ {max} điểm)",
    ", nhưng không quá {max} điểm",
    ", trừ đến hết điểm",
]


@given(THINGS, st.sampled_from(OFF), st.sampled_from(LIMITS), st.sampled_from(["0,1", "0,25", "0,5"]), st.booleans(), st.integers(0, 30))
def test_deductions_that_are_sure_take_what_was_meant(things: str, wording: str, limit: str, each: str, top: bool, count: int) -> None:
    maximum, amount = D(2), D(each.replace(",", "."))
    line = wording.format(things=things, each=each) + limit.format(max="2")
    found = read(Meant((*(["Thực hiện đúng: 2"] if top else []), line), maximum, lambda value: value))
    assert isinstance(found.rule, Deduction), line
    assert found.sure == "sure", (line, found.open)
    assert earned(found, maximum, times1=D(count)) == max(ZERO, maximum - count * amount)


EARN = [
    "Mỗi {things}: {each} điểm{cap}",
    "Mỗi {things} được {each} điểm{cap}",
    "Cứ mỗi {things} được cộng {each} điểm{cap}",
    "{each} điểm/{things}{cap}",
]
EARN += ["Cộng {each} điểm cho mỗi {things}{cap}", "Mỗi {things} đạt {each} điểm{cap}"]
CAPS = [
    ", tối đa 2 điểm",
    "; tối đa không quá 2 điểm",
    " (tối đa 2 điểm)",
    ", tổng điểm không quá 2 điểm",
    ", nhưng không vượt quá điểm tối đa",
]


@given(
    st.sampled_from(["sáng kiến", "mô hình", "giải pháp"]), st.sampled_from(EARN), st.sampled_from(CAPS), st.booleans(), st.integers(0, 30)
)
def test_points_for_each_that_are_sure_are_those_that_were_meant(things: str, wording: str, cap: str, none: bool, count: int) -> None:
    line = wording.format(things=things, each="0,5", cap=cap)
    found = read(Meant((line, *(["Không có: 0"] if none else [])), D(2), lambda value: value))
    assert isinstance(found.rule, Count), line
    assert found.sure == "sure", (line, found.open)
    assert earned(found, D(2), count=D(count)) == min(D(2), count * D("0.5"))


WORDS = "mỗi|trừ 0,5 điểm|từ 70% đến dưới 90%|dưới 70%|trên 90%|từ 90% trở lên|100%"
WORDS += "|(tỷ lệ % x điểm tối đa)/100%|tối đa 2 điểm|: 0,5|: 1|: 0|; |điểm|sáng kiến"
WORDS += "|không|chậm|10 ngày|kịp thời|hồ sơ|còn lại|b/a|không phát sinh|- 0,5 điểm|cứ|và|hoặc|số|tổng số|/|x|nhân|=|a là|đạt|được|thì"
LINES = st.lists(st.lists(st.sampled_from(WORDS.split("|")), max_size=8).map(" ".join), max_size=4)


@given(LINES)
def test_any_lines_are_read_and_no_sure_rule_leaves_a_number_without_points_or_above_the_maximum(lines: list[str]) -> None:
    found = read(Meant(tuple(lines), D(2), lambda value: value))
    if found.sure != "sure" or not isinstance(found.rule, Bands | Proportional | Count | Deduction):
        return
    shared = isinstance(found.rule, Bands | Proportional)
    for value in TESTED if shared else [D(0), D(1), D(7)]:
        names = ["share"] if shared else [number.name for number in found.rule.inputs]
        points = earned(found, D(2), **dict.fromkeys(names, value))
        assert points is not None, lines
        assert 0 <= points <= 2
