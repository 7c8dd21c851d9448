"""How a reply looks: Block Kit for the eye, and the whole reply as text for everything else."""

from bot.blocks.blocks import (
    CHOICE_ACTION,
    FEEDBACK_ACTION,
    FIELD_ACTION,
    MENU_ACTION,
    PICK_ACTION,
    Block,
    Labels,
    Rendered,
    render,
    render_home,
)
from bot.blocks.text import plain_text

__all__ = [
    "CHOICE_ACTION",
    "FEEDBACK_ACTION",
    "FIELD_ACTION",
    "MENU_ACTION",
    "PICK_ACTION",
    "Block",
    "Labels",
    "Rendered",
    "plain_text",
    "render",
    "render_home",
]
