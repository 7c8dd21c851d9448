"""The crash campaign as a command: `make crash`, or with another size, database or seed.

Prints one JSON line; the exit code is 1 when anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.faults.campaign import Campaign, campaign_slack
from tests.faults.replicas import nursery
from tests.postgres import Postgres


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rate", type=float, default=30.0, help="events a second")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--replicas", type=int, default=1, help="more than one needs postgresql")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}", file=sys.stderr, flush=True)
    told = asyncio.run(run(options))
    print(json.dumps({"database": options.database, "seed": options.seed, **told}), flush=True)
    return 1 if told["lost"] or told["doubled"] else 0


async def run(options: argparse.Namespace) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="whichpm-crash-"))
    print(f"the apps' log: {folder / 'log'}", file=sys.stderr, flush=True)
    async with database(options.database, folder) as url, campaign_slack() as slack, nursery() as born:
        settings = {"database_url": url}
        campaign = Campaign(slack, born, settings, folder / "log", options.seed, options.replicas)
        tally = await campaign.run(options.events, options.kills, options.rate)
        return {**tally.as_json(), "replicas": options.replicas}


@asynccontextmanager
async def database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The URL of an empty database of this kind."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'whichpm.db'}"
        return
    cluster = Postgres(folder / "postgres")
    cluster.folder.mkdir()
    cluster.start()
    try:
        yield cluster.new_database()
    finally:
        cluster.stop("immediate")


if __name__ == "__main__":
    sys.exit(main())
