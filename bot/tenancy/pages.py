"""The pages that a person sees while installing; every sentence comes from the knowledge."""

from __future__ import annotations

import html

from slack_bolt.response import BoltResponse

from knowledge import Phrases

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
    "<body><main><h1>{title}</h1><p>{text}</p>{more}</main></body></html>"
)


class Pages:
    """Each is whole by itself: no script, no address but that of our own install page."""

    def __init__(self, phrases: Phrases, install_path: str) -> None:
        self._phrases = phrases
        self._path = install_path

    def installed(self) -> BoltResponse:
        return _page(200, self._phrases.installed_title, self._phrases.installed)

    def refused(self, reason: str) -> BoltResponse:
        """`reason` is Bolt's word for what went wrong."""
        text, status = self._phrases.install_stale, 400
        if reason == "access_denied":
            text, status = self._phrases.install_cancelled, 200
        elif reason == "invalid_code":
            text = self._phrases.install_not_confirmed
        elif reason == "storage_error":
            text, status = self._phrases.something_broke, 500
        elif reason == "wrong_address":
            text = self._phrases.install_wrong_address
        again = f'<p><a href="{self._path}">{html.escape(self._phrases.install_again)}</a></p>'
        return _page(status, self._phrases.install_failed_title, text, again)


def _page(status: int, title: str, text: str, more: str = "") -> BoltResponse:
    body = PAGE.format(title=html.escape(title), text=html.escape(text), style=STYLE, more=more)
    return BoltResponse(status=status, body=body, headers=dict(HEADERS))
