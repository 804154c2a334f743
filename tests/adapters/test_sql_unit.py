import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from parscore.adapters.database import rows
from parscore.adapters.database.engine import DamagedDatabase, told
from parscore.adapters.files.workspace_folder import OpenWorkspace
from parscore.domain.assessment import EMPTY, Answer, NotApplicable, Profile
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, KeptFile, Link
from parscore.domain.outcome import Inputs
from tests.adapters.store_parts import PROFILE, SMALL_SET, Clock, Sets, new_store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sets() -> Sets:
    return Sets()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock, sets: Sets) -> Iterator[OpenWorkspace]:
    with closing(new_store(clock, sets).create(tmp_path / "năm", PROFILE, SMALL_SET)) as opened:
        yield opened


def reopened(workspace: OpenWorkspace, sets: Sets) -> OpenWorkspace:
    workspace.close()
    return new_store(sets=sets).open(workspace.folder)


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=4)
answers = st.builds(
    Answer,
    st.builds(
        Inputs,
        choice=st.none() | st.integers(1, 9),
        ticks=st.none() | st.frozensets(st.integers(1, 9)),
        values=st.dictionaries(st.sampled_from(["a", "số liệu", "whole"]), numbers),
        dates=st.dictionaries(st.sampled_from(["issued", "due"]), st.dates()),
        points=st.none() | numbers,
        settled=st.none() | st.integers(1, 9),
    ),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.none()
    | st.builds(NotApplicable, st.sampled_from(["excluded", "full", "zero"]), st.text(min_size=1).filter(str.isprintable), st.just("Sở")),
)


@given(answers)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_an_answer_comes_back_as_it_was_put(workspace: OpenWorkspace, answer: Answer) -> None:
    with workspace.begin() as unit:
        unit.put_answer("1.1", answer)
        assert unit.answers() == ({} if answer == EMPTY else {"1.1": answer})
        unit.commit()
    with workspace.begin() as unit:
        assert unit.answers().get("1.1", EMPTY) == answer


def test_no_ticks_differs_from_nothing_ticked(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        unit.put_answer("1.1", Answer(Inputs(ticks=frozenset())))
        unit.put_answer("1.2", Answer(Inputs(choice=1)))
        assert unit.answers()["1.1"].inputs.ticks == frozenset()
        assert unit.answers()["1.2"].inputs.ticks is None
        unit.put_answer("1.1", EMPTY)
        assert set(unit.answers()) == {"1.2"}


def test_numbers_are_stored_as_canonical_text(workspace: OpenWorkspace) -> None:
    row = rows.answer_row("1.1", Answer(Inputs(values={"a": Decimal("1.50")}, points=Decimal("1E+2"))))
    assert row["inputs"] == '{"points":"100","values":{"a":"1.5"}}'


def test_what_was_not_committed_is_gone_and_what_was_is_there_after_reopening(workspace: OpenWorkspace, sets: Sets) -> None:
    with workspace.begin() as unit:
        unit.put_answer("1.1", Answer(Inputs(choice=1)))
        unit.put_document(Document("d1"))
        unit.note("record", "1.1", "", "x")
    with workspace.begin() as unit:
        assert unit.answers() == {}
        assert unit.evidence().documents == {}
        assert [event.action for event in unit.history(10)] == ["create"]
        unit.put_answer("1.2", Answer(Inputs(choice=2), "vì sao"))
        unit.commit()
        unit.put_answer("1.3", Answer(Inputs(choice=1)))
    with closing(reopened(workspace, sets)) as again, again.begin() as unit:
        assert unit.answers() == {"1.2": Answer(Inputs(choice=2), "vì sao")}


def test_a_failure_in_the_middle_undoes_the_transaction(workspace: OpenWorkspace) -> None:
    def fail() -> None:
        with workspace.begin() as unit:
            unit.put_answer("1.1", Answer(Inputs(choice=1)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with workspace.begin() as unit:
        assert unit.answers() == {}


FILES = (KeptFile("a" * 64, "Quyết định.pdf", 10), KeptFile("b" * 64, "phụ lục.xlsx", 20))


def test_documents_and_links_come_back_in_order(workspace: OpenWorkspace, sets: Sets) -> None:
    full = Document("d2", "12/QĐ-SCT", date(2026, 3, 1), "Sở Công Thương", "Về việc", "https://vi.du", FILES)
    with workspace.begin() as unit:
        unit.put_document(full)
        unit.put_document(Document("d1"))
        unit.put_link(Link("1.2", "d2", "mục II"))
        unit.put_link(Link("1.1", "d1"))
        unit.put_link(Link("1.1", "d2", "trang 3"))
        unit.commit()
    with workspace.begin() as unit:
        unit.put_link(Link("1.2", "d2", "mục III"))
        unit.commit()
    with closing(reopened(workspace, sets)) as again, again.begin() as unit:
        book = unit.evidence()
    assert list(book.documents.items()) == [("d2", full), ("d1", Document("d1"))]
    assert book.links == (Link("1.2", "d2", "mục III"), Link("1.1", "d1"), Link("1.1", "d2", "trang 3"))


def test_a_document_is_replaced_with_its_files_and_keeps_its_place(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        unit.put_document(Document("d1", files=FILES))
        unit.put_document(Document("d2"))
        unit.commit()
        unit.put_document(Document("d1", "5/BC", files=FILES[1:]))
        unit.commit()
    with workspace.begin() as unit:
        assert list(unit.evidence().documents.values()) == [Document("d1", "5/BC", files=FILES[1:]), Document("d2")]


def test_evidence_read_inside_a_transaction_shows_its_own_changes_only_there(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        assert unit.evidence().documents == {}
        unit.put_document(Document("d1"))
        unit.put_link(Link("1.1", "d1"))
        assert unit.evidence().links == (Link("1.1", "d1"),)
    with workspace.begin() as unit:
        assert unit.evidence().links == ()
        unit.put_document(Document("d1"))
        unit.put_link(Link("1.1", "d1"))
        unit.commit()
        assert unit.evidence().links == (Link("1.1", "d1"),)
        unit.remove_link("1.1", "d1")
        unit.remove_document("d1")
        unit.commit()
        assert unit.evidence().documents == {}


def test_a_linked_document_cannot_be_removed_and_a_link_needs_its_document(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        unit.put_document(Document("d1"))
        unit.put_link(Link("1.1", "d1"))
        unit.commit()
    with pytest.raises(IntegrityError), workspace.begin() as unit:
        unit.remove_document("d1")
    with workspace.begin() as unit:
        unit.put_link(Link("1.1", "nobody"))
        with pytest.raises(IntegrityError):
            unit.commit()
    with workspace.begin() as unit:
        assert unit.evidence().links == (Link("1.1", "d1"),)


def test_evidence_is_read_once_while_nothing_changes_it(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        first = unit.evidence()
    with workspace.begin() as unit:
        unit.put_answer("1.1", Answer(Inputs(choice=1)))
        unit.commit()
    with workspace.begin() as unit:
        assert unit.evidence() is first


def test_the_history_says_who_what_and_when_and_the_newest_comes_first(
    workspace: OpenWorkspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now += timedelta(hours=1)
    with workspace.begin() as unit:
        unit.note("record", "1.1", "", '{"choice":1}')
        unit.note("record", "1.2", "x", "")
        unit.commit()
        newest, second, first = unit.history(10)
        assert unit.history(1) == (newest,)
    assert (second.action, second.subject, second.before, second.after) == ("record", "1.1", "", '{"choice":1}')
    assert second.at == clock.now
    assert second.at.utcoffset() == timedelta(hours=7)
    assert (newest.subject, first.action) == ("1.2", "create")
    assert newest.who


@pytest.mark.parametrize("statement", ["UPDATE history SET who = 'ai'", "DELETE FROM history"])
def test_the_history_cannot_be_changed(workspace: OpenWorkspace, statement: str) -> None:
    with closing(sqlite3.connect(workspace.folder / "parscore.db")) as bare, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        bare.execute(statement)


def test_the_profile_is_replaced(workspace: OpenWorkspace) -> None:
    with workspace.begin() as unit:
        assert unit.profile() == PROFILE
        unit.save_profile(Profile("Sở Y tế", "Tỉnh Mẫu", 2026))
        unit.commit()
    with workspace.begin() as unit:
        assert unit.profile() == Profile("Sở Y tế", "Tỉnh Mẫu", 2026)


def test_the_criteria_are_parsed_once_for_the_program(workspace: OpenWorkspace, sets: Sets) -> None:
    for _ in range(3):
        with workspace.begin() as unit:
            assert unit.criteria() is SMALL_SET
    assert sets.read == 1
    with closing(reopened(workspace, sets)) as again:
        for _ in range(2):
            with again.begin() as unit:
                unit.criteria()
    assert sets.read == 2


def test_criteria_that_were_changed_from_outside_are_damage(workspace: OpenWorkspace, sets: Sets) -> None:
    workspace.close()
    with closing(sqlite3.connect(workspace.folder / "parscore.db", isolation_level=None)) as bare:
        bare.execute("UPDATE criteria_version SET content = 'thu-2027'")
    with closing(new_store(sets=sets).open(workspace.folder)) as again, pytest.raises(Refused) as caught, again.begin() as unit:
        unit.criteria()
    assert caught.value.code == "workspace.damaged"


@pytest.mark.parametrize(
    ("code", "told_as"),
    [
        (sqlite3.SQLITE_FULL, "store.disk_full"),
        (sqlite3.SQLITE_READONLY, "workspace.read_only"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "store.unreachable"),
        (sqlite3.SQLITE_BUSY, "workspace.busy"),
    ],
)
def test_failures_of_the_disk_are_refusals(tmp_path: Path, code: int, told_as: str) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    with pytest.raises(Refused) as caught, told(tmp_path / "parscore.db"):
        raise error
    assert caught.value.code == told_as


def test_damage_is_told_and_bugs_stay_bugs(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"not a database" * 100)
    with pytest.raises(DamagedDatabase), told(tmp_path / "a.db"), closing(sqlite3.connect(tmp_path / "a.db")) as bare:
        bare.execute("SELECT * FROM sqlite_master")
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        told(tmp_path / "b.db"),
        closing(sqlite3.connect(tmp_path / "b.db")) as bare,
    ):
        bare.execute("SELECT * FROM nowhere")


def test_a_full_disk_refuses_the_commit_and_the_workspace_goes_on(workspace: OpenWorkspace) -> None:
    bare = workspace._database.bare
    pages = bare.execute("PRAGMA page_count").fetchone()[0]
    bare.execute(f"PRAGMA max_page_count = {pages}")

    def record() -> None:
        with workspace.begin() as unit:
            unit.put_answer("1.1", Answer(Inputs(choice=1), "dài " * 50_000))
            unit.commit()

    with pytest.raises(Refused) as caught:
        record()
    assert caught.value.code == "store.disk_full"
    bare.execute("PRAGMA max_page_count = 1000000")
    with workspace.begin() as unit:
        assert unit.answers() == {}
        unit.put_answer("1.1", Answer(Inputs(choice=1)))
        unit.commit()


def test_every_commit_is_durable_and_the_journal_a_rollback_journal(workspace: OpenWorkspace) -> None:
    bare = workspace._database.bare
    assert bare.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert bare.execute("PRAGMA synchronous").fetchone() == (3,)
    assert bare.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_times_in_any_zone_come_back(workspace: OpenWorkspace, clock: Clock) -> None:
    clock.now = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
    with workspace.begin() as unit:
        unit.note("record", "", "", "")
        assert unit.history(1)[0].at == clock.now


def test_a_transaction_that_first_read_and_then_writes_is_undone_whole(workspace: OpenWorkspace) -> None:
    """Right after opening, when the library that writes was not loaded for this connection yet."""
    with workspace.begin() as unit:
        assert unit.answers() == {}
        unit.put_answer("1.1", Answer(Inputs(choice=1)))
    with workspace.begin() as unit:
        assert unit.answers() == {}
        unit.put_answer("1.2", Answer(Inputs(choice=2)))
        unit.commit()
    with workspace.begin() as unit:
        assert set(unit.answers()) == {"1.2"}
