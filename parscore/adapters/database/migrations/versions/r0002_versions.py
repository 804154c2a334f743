"""Every version of the set that the workspace had, and what stands beside the answers: earlier ones, archived leaves, notes, moves."""

from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE criteria_version (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        code TEXT NOT NULL,
        version TEXT NOT NULL,
        year INTEGER NOT NULL,
        digest TEXT NOT NULL,
        content TEXT NOT NULL,
        content_sha256 TEXT NOT NULL UNIQUE CHECK (length(content_sha256) = 64),
        adopted_at TEXT NOT NULL
    ) STRICT
    """,
    """
    INSERT INTO criteria_version (code, version, year, digest, content, content_sha256, adopted_at)
    SELECT code, version, year, digest, content, content_sha256, adopted_at FROM criteria_set
    """,
    "ALTER TABLE criteria_set RENAME TO criteria_set_before",
    """
    CREATE TABLE criteria_set (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        content_sha256 TEXT NOT NULL REFERENCES criteria_version (content_sha256)
    ) STRICT
    """,
    "INSERT INTO criteria_set SELECT id, content_sha256 FROM criteria_set_before",
    "DROP TABLE criteria_set_before",
    """
    CREATE TABLE beside (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('past', 'archive', 'note', 'move')),
        subject TEXT NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (kind, subject)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Keep the set as the first version, and make room."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """There is no way back; a backup is made before each migration."""
    raise NotImplementedError
