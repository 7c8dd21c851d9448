"""What outlives a turn: sessions, ratings, history, wishes, and the work in hand."""

from bot.storage.address import is_sqlite, parse_database_url
from bot.storage.channels import Channels
from bot.storage.departures import Departure, Departures
from bot.storage.engine import open_engine, reaching
from bot.storage.erasures import Erasure, Erasures
from bot.storage.history import GapCount, History
from bot.storage.holdings import Holdings
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
from bot.storage.people import People
from bot.storage.posts import Noted, Posts, PostStep
from bot.storage.reach import OWNER, DatabaseError, check_place, may_make, prepare, reach, usable
from bot.storage.sealing import SealBrokenError, Sealer
from bot.storage.store import Rating, Store
from bot.storage.wishes import Digest, Preferences, Wishes
from bot.storage.workers import Workers

__all__ = [
    "OWNER",
    "AlreadyRunningError",
    "Card",
    "Change",
    "Channels",
    "Committed",
    "DatabaseError",
    "Departure",
    "Departures",
    "Digest",
    "Erasure",
    "Erasures",
    "GapCount",
    "History",
    "Holdings",
    "Ledger",
    "Noted",
    "Pending",
    "People",
    "PostStep",
    "Posts",
    "Preferences",
    "ProcessLock",
    "Rating",
    "SealBrokenError",
    "Sealed",
    "Sealer",
    "Step",
    "StorageAwayError",
    "Store",
    "Stored",
    "Wishes",
    "Work",
    "Workers",
    "build_ledger",
    "build_lock",
    "check_place",
    "is_sqlite",
    "may_make",
    "migrate",
    "name_owner",
    "open_engine",
    "parse_database_url",
    "prepare",
    "reach",
    "reaching",
    "revisions",
    "usable",
]
