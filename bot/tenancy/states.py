"""Keeps the states of installations under way: each is good once, for ten minutes."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import delete, insert

MOST_CHARACTERS = 200


class States(AsyncSQLAlchemyOAuthStateStore):
    """slack_sdk's own reads a state and deletes it later, so that two requests at once could both use it."""

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state; those that ended are swept away on the way."""
        state, now = secrets.token_urlsafe(32), _now()
        row = {"state": state, "expire_at": now + timedelta(seconds=self.expiration_seconds)}
        async with self.engine.begin() as connection:
            await connection.execute(delete(self.oauth_states).where(self.oauth_states.c.expire_at <= now))
            await connection.execute(insert(self.oauth_states), row)
        return state

    async def async_consume(self, state: str) -> bool:
        """True the first time, within the time. A broken database raises."""
        if len(state) > MOST_CHARACTERS:
            return False
        known = self.oauth_states.c.state == state
        statement = delete(self.oauth_states).where(known, self.oauth_states.c.expire_at > _now())
        async with self.engine.begin() as connection:
            return (await connection.execute(statement)).rowcount == 1


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
