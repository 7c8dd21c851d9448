"""The name of a process in the ledger, and which of its neighbours on this machine are dead."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterable

HOST_CHARACTERS = 24


def name_owner() -> str:
    """New for each start: a process that was started again is not the one that died."""
    return f"{_host()}:{os.getpid()}:{uuid.uuid4().hex[:16]}"


def dead_here(owners: Iterable[str], me: str) -> list[str]:
    """Those of this machine whose process is gone: there is no need to wait for their silence.

    Being wrong costs nothing: a process that lives after all finds its work taken, and leaves it.
    """
    return [owner for owner in owners if owner != me and _is_dead_here(owner)]


def _is_dead_here(owner: str) -> bool:
    host, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    if host != _host() or not pid.isdecimal():
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _host() -> str:
    return socket.gethostname().replace(":", "-")[:HOST_CHARACTERS]
