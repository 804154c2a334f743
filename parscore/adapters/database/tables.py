"""The tables as the newest revision has them; migrations/versions makes them."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

WORKSPACE = Table(
    "workspace",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("department", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("parent", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("symbol", Text, nullable=False),
)

CRITERIA_VERSION = Table(
    "criteria_version",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("content_sha256", Text, nullable=False, unique=True),
    Column("adopted_at", Text, nullable=False),
)

CRITERIA_SET = Table(
    "criteria_set",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("content_sha256", Text, ForeignKey("criteria_version.content_sha256"), nullable=False),
)

ANSWER = Table(
    "answer",
    METADATA,
    Column("leaf", Text, primary_key=True, nullable=False),
    Column("inputs", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("treatment", Text),
    Column("reason", Text),
    Column("allowed_by", Text),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("issued", Text),
    Column("issuer", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("web", Text, nullable=False),
)

DOCUMENT_FILE = Table(
    "document_file",
    METADATA,
    Column("document", Text, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
)

LINK = Table(
    "link",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("leaf", Text, nullable=False),
    Column("document", Text, ForeignKey("document.id"), nullable=False),
    Column("place", Text, nullable=False),
    UniqueConstraint("leaf", "document"),
)

BESIDE = Table(
    "beside",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("kind", "subject"),
)

HISTORY = Table(
    "history",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("became", Text, nullable=False),
)
