"""What stands beside the answers, written as plain values and read again."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parscore.domain.assessment import Profile
from parscore.domain.beside import Archived, Beside, BesideValue, Content, LeafNote, MoveRecord
from parscore.domain.code_map import CodeMap
from parscore.domain.evidence import EvidenceBook, Link
from parscore.domain.moving import past_answer
from parscore.domain.plain_beside import plain_value, read_archived, read_move, read_note, read_past
from parscore.domain.year_work import YearWork
from tests.domain.random_years import year_of


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_move_with_every_kind_of_answer_reads_back_as_it_was_written(seed: int) -> None:
    year = year_of(seed)
    work = YearWork(Profile("Sở", "Tỉnh", 2026), year, EvidenceBook())
    past = {key: (past_answer(work, key, "before_move"),) for key in work.sheet.leaves}
    archive = {f"a{at}": Archived(key, found[0], LeafNote("Phòng", "ghi"), found) for at, (key, found) in enumerate(past.items())}
    answers = {key: answer for key, answer in year.answers.items() if not answer.is_empty}
    links = {(key, "d"): Link(key, "d", "mục") for key in answers}
    content = Content("x", answers, links, Beside(past, archive, {key: LeafNote(key) for key in answers}))
    record = MoveRecord(content, replace(content, digest="y"), CodeMap({"1": ("2", "3"), "4": ()}))
    assert read_move(json.loads(json.dumps(plain_value(record)))) == record


@pytest.mark.parametrize("value", [LeafNote("Phòng A", "đợi"), LeafNote()])
def test_a_note_reads_back_as_it_was_written(value: LeafNote) -> None:
    assert read_note(json.loads(json.dumps(plain_value(value)))) == value


def test_an_archived_leaf_and_a_list_of_earlier_answers_read_back_too() -> None:
    year = year_of(5)
    work = YearWork(Profile("Sở", "Tỉnh", 2026), year, EvidenceBook())
    found = tuple(past_answer(work, key, "last_year") for key in work.sheet.leaves)
    archived: BesideValue = Archived("1", found[0], LeafNote(), found)
    assert read_archived(json.loads(json.dumps(plain_value(archived)))) == archived
    assert tuple(read_past(each) for each in json.loads(json.dumps(plain_value(found)))) == found
