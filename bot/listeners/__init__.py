"""Slack in and out: what arrives becomes a Message, what the advisor replies goes back as Slack wants it."""

from bot.listeners.delivery import Delivery
from bot.listeners.guard import SignatureGuard
from bot.listeners.intake import Intake
from bot.listeners.manifest import bot_scopes, build_manifest
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.register import build_slack_app
from bot.listeners.tenants import NotInstalledError, Tenants, UndecidedError
from bot.listeners.web import build_web_app

__all__ = [
    "Delivery",
    "Intake",
    "Metrics",
    "NoMetrics",
    "NotInstalledError",
    "SignatureGuard",
    "Tenants",
    "UndecidedError",
    "bot_scopes",
    "build_manifest",
    "build_slack_app",
    "build_web_app",
]
