"""The tables: conversations, ratings, what was taken in, and the work in hand. All keyed by team."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Double, Index, Integer, MetaData, String, Table, Text

from bot.storage.erasure import LEADS

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("dialog", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False, index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("message", String(64), primary_key=True),
    Column("intent", String(64), nullable=False),
    Column("role", String(64), nullable=False),
    Column("good", Boolean, nullable=False),
    Column("rated_at", DateTime(timezone=True), nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("key", String(160), primary_key=True),
    Column("seen_at", DateTime(timezone=True), nullable=False, index=True),
)

# What was taken in and is not answered yet. `payload` is sealed; a row is removed when its work is done.
intake = Table(
    "intake",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("id", String(160), primary_key=True),
    Column("user", String(32), nullable=False),
    Column("place", String(16), nullable=False),
    Column("received_at", Double, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Index("ix_intake_owner", "owner", "received_at"),
    info={LEADS: True},
)

# The letters of an answer, sealed, until Slack has them.
outbox = Table(
    "outbox",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("intake", String(160), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("step", String(16), nullable=False),
    Column("at", Double, nullable=False),
    Column("payload", Text, nullable=False),
)

# The processes that share a database, and when each last said that it lives. No workspace's data.
owners = Table(
    "owners",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("beat_at", Double, nullable=False),
)

# The messages that show a person a card which is changed in place.
cards = Table(
    "cards",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("card", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("saved_at", Double, nullable=False, server_default="0"),
)

# What is removed when a person asks for it, besides the work in hand.
PERSONAL = ("sessions", "feedback", "cards")
