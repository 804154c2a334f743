"""The first tables: whose year, the criteria set as adopted, answers, documents with their files and links, the history."""

from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

# "PARS" in the file's header tells a database of this program from any other.
_STATEMENTS = (
    "PRAGMA application_id = 1346458195",
    """
    CREATE TABLE workspace (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        department TEXT NOT NULL,
        province TEXT NOT NULL,
        year INTEGER NOT NULL,
        parent TEXT NOT NULL,
        place TEXT NOT NULL,
        symbol TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE criteria_set (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        code TEXT NOT NULL,
        version TEXT NOT NULL,
        year INTEGER NOT NULL,
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
        adopted_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE answer (
        leaf TEXT NOT NULL PRIMARY KEY,
        inputs TEXT NOT NULL,
        explanation TEXT NOT NULL,
        treatment TEXT CHECK (treatment IN ('excluded', 'full', 'zero')),
        reason TEXT,
        allowed_by TEXT,
        CHECK ((treatment IS NULL) = (reason IS NULL) AND (treatment IS NULL) = (allowed_by IS NULL))
    ) STRICT
    """,
    """
    CREATE TABLE document (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        number TEXT NOT NULL,
        issued TEXT,
        issuer TEXT NOT NULL,
        title TEXT NOT NULL,
        web TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE document_file (
        document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        name TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size > 0),
        PRIMARY KEY (document, position)
    ) STRICT
    """,
    """
    CREATE TABLE link (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        leaf TEXT NOT NULL,
        document TEXT NOT NULL REFERENCES document (id),
        place TEXT NOT NULL,
        UNIQUE (leaf, document)
    ) STRICT
    """,
    "CREATE INDEX link_document ON link (document)",
    """
    CREATE TABLE history (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        was TEXT NOT NULL,
        became TEXT NOT NULL
    ) STRICT
    """,
    "CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    "CREATE TRIGGER history_no_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back; a backup is made before each migration."""
    raise NotImplementedError
