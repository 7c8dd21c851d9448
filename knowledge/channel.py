"""What is said about the settings of a channel, and how people ask for them."""

from __future__ import annotations

from pydantic import Field

from knowledge.content import Content, Label, Line, Words


class ChannelWords(Content):
    """Shown to one person alone, and only where the installation lets channels choose (CHANNEL_MESSAGES)."""

    ask: tuple[Words, ...] = Field(min_length=1, description="what is typed behind the slash command")
    title: Label
    plain_is_off: Line
    plain_is_on: Line
    plain_turn_on: Label
    plain_turn_off: Label
    follow_is_off: Line
    follow_is_on: Line
    follow_turn_on: Label
    follow_turn_off: Label
    quiet_is_off: Line
    quiet_is_on: Line
    quiet_turn_on: Label
    quiet_turn_off: Label
    quiet_start: Label
    quiet_end: Label
    nothing_kept: Line
    who_may: Line
    cannot_tell: Line
    only_channels: Line
    offer: Line
