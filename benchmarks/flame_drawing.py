"""Draws a tree of samples as a flame graph in plain SVG: no script, no font, no path of a machine."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from benchmarks.flame_stacks import Node

WIDTH, ROW, SIDE, TOP, FOOT = 1200, 18, 10, 64, 12
LEAST = 0.003  # of all samples; what is narrower cannot be read
LETTER = 5.8  # pixels, on the average
TITLE = "Where the time of one answered message goes: CPU time of the event loop, by module"
COLOURS = {
    "bot/listeners": "#f4a261",
    "bot/advisor": "#8ecae6",
    "intents": "#95d5b2",
    "bot/storage": "#e9c46a",
    "bot/blocks": "#cdb4db",
    "bot/jobs": "#f28482",
    "bot": "#ffd6a5",
}
OTHER = "#dddddd"


def draw(root: Node) -> str:
    """Wide is long; what stands below a box was called by it. The longest stands first, at the left."""
    boxes = list(_boxes(root, root.count, 0.0, 0))
    height = TOP + ROW * (1 + max(depth for _, _, depth in boxes)) + FOOT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            'font-family="Helvetica, Arial, sans-serif" font-size="11">',
            f"<title>{TITLE}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text x="{SIDE}" y="20" font-size="15">{TITLE}</text>',
            *_legend(),
            *(line for node, left, depth in boxes for line in _box(node, root.count, left, depth)),
            "</svg>\n",
        ]
    )


def _boxes(node: Node, whole: int, left: float, depth: int) -> Iterator[tuple[Node, float, int]]:
    """Each with its left edge as a share of all, and how many stand above it."""
    yield node, left, depth
    for one in sorted(node.below.values(), key=lambda child: (-child.count, child.label)):
        if one.count >= LEAST * whole:
            yield from _boxes(one, whole, left, depth + 1)
        left += one.count / whole


def _box(node: Node, whole: int, left: float, depth: int) -> Iterator[str]:
    scale = WIDTH - 2 * SIDE
    x, y, width = SIDE + left * scale, TOP + depth * ROW, node.count / whole * scale
    share = f"{100 * node.count / whole:.1f} %"
    yield (
        f'<g><title>{escape(node.label)}: {share}</title><rect x="{x:.1f}" y="{y}" width="{width:.1f}" '
        f'height="{ROW - 1}" fill="{_colour(node.room)}" stroke="#ffffff" stroke-width="0.5"/>'
    )
    said = f"{node.label} {share}" if len(node.label) * LETTER < width - 50 else node.label
    room = int((width - 4) / LETTER)
    if room >= 3:
        short = said if len(said) <= room else said[: room - 1].rstrip(" (") + "\u2026"
        yield f'<text x="{x + 2:.1f}" y="{y + 13}">{escape(short)}</text>'
    yield "</g>"


def _colour(room: str) -> str:
    return COLOURS.get(room) or COLOURS.get(room.split("/", maxsplit=1)[0], OTHER)


def _legend() -> Iterator[str]:
    x = SIDE
    for name, colour in {**COLOURS, "libraries and Python": OTHER}.items():
        yield f'<rect x="{x}" y="34" width="12" height="12" fill="{colour}"/>'
        yield f'<text x="{x + 16}" y="44">{name}</text>'
        x += 30 + int(len(name) * LETTER)
