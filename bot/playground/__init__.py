"""A strict local Slack: the Web API, events, commands, interactions and Socket Mode, with a page in front."""

from bot.playground.faults import Fault
from bot.playground.local_slack import LocalSlack
from bot.playground.manifest import ManifestError
from bot.playground.person import Person, Submitted
from bot.playground.records import Channel, Message, User, View

__all__ = [
    "Channel",
    "Fault",
    "LocalSlack",
    "ManifestError",
    "Message",
    "Person",
    "Submitted",
    "User",
    "View",
]
