"""Rich text, the one nested block: what Slack takes in it, as data."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.element_table import ID
from bot.playground.schema import Anything, Choice, Flag, Kinds, ListOf, Number, Record, Spec, String

# Who styles and links what inside rich text is left open; only the parts and their nesting are checked.
_STYLED: Mapping[str, Spec] = {"style": Anything()}
_INLINE = Kinds(
    {
        "text": Record({**_STYLED, "text": String(40_000)}, ("text",)),
        "link": Record(
            {**_STYLED, "url": String(3000), "text": String(40_000, 0), "unsafe": Flag()}, ("url",)
        ),
        "emoji": Record({**_STYLED, "name": String(255), "unicode": String(255)}, ("name",)),
        "user": Record({**_STYLED, "user_id": String(255)}, ("user_id",)),
        "usergroup": Record({**_STYLED, "usergroup_id": String(255)}, ("usergroup_id",)),
        "channel": Record({**_STYLED, "channel_id": String(255)}, ("channel_id",)),
        "broadcast": Record({**_STYLED, "range": Choice(("here", "channel", "everyone"))}, ("range",)),
        "color": Record({"value": String(20)}, ("value",)),
        "date": Record(
            {
                **_STYLED,
                "timestamp": Number(0, 9_999_999_999),
                "format": String(255),
                "url": String(3000),
                "fallback": String(255),
            },
            ("timestamp", "format"),
        ),
    }
)
_INLINES = ListOf(_INLINE, 1000, 0)
_SECTION = Record({"elements": _INLINES}, ("elements",))
_BORDERED = Record({"elements": _INLINES, "border": Number(0, 1)}, ("elements",))
_RICH_LIST = Record(
    {
        "elements": ListOf(Kinds({"rich_text_section": _SECTION}), 1000, 0),
        "style": Choice(("bullet", "ordered")),
        "indent": Number(0, 8),
        "offset": Number(0, 1_000_000),
        "border": Number(0, 1),
    },
    ("elements", "style"),
)
RICH_TEXT = Record(
    {
        "block_id": ID,
        "elements": ListOf(
            Kinds(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _RICH_LIST,
                    "rich_text_quote": _BORDERED,
                    "rich_text_preformatted": Record(
                        {"elements": _INLINES, "border": Number(0, 1), "language": String(50)}, ("elements",)
                    ),
                }
            ),
            1000,
        ),
    },
    ("elements",),
)
