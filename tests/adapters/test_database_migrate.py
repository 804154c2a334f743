import shutil
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from parscore.adapters.database import migrate
from parscore.adapters.database.engine import DamagedDatabase, Database
from parscore.adapters.database.tables import METADATA
from parscore.adapters.files.workspace_folder import BACKUPS, DATABASE
from parscore.domain.assessment import Answer, NotApplicable
from parscore.domain.beside import LeafNote
from parscore.domain.errors import Refused
from parscore.domain.evidence import Document, KeptFile, Link
from parscore.domain.outcome import Inputs
from parscore.services.progress import Silent
from parscore.texts import say
from tests.adapters.store_parts import PROFILE, SMALL_SET, new_store, put, sha256

FILLED_R0001 = (
    f"INSERT INTO workspace VALUES (1, '{PROFILE.department}', '{PROFILE.province}', 2026, '{PROFILE.parent}', '{PROFILE.place}', 'SCT')",
    "INSERT INTO criteria_set VALUES "
    f"(1, 'thu-2026', '1', 2026, '{'d' * 64}', 'thu-2026', '{sha256(b'thu-2026')}', '2026-11-24T10:00:00+07:00')",
    """INSERT INTO answer VALUES ('1.1', '{"choice":1,"ticks":[],"values":{"a":"0.25"}}', 'Đã ban hành', NULL, NULL, NULL)""",
    "INSERT INTO answer VALUES ('1.2', '{}', '', 'excluded', 'Không phát sinh', 'Sở Nội vụ')",
    "INSERT INTO document (id, number, issued, issuer, title, web) VALUES ('d1', '12/QĐ-SCT', '2026-03-01', 'Sở', 'Về việc', '')",
    f"INSERT INTO document_file VALUES ('d1', 1, '{sha256(b'evidence')}', 'Quyết định.pdf', 8)",
    "INSERT INTO link (leaf, document, place) VALUES ('1.1', 'd1', 'mục II')",
    "INSERT INTO history (at, who, action, subject, was, became) VALUES ('2026-11-24T10:00:00+07:00', 'lan', 'record', '1.1', '', '{}')",
)
FILLED_R0002 = (
    FILLED_R0001[0],
    "INSERT INTO criteria_version VALUES "
    f"(1, 'thu-2026', '1', 2026, '{'d' * 64}', 'thu-2026', '{sha256(b'thu-2026')}', '2026-11-24T10:00:00+07:00')",
    f"INSERT INTO criteria_set VALUES (1, '{sha256(b'thu-2026')}')",
    *FILLED_R0001[2:],
    """INSERT INTO beside VALUES (1, 'note', '1.1', '{"note":"","unit":"Phòng A"}')""",
)
FILLED = {"r0001": FILLED_R0001, "r0002": FILLED_R0002}


def workspace_of(folder: Path, revision: str) -> Path:
    """A workspace as the program of a released revision left it, something in every table."""
    folder.mkdir()
    put(folder / "evidence", sha256(b"evidence"), b"evidence")
    with closing(Database(folder / DATABASE)) as database:
        migrate.upgrade(database, revision)
        for statement in FILLED[revision]:
            database.bare.execute(statement)
    return folder


def revision_in(folder: Path) -> str:
    with closing(sqlite3.connect(folder / DATABASE)) as bare:
        return str(bare.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def schema(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as bare:
        return bare.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize("revision", migrate.REVISIONS)
def test_a_filled_workspace_of_every_released_revision_opens_with_all_it_held(tmp_path: Path, revision: str) -> None:
    folder = workspace_of(tmp_path / "năm 2026", revision)
    with closing(new_store().open(folder)) as workspace:
        with workspace.begin() as unit:
            assert unit.profile() == PROFILE
            assert unit.criteria() is SMALL_SET
            assert unit.answers() == {
                "1.1": Answer(Inputs(choice=1, ticks=frozenset(), values={"a": Decimal("0.25")}), "Đã ban hành"),
                "1.2": Answer(not_applicable=NotApplicable("excluded", "Không phát sinh", "Sở Nội vụ")),
            }
            kept = KeptFile(sha256(b"evidence"), "Quyết định.pdf", 8)
            assert unit.evidence().documents == {"d1": Document("d1", "12/QĐ-SCT", date(2026, 3, 1), "Sở", "Về việc", "", (kept,))}
            assert unit.evidence().links == (Link("1.1", "d1", "mục II"),)
            assert unit.history(5)[-1].who == "lan"
            [version] = unit.versions()
            assert (version.code, version.version, version.digest, version.at.hour) == ("thu-2026", "1", SMALL_SET.digest, 10)
            assert unit.version(SMALL_SET.digest) is SMALL_SET
            assert unit.beside().notes == ({} if revision == "r0001" else {"1.1": LeafNote("Phòng A")})
        assert workspace.verify(Silent()) == ()
    assert revision_in(folder) == migrate.REVISIONS[-1]


@pytest.mark.parametrize("revision", migrate.REVISIONS)
def test_a_workspace_of_every_released_revision_is_looked_at_and_stays_as_it_is(tmp_path: Path, revision: str) -> None:
    folder = workspace_of(tmp_path / "năm 2026", revision)
    before = (folder / DATABASE).read_bytes()
    with new_store().look(folder) as unit:
        assert unit.answers()["1.1"].explanation == "Đã ban hành"
        assert unit.beside().archive == {}
    assert (folder / DATABASE).read_bytes() == before
    assert sorted(entry.name for entry in folder.iterdir()) == ["evidence", DATABASE]


def test_every_filled_table_is_in_the_fixture(tmp_path: Path) -> None:
    for revision, statements in FILLED.items():
        with closing(Database(tmp_path / f"{revision}.db")) as database:
            migrate.upgrade(database, revision)
            names = {row[0] for row in database.bare.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in names - {"alembic_version", "sqlite_sequence"}:
            assert any(f"INSERT INTO {name} " in statement for statement in statements), (revision, name)


def test_the_known_revisions_are_those_of_the_scripts_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert list(reversed(found)) == list(migrate.REVISIONS)


def test_the_migrations_make_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "a.db")) as database:
        migrate.upgrade(database)
        bare = database.bare
        strict = {row[1]: row[5] for row in bare.execute("PRAGMA table_list")}
        for table in METADATA.sorted_tables:
            made = {row[1]: (row[2], bool(row[3]), bool(row[5])) for row in bare.execute(f"PRAGMA table_info({table.name})")}
            wanted = {column.name: (str(column.type), not column.nullable, column.primary_key) for column in table.columns}
            assert made == wanted, table.name
            assert strict[table.name] == 1
            keys = {(row[3], row[2], row[4]) for row in bare.execute(f"PRAGMA foreign_key_list({table.name})")}
            assert keys == {(key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys}


def test_a_newer_workspace_is_refused_and_left_untouched(tmp_path: Path) -> None:
    folder = workspace_of(tmp_path / "a", "r0001")
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as bare:
        bare.execute("UPDATE alembic_version SET version_num = 'r9999'")
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(Refused) as caught:
        new_store().open(folder)
    assert caught.value.code == "workspace.too_new"
    assert "r9999" in say(caught.value.code, **caught.value.facts)
    assert (folder / DATABASE).read_bytes() == before
    assert not (folder / "parscore.lock").exists()


NEXT = """
from alembic import op

revision = "r0003"
down_revision = "r0002"


def upgrade() -> None:
    op.execute("CREATE TABLE next (id INTEGER PRIMARY KEY) STRICT")
    op.execute("UPDATE answer SET explanation = 'r0003'")
    op.execute("DROP TABLE document_file")
    {last}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A version of the program with one revision more; gives the folder of its scripts."""
    scripts = tmp_path / "kịch bản 100%"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    return scripts / "versions" / "r0003_next.py"


def test_an_older_workspace_is_backed_up_then_brought_up(tmp_path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace_of(tmp_path / "a", "r0001")
    next_version.write_text(NEXT.format(last="pass"), encoding="utf-8")
    monkeypatch.setattr(migrate, "REVISIONS", ("r0001", "r0002", "r0003"))
    with closing(new_store().open(folder)) as workspace:
        codes = [code for code, _ in workspace.notices]
        assert codes == ["workspace.brought_up", "backup.made"]
        assert all(say(code, **facts) for code, facts in workspace.notices)
        assert workspace._database.bare.execute("PRAGMA foreign_keys").fetchone() == (1,)
        with workspace.begin() as unit:
            assert unit.answers()["1.1"].explanation == "r0003"
    assert revision_in(folder) == "r0003"
    (old,) = [file for file in (folder / BACKUPS).iterdir() if file.name.endswith("-migration.db")]
    with closing(sqlite3.connect(old)) as bare:
        assert bare.execute("SELECT explanation FROM answer WHERE leaf = '1.1'").fetchone() == ("Đã ban hành",)
        assert bare.execute("SELECT version_num FROM alembic_version").fetchone() == ("r0001",)


def test_a_backup_of_an_older_revision_is_brought_up_when_restored(
    tmp_path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace_of(tmp_path / "a", "r0001")
    with closing(new_store().open(folder)) as workspace:
        backup = workspace.back_up("asked").path
    next_version.write_text(NEXT.format(last="pass"), encoding="utf-8")
    monkeypatch.setattr(migrate, "REVISIONS", ("r0001", "r0002", "r0003"))
    new_store().restore(folder, backup)
    assert revision_in(folder) == "r0003"


@pytest.mark.parametrize(
    ("last", "failure"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ("op.execute(\"INSERT INTO link (leaf, document, place) VALUES ('1.1', 'nobody', '')\")", DamagedDatabase),
    ],
)
def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch, last: str, failure: type[Exception]
) -> None:
    folder = workspace_of(tmp_path / "a", "r0002")
    before = schema(folder / DATABASE)
    next_version.write_text(NEXT.format(last=last), encoding="utf-8")
    monkeypatch.setattr(migrate, "REVISIONS", ("r0001", "r0002", "r0003"))
    with closing(Database(folder / DATABASE)) as database, pytest.raises(failure):
        migrate.upgrade(database)
    assert schema(folder / DATABASE) == before
    assert revision_in(folder) == "r0002"


def test_alembic_is_not_loaded_for_a_workspace_of_this_version(tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = workspace_of(tmp_path / "a", "r0002")
    code = (
        "import sys; from pathlib import Path; from tests.adapters.store_parts import new_store; "
        "new_store().open(Path(sys.argv[1])).close(); print(sorted({'alembic', 'sqlalchemy.orm'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=root, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"
