"""What the bot says about a person's own data and settings."""

from __future__ import annotations

from knowledge.content import Content, Label, Line


class KeptWords(Content):
    """How it tells what is kept of a person; each line appears only where there is something to tell."""

    title: Label
    coming: Line
    nothing: Line
    topics: Line
    topic: Line
    besides: Line
    outside: Line
    sessions: Line
    met: Line
    running: Line
    finished: Line
    ratings: Line
    digest: Line
    file: Line
    summarised: Line
    posts: Line
    never: Line
    until: Line
    offer: Line
    as_file: Label
    file_name: Label
    file_sent: Line
    file_about: Line


class SettingsWords(Content):
    """How the Home tab shows a person's settings."""

    digest_title: Line
    digest_is_off: Line
    digest_is_on: Line
    digest_in_utc: Line
    digest_turn_on: Label
    digest_turn_off: Label
    day: Label
    hour: Label
    clock: Label
    files_title: Line
    files_are_on: Line
    files_are_off: Line
    files_turn_on: Label
    files_turn_off: Label
    show_data: Label
    field: Label
