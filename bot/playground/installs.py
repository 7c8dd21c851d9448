"""Installations of the app: codes, tokens and refresh tokens of every team, and what ended them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.records import Json
from bot.playground.refusals import RefusalError

TOKEN_SECONDS = 43_200


@dataclass(slots=True)
class _Token:
    team: str
    ends: float | None = None
    problem: str | None = None


class Installs:
    """`first` is the token of the local team, which the app has without an installation.

    With `rotates` tokens end after twelve hours and come with a refresh token that is good once.
    """

    def __init__(
        self, team: str, first: str, rotates: bool, new_id: Callable[[str], str], clock: Callable[[], float]
    ) -> None:
        self._team = team
        self._rotates = rotates
        self._new_id = new_id
        self._clock = clock
        self._first: str | None = first
        self._tokens = {first: _Token(team)}
        self._codes: dict[str, str] = {}
        self._refresh: dict[str, str] = {}

    def new_code(self, team: str = "") -> str:
        code = self._new_id("code.")
        self._codes[code] = team or self._team
        return code

    def exchange(self, code: str) -> tuple[str, Json]:
        """The team and its token; a code is good once."""
        if code not in self._codes:
            raise RefusalError("invalid_code")
        team = self._codes.pop(code)
        return team, self._issue(team)

    def renew(self, refresh_token: str) -> tuple[str, Json]:
        if refresh_token not in self._refresh:
            raise RefusalError("invalid_refresh_token")
        team = self._refresh.pop(refresh_token)
        return team, self._issue(team)

    def uninstall(self, team: str = "") -> str:
        """All tokens of the team end; the team."""
        gone = team or self._team
        for token in self._tokens.values():
            if token.team == gone:
                token.problem = "token_revoked"
        self._refresh = {held: whose for held, whose in self._refresh.items() if whose != gone}
        return gone

    def expire(self, team: str) -> None:
        """The tokens of the team are past their time."""
        for token in self._tokens.values():
            if token.team == team:
                token.ends = 0.0

    def team_of(self, token: str | None) -> str:
        held = self._tokens.get(token or "")
        return held.team if held else self._team

    def knows(self, token: str) -> bool:
        return token in self._tokens

    def problem(self, token: str) -> str | None:
        held = self._tokens[token]
        if held.problem is None and held.ends is not None and held.ends < self._clock():
            return "token_expired"
        return held.problem

    def _issue(self, team: str) -> Json:
        """Installing again gives the same token; after an uninstall, or with rotation, a new one."""
        if not self._rotates:
            return {"access_token": self._living(team) or self._new_token(team, None)}
        token = self._new_token(team, self._clock() + TOKEN_SECONDS)
        refresh = self._new_id("xoxe-1-")
        self._refresh[refresh] = team
        return {"access_token": token, "refresh_token": refresh, "expires_in": TOKEN_SECONDS}

    def _living(self, team: str) -> str | None:
        living = [name for name, held in self._tokens.items() if held.team == team and not held.problem]
        return living[0] if living else None

    def _new_token(self, team: str, ends: float | None) -> str:
        token = self._new_id("xoxe.xoxb-1-" if self._rotates else "xoxb-")
        self._tokens[token] = _Token(team, ends)
        return token
