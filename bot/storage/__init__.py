"""What outlives a turn: sessions, ratings, history, wishes, and what was already taken in."""

from bot.storage.engine import open_engine, parse_database_url
from bot.storage.erasures import Erasure, Erasures
from bot.storage.history import GapCount, History, add_history
from bot.storage.migrate import migrate
from bot.storage.posts import Noted, Posts, PostStep
from bot.storage.store import Rating, Store, Stored
from bot.storage.wishes import Digest, Preferences, Wishes
from bot.storage.workers import Workers

__all__ = [
    "Digest",
    "Erasure",
    "Erasures",
    "GapCount",
    "History",
    "Noted",
    "PostStep",
    "Posts",
    "Preferences",
    "Rating",
    "Store",
    "Stored",
    "Wishes",
    "Workers",
    "add_history",
    "migrate",
    "open_engine",
    "parse_database_url",
]
