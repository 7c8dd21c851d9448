"""The rules of a channel: what is answered in it besides mentions, and when nothing but mentions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.advisor.zones import find_zone


@dataclass(frozen=True, slots=True)
class Hours:
    """From the hour `start` until before the hour `end`, each day by the clock of `zone`. Where `end` is not
    later than `start` it is that hour of the next day, so that two equal hours are a whole day.
    """

    start: int
    end: int
    zone: str

    def hold(self, at: float) -> bool:
        """Whether the moment, in seconds since 1970, is among them."""
        hour = datetime.fromtimestamp(at, find_zone(self.zone)).hour
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True)
class Rules:
    """`plain`: questions without a mention are answered too. `follow`: in a thread of one person and the app
    that person needs no mention. In `quiet` hours neither holds.
    """

    plain: bool = False
    follow: bool = False
    quiet: Hours | None = None

    def listen(self, is_reply: bool, at: float) -> bool:
        """Whether a message without a mention is looked at: one in a thread, or one at the top."""
        if self.quiet and self.quiet.hold(at):
            return False
        return self.follow if is_reply else self.plain


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as one person sees its settings. `zone` is theirs; `may_change` is None where Slack did not
    say. A direct message is no channel.
    """

    channel: str
    rules: Rules
    zone: str = "UTC"
    may_change: bool | None = None
    is_channel: bool = True
