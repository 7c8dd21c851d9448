"""What outlives a turn: sessions, ratings, and the work in hand, on SQLite or PostgreSQL."""

from bot.storage.departures import Departure, Departures
from bot.storage.engine import open_engine, parse_database_url
from bot.storage.ledger import (
    Card,
    Change,
    Committed,
    Ledger,
    Pending,
    Sealed,
    Step,
    StorageAwayError,
    Stored,
    Work,
)
from bot.storage.lock import AlreadyRunningError, ProcessLock
from bot.storage.migrate import migrate, revisions
from bot.storage.opening import build_ledger, build_lock
from bot.storage.owner import name_owner
from bot.storage.sealing import SealBrokenError, Sealer
from bot.storage.store import Rating, Store

__all__ = [
    "AlreadyRunningError",
    "Card",
    "Change",
    "Committed",
    "Departure",
    "Departures",
    "Ledger",
    "Pending",
    "ProcessLock",
    "Rating",
    "SealBrokenError",
    "Sealed",
    "Sealer",
    "Step",
    "StorageAwayError",
    "Store",
    "Stored",
    "Work",
    "build_ledger",
    "build_lock",
    "migrate",
    "name_owner",
    "open_engine",
    "parse_database_url",
    "revisions",
]
