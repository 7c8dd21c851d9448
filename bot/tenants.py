"""The port to the workspaces that use the app: their tokens, and whether they are still there."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class NotInstalledError(RuntimeError):
    """The workspace has no installation any more: nothing can be sent to it."""


class UndecidedError(RuntimeError):
    """Slack could not be asked about the installation."""


class Tenants(Protocol):
    """One workspace by its token, or all that installed the app."""

    async def stored(self, team: str) -> str | None:
        """The team's bot token as it is kept, without a call to Slack; None for an unknown team."""

    async def token(self, team: str) -> str:
        """A token to call Slack with, renewed where it is about to end. Raises NotInstalledError, or
        UndecidedError when it ended and Slack could not be asked for a new one."""

    async def living_since(self, team: str) -> datetime | None:
        """Since when the newest installation lives, asked at Slack; None when it is dead or there is none."""

    async def forget(self, team: str, before: datetime) -> None:
        """Removes what was installed before this moment, and what is remembered of it."""
