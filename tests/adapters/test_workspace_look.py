"""A workspace read from outside while it stays as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from parscore.domain.assessment import Answer
from parscore.domain.beside import Beside, LeafNote
from parscore.domain.errors import Refused
from parscore.domain.outcome import Inputs
from parscore.texts import say
from tests.adapters.store_parts import PROFILE, SMALL_SET, new_store


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_a_workspace_is_looked_at_without_a_lock_or_a_change_while_it_is_open(tmp_path: Path) -> None:
    store = new_store()
    with closing(store.create(tmp_path / "a", PROFILE, SMALL_SET, Beside(notes={"1.1": LeafNote("Phòng A", "nhớ")}))) as workspace:
        with workspace.begin() as unit:
            unit.put_answer("1.1", Answer(Inputs(choice=1)))
            unit.commit()
        before = contents(tmp_path / "a")
        with store.look(tmp_path / "a") as looked:
            assert looked.profile() == PROFILE
            assert looked.answers() == {"1.1": Answer(Inputs(choice=1))}
            assert looked.beside().notes == {"1.1": LeafNote("Phòng A", "nhớ")}
        assert contents(tmp_path / "a") == before
        with workspace.begin() as unit:
            unit.put_answer("1.1", Answer(Inputs(choice=2)))
            unit.commit()


def test_what_is_no_workspace_or_was_interrupted_while_writing_cannot_be_looked_at(tmp_path: Path) -> None:
    store = new_store()
    for folder, code in ((tmp_path / "không có", "workspace.missing"), (tmp_path, "workspace.not_one")):
        with pytest.raises(Refused, match=code), store.look(folder):
            pass
    store.create(tmp_path / "a", PROFILE, SMALL_SET).close()
    database, held = tmp_path / "a" / "parscore.db", tmp_path / "held"
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("PRAGMA cache_spill = 1")
        writer.execute("BEGIN IMMEDIATE")
        for number in range(2000):
            writer.execute("INSERT INTO answer VALUES (?, '{}', ?, NULL, NULL, NULL)", (str(number), "x" * 500))
        held.mkdir()
        for file in (database, database.with_name("parscore.db-journal")):
            (held / file.name).write_bytes(file.read_bytes())
        writer.execute("ROLLBACK")
    before = contents(held)
    with pytest.raises(Refused) as caught, store.look(held):
        pass
    assert caught.value.code == "workspace.interrupted"
    assert "mở thư mục đó bằng parscore một lần" in say(caught.value.code, **caught.value.facts)
    assert contents(held) == before
    store.open(held).close()
    with store.look(held) as looked:
        assert looked.answers() == {}
