"""The tables: what a conversation remembers, ratings, and what was already taken in. All keyed by team."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, Table, Text

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
