"""Laws that hold for every table: what is written as a complete scale is read as one, and no row is ever lost."""

from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.bands import Band, band_faults
from parscore.domain.bound_words import by_words, read_bound
from parscore.domain.outcome import Rung
from parscore.domain.points import HUNDRED, show_points
from parscore.domain.rules import Bands, Ladder, YesNo
from parscore.domain.rung_text import propose, split_points
from parscore.domain.table_columns import find_columns
from parscore.domain.table_outline import Node, read_outline
from tests.builders import D
from tests.domain.table_parts import HEAD, table

CUTS = st.lists(st.decimals(1, 99, places=1), min_size=1, max_size=5, unique=True).map(sorted)
DASHES = st.sampled_from([" đến dưới ", " - dưới ", "% – dưới ", "% đến <", "%-<", " tới dưới "])
NOUNS = st.sampled_from(["", " kế hoạch", " hồ sơ trong năm 2025", " nhiệm vụ (theo Kế hoạch số 12/KH-UBND)", " trước ngày 15/01/2025"])
WORDS = "từ|đến|dưới|trên|trở lên|trở xuống|không|chưa|đạt|quá|và|hoặc|nhưng|đủ|năm 2024|05 ngày|mỗi|tất cả|có|điểm tối đa|Tổng cộng"
FIGURES = "-|–|≤|>|%|70|70%|90,5%|1.000|3/4|2/3|…|(|)|:|;|,|trừ 0,5 điểm|0,5|1 điểm|(tỷ lệ % x điểm tối đa)|I.|1.1|a)"
PIECES = st.sampled_from([*WORDS.split("|"), *FIGURES.split("|")])
SENTENCES = st.lists(PIECES, max_size=9).map(" ".join)


@given(CUTS, DASHES, NOUNS)
def test_a_complete_scale_in_words_is_read_as_it_is_written(cuts: list[D], dash: str, noun: str) -> None:
    shown = [show_points(cut) for cut in cuts]
    lines = [f"Từ {shown[-1]}% trở lên{noun}"]
    lines += [f"Đạt từ {low}{dash}{high}%{noun}" for low, high in reversed(list(zip(shown, shown[1:], strict=False)))]
    lines += [f"Dưới {shown[0]}%{noun}"]
    points = [D(len(cuts) - at) for at in range(len(lines))]
    found = propose("Tỷ lệ", points[0], tuple(Rung(line, each) for line, each in zip(lines, points, strict=True)))
    assert (found.rule, found.sure, found.open) == (Bands(), "sure", ())
    assert [rung.band for rung in found.rungs][0] == Band(cuts[-1], True)
    assert [rung.band for rung in found.rungs][1:-1] == [Band(lo, True, hi) for lo, hi in reversed(list(zip(cuts, cuts[1:], strict=False)))]
    assert found.rungs[-1].band == Band(hi=cuts[0])


@given(SENTENCES)
def test_any_sentence_is_read_without_failing_and_a_band_is_never_empty(text: str) -> None:
    split_points(text, D(1))
    by_words(text, top=True, bottom=True, unit="%")
    found = read_bound(text)
    if found is not None and found.band is not None and found.band.lo is not None and found.band.hi is not None:
        assert found.band.lo < found.band.hi or (found.band.lo == found.band.hi and found.band.lo_incl and found.band.hi_incl)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.sampled_from(["1", "2"]))
def test_a_sure_rule_over_shares_has_neither_gap_nor_overlap(lines: list[str], maximum: str) -> None:
    top = D(maximum)
    found = propose("Tiêu chí", top, tuple(Rung(*split_points(line, top)) for line in lines))
    if found.sure == "sure":
        assert not found.open
    if found.sure == "sure" and isinstance(found.rule, Bands | Ladder | YesNo):
        assert {top, D(0)} <= {rung.points for rung in found.rungs}
    if found.sure == "sure" and isinstance(found.rule, Bands):
        assert band_faults([rung.band for rung in found.rungs], HUNDRED) == ()


CODES = st.sampled_from(["1", "I", "1.1", "a", "-", "2", "1.1.1", "Tổng cộng", "0,5", " ", "(1)"])
CELLS = st.one_of(st.none(), SENTENCES, CODES, st.sampled_from([0, 1, 2.5]))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_every_row_ends_as_something_and_nothing_is_lost(rows: list[tuple[str, str, str]]) -> None:
    source = table(HEAD, *rows)
    columns = find_columns(source)
    assert columns is not None
    found = read_outline(source, columns)
    assert sum(found.counts.values()) == len(source.rows)
    tops = [top for root in (*found.bonus, *found.penalty) for top in (root.children or [root])]
    nodes = [node for root in (*found.fields, *tops) for node in all_of(root)]
    assert len(nodes) == found.counts["field"] + found.counts["criterion"]
    places = {rung.where.rsplit("!", 1)[-1][1:] for node in nodes for rung in node.rungs}
    assert len(places) == found.counts["rung"]  # a row may hold several rungs


def all_of(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in all_of(child))]
