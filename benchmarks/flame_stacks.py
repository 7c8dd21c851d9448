"""Folds the samples of py-spy into a tree: a box for each module of ours, and one for each library."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

OURS = ("bot", "intents", "knowledge")
# What lies below everything and says nothing: the start of the process.
GROUND = ("asyncio/runners.py",)
_FRAME = re.compile(r"^(?P<name>.+) \((?P<file>[^()]*?)(?::\d+)?\)$")


@dataclass
class Node:
    """`room`: one of our folders, or the name of a library."""

    label: str
    room: str
    count: int = 0
    below: dict[str, Node] = field(default_factory=dict)


def fold(lines: Iterable[str]) -> Node:
    """The thread of the event loop; each line is `thread;frame;...;frame count`.

    The other threads are left out: py-spy takes some that only wait for busy ones.
    """
    root = Node("the event loop", "")
    for line in lines:
        stack, _, count = line.rpartition(" ")
        thread, *frames = stack.split(";")
        if thread.endswith("MainThread"):
            _add(root, [*_boxes(frames)], int(count))
    return root


def _add(root: Node, boxes: list[tuple[str, str]], count: int) -> None:
    root.count += count
    node = root
    for label, room in boxes:
        node = node.below.setdefault(label, Node(label, room))
        node.count += count


def _boxes(frames: list[str]) -> Iterator[tuple[str, str]]:
    """Neighbours of one module or library are one box; what lies on the ground is left out."""
    files = [found["file"] if (found := _FRAME.match(frame)) else "" for frame in frames]
    ground = max((at + 1 for at, file in enumerate(files) if file in GROUND), default=0)
    last = ""
    for file in files[ground:]:
        room = _room(file)
        label = file.removeprefix("bot/").removesuffix(".py") if room.split("/")[0] in OURS else room
        if label != last:
            yield label, room
        last = label


def _room(file: str) -> str:
    """`bot/listeners` for one of ours, the package's name for another; the interpreter's own are Python."""
    parts = file.split("/")
    if parts[0] in OURS:
        return "/".join(parts[:2]) if len(parts) > 2 else parts[0]
    return "Python" if len(parts) == 1 or parts[0] in sys.stdlib_module_names else parts[0]
