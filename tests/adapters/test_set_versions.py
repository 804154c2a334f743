"""Versions of the set and what stands beside the answers, in a real database."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from parscore.domain.assessment import Answer, NotApplicable
from parscore.domain.beside import Archived, Beside, Content, LeafNote, MoveRecord, PastAnswer, PastEvidence
from parscore.domain.code_map import CodeMap
from parscore.domain.evidence import Link
from parscore.domain.outcome import Inputs, Why
from tests.adapters.store_parts import PROFILE, SMALL_SET, Sets, new_store

PAST = PastAnswer(
    "before_move",
    2026,
    "1.1",
    "Tiêu chí một",
    Decimal("1.5"),
    Decimal("0.25"),
    Answer(Inputs(2, frozenset({1}), {"a": Decimal("0.5")}, {"issued": date(2026, 1, 2)}), "vì", NotApplicable("full", "lý do", "CV")),
    Why("why.share", {"share": "70", "count": 2}, "câu", (("Tỷ lệ", "70%"),)),
    (PastEvidence("12/KH", "mục I", "d1"),),
)
UNSCORED = PastAnswer("last_year", 2025, "1.2", "Tiêu chí hai", Decimal(1))
ARCHIVED = Archived("1.9", PAST, LeafNote("Phòng A", "ghi"), (UNSCORED,))
LINK = Link("1.1", "d1", "mục")
CONTENT = Content("d" * 64, {"1.1": PAST.answer}, {("1.1", "d1"): LINK}, Beside({"1.1": (PAST,)}, {"x": ARCHIVED}, {"1.1": LeafNote("A")}))
RECORD = MoveRecord(CONTENT, Content("e" * 64), CodeMap({"1.1": (), "1.2": ("1", "2")}))


def test_what_stands_beside_the_answers_reads_back_as_it_was_written(tmp_path: Path) -> None:
    with closing(new_store().create(tmp_path / "a", PROFILE, SMALL_SET)) as workspace:
        with workspace.begin() as unit:
            unit.put_beside("past", "1.1", (PAST, UNSCORED))
            unit.put_beside("archive", "x", ARCHIVED)
            unit.put_beside("note", "1.1", LeafNote("Phòng A"))
            unit.put_beside("move", "m1", RECORD)
            unit.put_beside("move", "m2", replace(RECORD, codes=CodeMap()))
            unit.commit()
        with workspace.begin() as unit:
            assert unit.beside() == Beside({"1.1": (PAST, UNSCORED)}, {"x": ARCHIVED}, {"1.1": LeafNote("Phòng A")})
            assert list(unit.moves().items()) == [("m1", RECORD), ("m2", replace(RECORD, codes=CodeMap()))]
            unit.put_beside("past", "1.1", None)
            unit.put_beside("note", "1.1", LeafNote("Phòng B"))
            unit.put_beside("move", "m2", None)
            unit.commit()
        with workspace.begin() as unit:
            assert unit.beside() == Beside({}, {"x": ARCHIVED}, {"1.1": LeafNote("Phòng B")})
            assert list(unit.moves()) == ["m1"]


def test_every_version_is_kept_and_the_one_before_is_taken_up_again(tmp_path: Path) -> None:
    sets = Sets()
    new = replace(SMALL_SET, code="thu-2026-2", version="2", digest="e" * 64)
    sets.known[new.code] = new
    with closing(new_store(sets=sets).create(tmp_path / "a", PROFILE, SMALL_SET)) as workspace:
        with workspace.begin() as unit:
            unit.use_set(new)
            unit.commit()
        with workspace.begin() as unit:
            assert unit.criteria() == new
            assert unit.version("0" * 64) is None
            unit.use_set(SMALL_SET)
            unit.commit()
    with closing(new_store(sets=Sets()).open(tmp_path / "a")) as workspace, workspace.begin() as unit:
        assert unit.criteria() is SMALL_SET
        assert [(each.version, each.digest) for each in unit.versions()] == [("1", "d" * 64), ("2", "e" * 64)]
    with closing(new_store(sets=sets).open(tmp_path / "a")) as workspace, workspace.begin() as unit:
        assert unit.version("e" * 64) is new


def test_a_version_that_is_not_committed_is_not_there(tmp_path: Path) -> None:
    new = replace(SMALL_SET, code="khác", digest="e" * 64)
    with closing(new_store().create(tmp_path / "a", PROFILE, SMALL_SET)) as workspace:
        with workspace.begin() as unit:
            unit.use_set(new)
        with workspace.begin() as unit:
            assert unit.criteria() is SMALL_SET
            assert len(unit.versions()) == 1
