"""The app's tokens and what its manifest lets it do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground.installs import Installs
from bot.playground.refusals import RefusalError


class Access:
    """Without a manifest everything is granted and every event is subscribed to."""

    def __init__(self, installs: Installs, app_token: str, manifest: Mapping[str, Any] | None = None) -> None:
        self.installs = installs
        self.app_token = app_token
        self.problem: str | None = None
        self._manifest = manifest
        oauth = (manifest or {}).get("oauth_config", {}).get("scopes", {})
        self.scopes = frozenset([*oauth.get("bot", ()), *oauth.get("bot_optional", ())])

    @property
    def has_manifest(self) -> bool:
        return self._manifest is not None

    def admit(self, token: str | None) -> None:
        """RefusalError unless this is a token of the bot and it still works."""
        known = self._known(token)
        if known == self.app_token:
            raise RefusalError("not_allowed_token_type")
        problem = self.problem or self.installs.problem(known)
        if problem:
            raise RefusalError(problem)

    def admit_app(self, token: str | None) -> None:
        """RefusalError unless this is the app-level token, which opens sockets and nothing else."""
        self._known(token)
        if token != self.app_token:
            raise RefusalError("not_allowed_token_type")

    def need(self, *any_of: str) -> None:
        """RefusalError unless one of these scopes is granted."""
        if any_of and not self.grants(*any_of):
            raise RefusalError(
                "missing_scope", needed=",".join(any_of), provided=",".join(sorted(self.scopes))
            )

    def grants(self, *any_of: str) -> bool:
        return not self.has_manifest or bool(self.scopes.intersection(any_of))

    def listens_to(self, event: str) -> bool:
        settings = (self._manifest or {}).get("settings", {})
        events: Iterable[str] = settings.get("event_subscriptions", {}).get("bot_events", ())
        return not self.has_manifest or event in events

    def has_command(self, name: str) -> bool:
        features = (self._manifest or {}).get("features", {})
        names = {command["command"] for command in features.get("slash_commands", ())}
        return not self.has_manifest or name in names

    def has_tab(self, name: str) -> bool:
        """`home` or `messages`: is this tab switched on?"""
        tabs = (self._manifest or {}).get("features", {}).get("app_home", {})
        return not self.has_manifest or bool(tabs.get(f"{name}_tab_enabled", name == "messages"))

    def _known(self, token: str | None) -> str:
        if not token:
            raise RefusalError("not_authed")
        if token != self.app_token and not self.installs.knows(token):
            raise RefusalError("invalid_auth")
        return token
