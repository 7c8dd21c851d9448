"""Keeps who installed the app: slack_sdk's table and records, tokens sealed, one row a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import (
    AsyncSQLAlchemyInstallationStore,
    SQLAlchemyInstallationStore,
)
from sqlalchemy import Text, delete, desc, insert, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import SealBrokenError, Sealer
from bot.tenancy.sealing import SealedText

SEALED = (
    "bot_token",
    "bot_refresh_token",
    "user_token",
    "user_refresh_token",
    "incoming_webhook_url",
    "incoming_webhook_configuration_url",
)


@dataclass(frozen=True, slots=True)
class Sealing:
    """How many installations there are, and how many of them wait for `rekey` or do not open at all."""

    rows: int
    old: int
    shut: int


class Installations(AsyncSQLAlchemyInstallationStore):
    """A team's newest installation counts.

    slack_sdk's own store finds by enterprise and team, keeps every old token and a second table of bots,
    and its columns are too short for sealed tokens. slack_sdk's cache around it would never hear of what
    another replica changed; ManyWorkspaces caches for a minute instead.
    """

    def __init__(self, client_id: str, engine: AsyncEngine, sealer: Sealer) -> None:
        super().__init__(client_id, engine)
        self._sealer = sealer
        for name in SEALED:
            self.installations.c[name].type = SealedText(sealer)

    async def async_save(self, installation: Installation) -> None:
        """Takes the place of the team's older installations. One of a whole organisation is not kept."""
        row = _row(installation, self.client_id)
        older = self.installations.c.installed_at <= row["installed_at"]
        async with self.engine.begin() as connection:
            await connection.execute(delete(self.installations).where(self._of(row["team_id"]), older))
            await connection.execute(insert(self.installations), row)

    async def async_save_bot(self, bot: Bot) -> None:
        """Part of the installation's row."""

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        return await self.find(team_id) if team_id else None

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        found = await self.find(team_id) if team_id else None
        return found.to_bot() if found else None

    async def find(self, team: str) -> Installation | None:
        """The newest installation of a team."""
        newest = desc(self.installations.c.installed_at)
        query = select(self.installations).where(self._of(team)).order_by(newest).limit(1)
        async with self.engine.connect() as connection:
            row = (await connection.execute(query)).mappings().first()
        return SQLAlchemyInstallationStore.build_installation_entity(row) if row else None

    async def forget(self, team: str, before: datetime) -> None:
        """Removes what was installed before this moment."""
        earlier = self.installations.c.installed_at < _naive(before)
        async with self.engine.begin() as connection:
            await connection.execute(delete(self.installations).where(self._of(team), earlier))

    async def rekey(self) -> int:
        """Seals everything anew with the first key; the number of installations that changed."""
        sealed = await self._sealed()
        old = {team for team, token in sealed if not self._sealer.is_newest(token)}
        for team in sorted(old):
            installation = await self.find(team)
            if installation:
                await self.async_save(installation)
        return len(old)

    async def sealing(self) -> Sealing:
        """What the keys can open, for `doctor`."""
        tokens = [token for _, token in await self._sealed()]
        old = [token for token in tokens if not self._sealer.is_newest(token)]
        return Sealing(len(tokens), len(old), sum(not _opens(self._sealer, token) for token in old))

    async def _sealed(self) -> list[tuple[str, str]]:
        """Teams with their bot tokens as they are stored."""
        columns = self.installations.c
        sealed = type_coerce(columns.bot_token, Text).label("sealed")
        query = select(columns.team_id, sealed).where(columns.client_id == self.client_id)
        query = query.where(columns.bot_token.is_not(None)).execution_options(maintenance="keys")
        async with self.engine.connect() as connection:
            return [(row.team_id, row.sealed) for row in (await connection.execute(query)).all()]

    def _of(self, team: str) -> Any:
        return (self.installations.c.client_id == self.client_id) & (self.installations.c.team_id == team)


def _row(installation: Installation, client_id: str) -> dict[str, Any]:
    row = installation.to_dict() | {"client_id": client_id}
    for name in ("installed_at", "bot_token_expires_at", "user_token_expires_at"):
        if row.get(name) is not None:
            row[name] = _naive(row[name])
    return row


def _naive(moment: datetime) -> datetime:
    """slack_sdk's columns have no time zone; they hold UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _opens(sealer: Sealer, sealed: str) -> bool:
    try:
        sealer.open(sealed)
    except SealBrokenError:
        return False
    return True
