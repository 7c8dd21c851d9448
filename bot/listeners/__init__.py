"""Slack in and out: what arrives becomes a Message, what the advisor replies goes back as Slack wants it."""

from bot.listeners.delivery import Delivery
from bot.listeners.ears import Ears
from bot.listeners.guard import SignatureGuard
from bot.listeners.intake import Intake
from bot.listeners.limits import Limits
from bot.listeners.manifest import bot_scopes, build_manifest, optional_scopes
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.outbox import Outbox
from bot.listeners.pacing import Pacing
from bot.listeners.pictures import upload_all
from bot.listeners.recovery import Recovery
from bot.listeners.register import build_slack_app
from bot.listeners.rooms import Rooms
from bot.listeners.web import build_web_app
from bot.listeners.worker import Worker

__all__ = [
    "Delivery",
    "Ears",
    "Intake",
    "Limits",
    "Metrics",
    "NoMetrics",
    "Outbox",
    "Pacing",
    "Recovery",
    "Rooms",
    "SignatureGuard",
    "Worker",
    "bot_scopes",
    "build_manifest",
    "build_slack_app",
    "build_web_app",
    "optional_scopes",
    "upload_all",
]
