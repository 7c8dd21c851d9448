"""Points every slack_sdk client of an unchanged app at the local Slack that LOCALSLACK_URL names.

Python imports this by itself when the folder is on PYTHONPATH; nothing here may fail or print.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from typing import Any

CLIENTS = {
    "slack_sdk.web.base_client": "BaseClient",
    "slack_sdk.web.async_base_client": "AsyncBaseClient",
    "slack_sdk.web.legacy_base_client": "LegacyBaseClient",
}


def redirect(client: Any, api_url: str) -> None:
    """Clients made without an address of their own, or with Slack's, use this one."""
    build, slack = client.__init__, client.BASE_URL

    @functools.wraps(build)
    def init(self: Any, token: str | None = None, base_url: str = slack, *args: Any, **kwargs: Any) -> None:
        build(self, token, api_url if base_url == slack else base_url, *args, **kwargs)

    client.__init__ = init


def _redirect_all(url: str) -> None:
    for module, name in CLIENTS.items():
        redirect(getattr(importlib.import_module(module), name), f"{url}/api/")


if os.environ.get("LOCALSLACK_URL") and importlib.util.find_spec("slack_sdk"):
    _redirect_all(os.environ["LOCALSLACK_URL"])
