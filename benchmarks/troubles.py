"""Two replicas and two workers on PostgreSQL in trouble: part of `make crash`, or alone with another size.

python -m benchmarks.troubles worker      one worker is killed for good: its jobs are adopted within 30 s
python -m benchmarks.troubles database    the database stops hard for --away seconds: drained within 15 s

Prints one JSON line; the exit code is 1 when anything was lost, doubled or too slow.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.campaign import campaign_slack
from tests.faults.replicas import nursery
from tests.faults.troubles import SOON_AGAIN, lose_a_worker, stop_the_database, troubled
from tests.postgres import Postgres

ADOPTED, DRAINED = 30.0, 15.0
SHARE = 5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trouble", choices=("worker", "database"))
    parser.add_argument("--events", type=int, default=200, help="while the worker dies")
    parser.add_argument("--rate", type=float, default=10.0, help="events a second")
    parser.add_argument("--away", type=float, default=30.0, help="seconds without the database")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    told = asyncio.run(run(options))
    print(json.dumps({"trouble": options.trouble, "seed": options.seed, **told}), flush=True)
    is_late = told.get("adopted_after", 0.0) > ADOPTED or told.get("summaries_drained_after", 0.0) > DRAINED
    return 1 if told["lost"] or told["doubled"] or is_late else 0


async def run(options: argparse.Namespace) -> dict[str, float]:
    folder = Path(tempfile.mkdtemp(prefix="whichpm-troubles-"))
    print(f"seed {options.seed}; the logs: {folder}", file=sys.stderr, flush=True)
    cluster = Postgres(folder / "postgres")
    cluster.folder.mkdir()
    cluster.start()
    try:
        url = cluster.new_database()
        async with (
            campaign_slack(SOON_AGAIN) as slack,
            nursery() as born,
            troubled(slack, born, url, folder, options.seed) as them,
        ):
            if options.trouble == "worker":
                return await lose_a_worker(them, options.events, options.events // SHARE, options.rate)
            return await stop_the_database(them, cluster, options.away, options.rate, SHARE)
    finally:
        cluster.stop("immediate")


if __name__ == "__main__":
    sys.exit(main())
