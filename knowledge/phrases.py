"""The sentences that frame every reply; each field is one, with its placeholders in braces."""

from __future__ import annotations

from pydantic import Field

from knowledge.content import Content, Label, Line


class Phrases(Content):
    """What the bot says around its answers. A field left out or misspelt stops the start."""

    compared: Label
    did_you_mean: Line
    not_understood: Line
    only_english: Line
    ask_next: Line
    choose: Line
    two_examples: Line
    can_mean: Line
    narrow_down: Label
    more: Label
    more_on: Line
    no_more: Line
    role_not_covered: Line
    sources_title: Label
    elsewhere_title: Line
    caveat: Line
    undated: Label
    dated: Label
    cited_below: Line
    read_as: Line
    nothing_cited: Line
    nearest_facts: Line = Field(description="no topic surely fits, but single facts match")
    nearest_title: Line
    why_words: Line
    why_no_words: Line
    why_runner_up: Line
    why_sure: Line
    why_unsure: Line
    why_followed: Line
    why_picked: Line
    sent_to_dm: Line
    confirm_erase: Line
    erase_yes: Label
    erase_no: Label
    erased: Line
    kept: Line
    no_contact: Line
    contact: Line
    rated: Line
    feedback_good: Label
    feedback_bad: Label
    something_broke: Line
    not_in_channel: Line
    slow_down: Line
    old_button: Line
    too_long: Line
    not_installed: Line
    installed_title: Label
    installed: Line
    install_failed_title: Label
    install_stale: Line
    install_cancelled: Line
    install_not_confirmed: Line
    install_wrong_address: Line
    install_again: Label
    home_title: Label
    home_intro: Line
    home_assessment: Line
    home_ask: Line
    home_data: Line
