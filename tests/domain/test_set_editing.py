"""Correcting a draft: nothing is lost, everything can be taken back, keys stay one to one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parscore.domain import set_editing as edit
from parscore.domain.criteria import Criterion, walk
from parscore.domain.errors import Refused
from parscore.domain.outcome import Rung
from parscore.domain.rules import Bands
from parscore.domain.set_draft import SetDraft, lines, rebuilt, with_own_keys
from tests.builders import D, band, deep_set, leaf, small_set

DRAFT = SetDraft(deep_set())


def shape(draft: SetDraft) -> list[tuple[int, str]]:
    return [(line.depth, line.node.code) for line in lines(draft.criteria)]


def test_a_set_taken_to_lines_and_back_is_the_same_set() -> None:
    assert rebuilt(deep_set(), lines(deep_set())) == deep_set()


def test_a_criterion_moves_in_out_up_and_down_with_what_stands_under_it() -> None:
    assert shape(edit.moved(DRAFT, "2.2*", "in"))[-3:] == [(2, "1.4"), (2, "2.2"), (3, "1.13")]
    assert shape(edit.moved(DRAFT, "2.2*", "out"))[-2:] == [(0, "2.2"), (1, "1.13")]
    up = edit.moved(DRAFT, "2.2*", "up")
    assert shape(up)[4:] == [(0, "2"), (1, "2.2"), (2, "1.13"), (1, "2.1"), (2, "1.3"), (2, "1.4")]
    assert edit.moved(up, "2.2*", "down").criteria == DRAFT.criteria
    assert edit.moved(edit.moved(DRAFT, "2.2*", "out"), "2.2*", "in").criteria == DRAFT.criteria
    for key, where in (("1", "up"), ("1", "in"), ("1", "out"), ("2", "down"), ("1.1", "up")):
        with pytest.raises(Refused, match="no_place"):
            edit.moved(DRAFT, key, where)  # type: ignore[arg-type]


def test_a_leaf_may_be_put_under_another_parent_but_nothing_under_itself() -> None:
    put = edit.put_under(DRAFT, "1.1", "2.1*")
    assert shape(put) == [
        (0, "1"),
        (1, "1.1"),
        (2, "1.5"),
        (0, "2"),
        (1, "2.1"),
        (2, "1.3"),
        (2, "1.4"),
        (2, "1.1"),
        (1, "2.2"),
        (2, "1.13"),
    ]
    with pytest.raises(Refused, match="own_child"):
        edit.put_under(DRAFT, "2", "2.1*")


def test_a_coded_rung_read_as_a_criterion_becomes_a_rung_and_back() -> None:
    first = replace(leaf("9.1", None, "2"), name="Từ 90% trở lên: 2", where="'B'!B9")
    draft = SetDraft(small_set(leaf("9", None, "2"), first, replace(leaf("9.2", None, "0"), name="Dưới 90%: 0")))
    as_rungs = edit.node_to_rung(edit.node_to_rung(draft, "9.1"), "9.2")
    made = as_rungs.node("9")
    assert [(rung.text, rung.points) for rung in made.rungs] == [("Từ 90% trở lên", 2), ("Dưới 90%", 0)]
    assert made.rule is not None
    assert made.rule.kind == "bands"
    apart, key = edit.rung_to_node(as_rungs, "9", 2)
    assert (apart.node(key).name, len(apart.node("9").rungs)) == ("Dưới 90%", 1)
    with pytest.raises(Refused, match="no_leaf_above"):
        edit.node_to_rung(draft, "9")
    with pytest.raises(Refused, match="has_children"):
        edit.node_to_rung(DRAFT, "2.1*")


def test_points_and_bounds_are_corrected_and_new_faults_are_asked() -> None:
    bad = edit.with_band(DRAFT, "1.5", 2, band("70", "95", "lo"))
    assert (bad.node("1.5").open, bad.node("1.5").sure) == (("overlap",), "open")
    assert edit.with_band(bad, "1.5", 2, band("70", "90", "lo")).node("1.5").open == ()
    assert edit.with_maximum(DRAFT, "1.1", D(2)).node("1.1").open == ("top_not_max",)
    with pytest.raises(Refused, match="negative"):
        edit.with_maximum(DRAFT, "1.1", D(-1))
    with pytest.raises(Refused, match="no_such_rung"):
        edit.with_band(DRAFT, "1.5", 9, None)


def test_another_rule_keeps_the_numbers_and_settles_what_rule_it_is() -> None:
    doubtful = DRAFT.with_node("1.5", lambda node: replace(node, sure="check", open=("inputs", "formula")))
    made = edit.with_kind(doubtful, "1.5", "proportional").node("1.5")
    assert (made.open, made.sure) == ((), "sure")
    assert made.rule is not None
    before = DRAFT.node("1.5").rule
    assert isinstance(before, Bands)
    assert made.rule.inputs == before.inputs


def test_a_new_field_and_criterion_are_added_and_removed_with_all_below() -> None:
    with_field, field = edit.added(DRAFT, "", "3", "Cải cách tài chính công")
    with_leaf, key = edit.added(with_field, "1.5", "1.1.3", "Báo cáo")
    assert with_leaf.node(key).rule is not None
    assert shape(edit.removed(edit.removed(with_leaf, key), field)) == shape(DRAFT)
    assert shape(edit.removed(DRAFT, "2.1*")) == [(0, "1"), (1, "1.1"), (2, "1.1"), (2, "1.5"), (0, "2"), (1, "2.2"), (2, "1.13")]


def test_bonus_stands_apart_from_the_fields() -> None:
    made = edit.in_part(DRAFT, "2.2*", "bonus").criteria
    assert [each.code for each in made.bonus] == ["2.2"]
    assert [child.code for child in made.fields[1].children] == ["2.1"]


def test_adopted_keys_follow_the_printed_codes() -> None:
    swapped = edit.with_code(edit.with_code(DRAFT, "1.3", "1.4"), "1.4", "1.3")
    made, keys = with_own_keys(swapped.criteria)
    assert (made.leaf("1.3").name, keys["1.4"]) == ("Tiêu chí 1.4", "1.3")
    assert len({node.key for field in made.fields for node in walk(field)}) == len(keys)


ACTS = st.sampled_from(["in", "out", "up", "down", "rung", "node", "bonus", "field"])


@given(st.lists(st.tuples(st.integers(0, 30), ACTS), max_size=12))
def test_whatever_is_moved_no_sentence_is_lost(acts: list[tuple[int, str]]) -> None:
    draft = DRAFT
    words = _words(draft)
    for at, act in acts:
        nodes = [line.node for line in lines(draft.criteria)]
        node = nodes[at % len(nodes)]
        try:
            draft = _done(draft, node, act)
        except Refused:
            continue
        made = [line.node.key for line in lines(draft.criteria)]
        assert len(set(made)) == len(made)
        assert words <= _words(draft), (act, node.code)


def _done(draft: SetDraft, node: Criterion, act: str) -> SetDraft:
    if act == "rung":
        return edit.node_to_rung(draft, node.key)
    if act == "node":
        return edit.rung_to_node(draft, node.key, 1)[0]
    if act in {"bonus", "field"}:
        return edit.in_part(draft, node.key, act)  # type: ignore[arg-type]
    return edit.moved(draft, node.key, act)  # type: ignore[arg-type]


def _words(draft: SetDraft) -> set[str]:
    """Every sentence of the set, whether of a node or of a rung."""
    nodes = [line.node for line in lines(draft.criteria)]
    rungs: list[Rung] = [rung for node in nodes for rung in node.rungs]
    return {node.name for node in nodes} | {rung.text for rung in rungs}


def test_a_version_in_words_is_counted_up_and_never_grows_a_tail() -> None:
    from parscore.domain.set_sealing import next_version

    assert [next_version(each) for each in ("1", "9", "sửa đổi", "sửa đổi (2)", "sửa đổi (10)", "")] == [
        "2",
        "10",
        "sửa đổi (2)",
        "sửa đổi (3)",
        "sửa đổi (11)",
        " (2)",
    ]
