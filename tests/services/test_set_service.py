"""From a table that was sent to a set in the person's library, with what was settled remembered for the next one."""

from dataclasses import replace
from pathlib import Path

import pytest

from parscore.adapters.files.criteria_yaml import load_criteria
from parscore.bootstrap import build_app
from parscore.domain import set_editing as edit
from parscore.domain.criteria import Criterion, Field
from parscore.domain.errors import Refused
from parscore.domain.rules import FAMILIES
from parscore.domain.set_draft import SetDraft
from parscore.domain.settled_wording import REMEMBERED, questions_of
from parscore.domain.settling import open_questions
from parscore.services.set_service import SetService
from tests.builders import LADDER_RUNGS, OVERLAPPING_RUNGS, D, deep_set, leaf, small_set
from tests.sheet_builder import save_book

ROWS: list[list[object]] = [
    ["STT", "Tiêu chí", "Điểm tối đa"],
    [1, "Chỉ đạo", 3],
    ["1.1", "Kế hoạch", 1],
    [None, "Có ban hành: 1"],
    [None, "Không ban hành: 0"],
    ["1.2", "Tuyên truyền", 2],
    [None, "Từ 70% - 100% kế hoạch: 2"],
    [None, "Từ 50% - 70% kế hoạch: 1"],
    [None, "Dưới 50% kế hoạch: 0"],
]


@pytest.fixture
def sets() -> SetService:
    return build_app().sets


def settled(draft: SetDraft, key: str, choice: int) -> SetDraft:
    question = open_questions(draft.node(key))[0]
    return draft.with_node(key, lambda _: question.choices[choice].leaf)


def test_a_table_is_read_settled_adopted_and_found_in_the_library(sets: SetService, tmp_path: Path) -> None:
    draft = sets.read(save_book(tmp_path / "bộ 2026.xlsx", ROWS))
    assert [each.code for each in draft.open_leaves()] == ["1.2"]
    assert "set.overlap" in {finding.code for finding in sets.findings(draft)}
    draft = settled(draft, "1.2", 0)
    assert "set.overlap" not in {finding.code for finding in sets.findings(draft)}
    adopted = sets.adopt(draft)
    assert (adopted.to_settle, adopted.to_confirm, adopted.before) == (0, 0, None)
    assert load_criteria(adopted.file) == adopted.criteria
    assert adopted.criteria.code in {each.code for each in build_app().criteria.list()}
    again = sets.adopt(sets.open(adopted.criteria.code))
    assert (again.file, again.criteria) == (adopted.file, adopted.criteria)


def test_what_was_settled_once_is_proposed_for_the_same_wording_and_still_to_be_looked_at(sets: SetService, tmp_path: Path) -> None:
    first = settled(sets.read(save_book(tmp_path / "a.xlsx", ROWS)), "1.2", 0)
    sets.adopt(first)
    next_year = [[*row] for row in ROWS]
    next_year[5][1] = "Tuyên truyền năm sau"
    draft = build_app().sets.read(save_book(tmp_path / "b.xlsx", next_year))
    assert draft.node("1.2").rungs[0].band == first.node("1.2").rungs[0].band
    assert (draft.node("1.2").sure, draft.node("1.2").open) == ("check", (REMEMBERED,))
    next_year[6][1] = "Từ 71% - 100% kế hoạch: 2"
    other = build_app().sets.read(save_book(tmp_path / "c.xlsx", next_year))
    assert REMEMBERED not in other.node("1.2").open


def test_what_was_settled_before_tells_the_rungs_that_differ_and_can_be_asked_anew(sets: SetService, tmp_path: Path) -> None:
    first = settled(sets.read(save_book(tmp_path / "a.xlsx", ROWS)), "1.2", 0)
    sets.adopt(first)
    draft = build_app().sets.read(save_book(tmp_path / "b.xlsx", ROWS))
    now, read = draft.node("1.2"), draft.as_read["1.2"]
    question = questions_of(now, read)[0]
    assert question.facts["rungs"] == (now.rungs[1],)
    as_before, anew = question.choices
    assert (as_before.code, as_before.leaf.sure, as_before.leaf.rungs) == ("as_before", "sure", now.rungs)
    assert (anew.code, anew.leaf) == ("ask_anew", read)
    assert questions_of(now, None) == open_questions(now)
    assert questions_of(read, read) == open_questions(read)


def test_a_damaged_memory_is_set_aside_and_reading_goes_on(sets: SetService, tmp_path: Path, own_home: Path) -> None:
    sets.adopt(settled(sets.read(save_book(tmp_path / "a.xlsx", ROWS)), "1.2", 0))
    memory = next(own_home.rglob("cau-hoi-da-tra-loi.json"))
    for content in ("{", '["x"]', '{"a": ["Lạ", 1]}', '{"a": ["Settled"]}'):
        memory.write_text(content, encoding="utf-8")
        assert build_app().sets.read(tmp_path / "a.xlsx").node("1.2").open == ("overlap",)
        assert not memory.exists()
    assert memory.with_suffix(".hong.json").read_text(encoding="utf-8") == '{"a": ["Settled"]}'


def test_an_adopted_set_that_is_changed_becomes_a_new_version_and_the_old_one_stays(sets: SetService) -> None:
    draft = sets.open("mau-cap-so-2026")
    key = next(leaf.key for leaf in draft.criteria.leaves())
    adopted = sets.adopt(edit.with_name(draft, key, "Tên khác"))
    old = sets.open("mau-cap-so-2026").criteria
    assert adopted.criteria.code == "mau-cap-so-2026-2"
    assert (adopted.criteria.version, adopted.criteria.replaces) == ("2", old.digest)


def test_every_family_survives_being_adopted_with_its_questions(sets: SetService) -> None:
    asked = tuple(replace(each, sure="open", open=("inputs",)) for each in small_set().fields[0].children)
    adopted = sets.adopt(SetDraft(small_set(*asked)))
    assert {each.rule.kind for each in adopted.criteria.leaves() if each.rule} == set(FAMILIES)
    assert all(each.open == ("inputs",) for each in adopted.criteria.leaves())


def test_without_accepting_the_sure_ones_every_rule_waits_to_be_confirmed(sets: SetService, tmp_path: Path) -> None:
    draft = sets.read(save_book(tmp_path / "a.xlsx", ROWS))
    adopted = sets.adopt(draft, file=tmp_path / "b.yaml", accept_sure=False)
    assert (adopted.to_settle, adopted.to_confirm) == (1, 1)


def test_an_own_file_of_the_same_name_is_set_aside_not_written_over(sets: SetService, tmp_path: Path) -> None:
    file = tmp_path / "bộ.yaml"
    file.write_text("của tôi", encoding="utf-8")
    adopted = sets.adopt(SetDraft(small_set()), file=file)
    assert adopted.before is not None
    assert adopted.before.read_text(encoding="utf-8") == "của tôi"
    assert sets.adopt(SetDraft(small_set()), file=file).before is None
    file.write_text("khác nữa", encoding="utf-8")
    assert sets.adopt(SetDraft(small_set()), file=file).before != adopted.before


def test_rungs_above_a_leaf_are_kept_as_words_when_adopted(sets: SetService) -> None:
    above = Criterion("1.1", "1.1", "Kế hoạch", D(1), None, LADDER_RUNGS, (leaf("1.1.1", FAMILIES["manual"]()),), help="Xem thêm")
    criteria = replace(small_set(), fields=(Field("1", "1", "Chỉ đạo", D(1), (above,)),))
    made = sets.adopt(SetDraft(criteria)).criteria.fields[0].children[0]
    assert made.rungs == ()
    assert made.help == "Xem thêm\nBan hành kịp thời: 1\nBan hành không kịp thời: 0,5\nKhông ban hành: 0"


def test_a_set_without_a_title_or_without_leaves_is_refused_and_nothing_is_written(sets: SetService, own_home: Path) -> None:
    with pytest.raises(Refused, match="no_leaves"):
        sets.adopt(sets.empty("Bộ mới", 2027))
    with pytest.raises(Refused, match="no_title"):
        sets.adopt(SetDraft(replace(deep_set(), title=" ")))
    assert not list(own_home.rglob("*.yaml"))


def test_a_set_may_be_made_from_nothing(sets: SetService) -> None:
    draft, field = edit.added(sets.empty("Bộ mới", 2027), "", "1", "Chỉ đạo")
    draft, key = edit.added(draft, field, "1.1", "Kế hoạch")
    draft = edit.moved(draft, key, "in")
    draft = edit.with_maximum(edit.with_maximum(draft, key, D(2)), field, D(2))
    draft = edit.with_kind(edit.with_rungs(draft, key, OVERLAPPING_RUNGS), key, "bands")
    assert draft.node(key).open == ("gap", "overlap")
    assert sets.adopt(draft).criteria.leaf("1.1").max_points == 2


def test_columns_that_a_person_chose_are_read_instead(sets: SetService, tmp_path: Path) -> None:
    rows = [[*row, None, other] for row, other in zip(ROWS, ["Điểm tối đa năm trước", 6, 2, None, None, 4, None, None, None], strict=True)]
    file = save_book(tmp_path / "a.xlsx", rows)
    draft = sets.read(file)
    assert draft.columns is not None
    assert draft.headings[4] == "Điểm tối đa năm trước"
    chosen = sets.read(file, columns=replace(draft.columns, points=4))
    assert [draft.node("1.1").max_points, chosen.node("1.1").max_points] == [1, 2]


def test_a_survey_to_be_confirmed_is_not_counted_among_what_the_department_scores(sets: SetService, tmp_path: Path) -> None:
    rows = [*ROWS, ["1.3", "Mức độ hài lòng (điều tra xã hội học)", 5]]
    adopted = sets.adopt(sets.read(save_book(tmp_path / "a.xlsx", rows)))
    assert adopted.criteria.leaf("1.3").open == ("survey",)
    assert (adopted.ready, adopted.to_settle, adopted.to_confirm) == (1, 1, 0)


def test_a_draft_is_kept_in_place_of_the_one_before_and_let_go(sets: SetService, tmp_path: Path) -> None:
    draft = SetDraft(small_set())
    file = tmp_path / "nháp.yaml"
    sets.keep_draft(draft, file)
    sets.keep_draft(replace(draft, criteria=replace(draft.criteria, title="Bộ sửa dở")), file)
    assert sets.open(str(file)).criteria.title == "Bộ sửa dở"
    assert list(tmp_path.iterdir()) == [file]
    sets.drop_draft(file)
    sets.drop_draft(file)
    assert list(tmp_path.iterdir()) == []
