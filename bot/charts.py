"""Draws a result as PNG: the position on the scale with its uncertainty, and the subjects one by one.

Loaded when the first picture is needed. The background is drawn too: it reads the same in light and dark.
"""

from __future__ import annotations

from io import BytesIO
from math import exp, pi, sqrt

from PIL import Image, ImageDraw, ImageFont

from bot.advisor import Leanings, Picture, Scale

WIDTH = 640
SCALE_HEIGHT = 250
ROW = 40
TWICE = 2  # drawn at double size, so that letters are sharp on dense screens
SPAN = 2.6  # the scale shown, in standard deviations to either side

PAPER, INK, SOFT, LINE = "#ffffff", "#1d1c1d", "#616061", "#dddddd"
PROGRAM, EVEN, PRODUCT = "#8a4b08", "#616061", "#0b5d55"
FILL = "#cfe8e4"

Box = tuple[float, float, float, float]


def draw(picture: Picture) -> bytes:
    """A PNG of 1,280 pixels width. Its words are also in `picture.alt`."""
    canvas = _Canvas(_height(picture))
    if isinstance(picture, Scale):
        _draw_scale(canvas, picture)
    else:
        _draw_leanings(canvas, picture)
    return canvas.png()


def _height(picture: Picture) -> int:
    return SCALE_HEIGHT if isinstance(picture, Scale) else ROW * (len(picture.subjects) + 1) + 24


class _Canvas:
    """Coordinates are those of the picture at single size."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH * TWICE, height * TWICE), PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, words: str, color: str, size: int, anchor: str = "mm") -> None:
        font = ImageFont.load_default(size * TWICE)
        self._pen.text((x * TWICE, y * TWICE), words, color, font, anchor)

    def wrapped(self, x: float, y: float, words: str, width: int, anchor: str) -> None:
        """Lines of about `width` letters below each other."""
        lines, line = [], ""
        for word in words.split():
            if line and len(line) + len(word) + 1 > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        for number, said in enumerate([*lines, line]):
            self.text(x, y + 24 * number, said, SOFT, 20, anchor)

    def line(self, box: Box, color: str = LINE, width: int = 1) -> None:
        self._pen.line(_twice(box), color, width * TWICE)

    def bar(self, box: Box, color: str) -> None:
        self._pen.rounded_rectangle(_twice(box), 4 * TWICE, color)

    def shape(self, points: list[tuple[float, float]], color: str) -> None:
        self._pen.polygon([(x * TWICE, y * TWICE) for x, y in points], color)

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        self._pen.ellipse(_twice(box), color, PAPER, 2 * TWICE)

    def png(self) -> bytes:
        held = BytesIO()
        self._image.save(held, "PNG", optimize=True)
        return held.getvalue()


def _draw_scale(canvas: _Canvas, scale: Scale) -> None:
    """The bell is what is plausible: the wider, the less sure."""
    ground = 130
    bell = [(_x(step / 40), ground - _bell(step / 40, scale)) for step in range(-104, 105)]
    canvas.shape([(_x(-SPAN), ground), *bell, (_x(SPAN), ground)], FILL)
    canvas.line((_x(-SPAN), ground, _x(SPAN), ground), INK, 2)
    for edge in scale.edges:
        canvas.line((_x(edge), ground - 8, _x(edge), ground + 8), SOFT, 1)
    theta = max(-SPAN, min(SPAN, scale.theta))
    canvas.line((_x(theta), ground - 92, _x(theta), ground), PRODUCT, 2)
    canvas.dot(_x(theta), ground, 8, PRODUCT)
    left, middle, right = scale.ends
    canvas.wrapped(24, ground + 36, left, 16, "lm")
    canvas.wrapped(WIDTH / 2, ground + 36, middle, 16, "mm")
    canvas.wrapped(WIDTH - 24, ground + 36, right, 16, "rm")


def _x(theta: float) -> float:
    return WIDTH / 2 + theta / SPAN * (WIDTH / 2 - 24)


def _bell(theta: float, scale: Scale) -> float:
    height = exp(-(((theta - scale.theta) / scale.sd) ** 2) / 2) / (scale.sd * sqrt(2 * pi))
    return min(110.0, 90 * height)


def _draw_leanings(canvas: _Canvas, leanings: Leanings) -> None:
    """One row a subject, a bar in one of three columns with words above: not only a colour."""
    columns = (352.0, 460.0, 568.0)
    for x, head in zip(columns, leanings.heads, strict=True):
        canvas.text(x, 24, head, SOFT, 16)
    for number, (subject, side) in enumerate(leanings.subjects):
        y = ROW * (number + 1) + 16
        canvas.line((24, y - ROW / 2, WIDTH - 24, y - ROW / 2))
        canvas.text(24, y, subject, INK, 19, "lm")
        if side is not None:
            x, color = columns[side + 1], (PROGRAM, EVEN, PRODUCT)[side + 1]
            canvas.bar((x - 48, y - 9, x + 48, y + 9), color)


def _twice(box: Box) -> Box:
    return (box[0] * TWICE, box[1] * TWICE, box[2] * TWICE, box[3] * TWICE)
