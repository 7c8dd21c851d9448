"""A person's history that tests fill without taking turns."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Address
from bot.advisor.summary import Past
from bot.storage import History
from bot.storage.history import history


class FilledHistory(History):
    """The app's own adding is the ledger's, with a turn."""

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self._database = engine

    async def add(self, address: Address, key: str, pasts: Sequence[Past]) -> None:
        async with self._database.begin() as connection:
            await connection.execute(
                insert(history), [_row(address, key, *one) for one in enumerate(pasts, 1)]
            )


def _row(address: Address, key: str, number: int, past: Past) -> dict[str, object]:
    row = {"team": address.team, "user": address.user, "key": key, "number": number, "dialog": address.dialog}
    what = {"intent": past.intent, "role": past.role, "facts": " ".join(past.facts), "gap": past.gap}
    return row | what | {"at": datetime.fromtimestamp(past.at, UTC)}
