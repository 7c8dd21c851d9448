"""What outlives a turn: sessions, ratings, and what was already taken in, on SQLite or PostgreSQL."""

from bot.storage.departures import Departure, Departures
from bot.storage.engine import open_engine, parse_database_url
from bot.storage.migrate import migrate, revisions
from bot.storage.store import Rating, Store, Stored

__all__ = [
    "Departure",
    "Departures",
    "Rating",
    "Store",
    "Stored",
    "migrate",
    "open_engine",
    "parse_database_url",
    "revisions",
]
