"""Where a page ends: what a block must know for it, and which blocks go on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self, TypeVar

from .canvas import TaggedCanvas

ROUNDING = 0.001  # of sums of heights, points

B = TypeVar("B", bound="Block")


class Block(Protocol):
    """What can be placed on a page. ``keeps_next`` forbids a page end below it."""

    @property
    def height(self) -> float: ...
    @property
    def min_height(self) -> float:
        """The height without which it is better not begun on a page."""

    @property
    def keeps_next(self) -> bool: ...
    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        """What fits into ``height`` and the rest; None when it is not to be cut there (``force``: but must)."""

    def at_page_top(self) -> Self:
        """The same as first block of a page, where it needs no white space and no rule above."""

    def compressed(self, share: float) -> Self:
        """The same in less height: with ``share``, from 0 to 1, of what can be spared left out."""

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Fills, frames and rules, which lie below everything else of the page and are not read."""

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """What is read: each piece between the marks of its element."""


def min_height_of(blocks: Sequence[Block], start: int = 0) -> float:
    """Height needed to begin with ``blocks[start]``: what must stay with it, and the least of what follows."""
    height = 0.0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not block.keeps_next:
            return height + block.min_height
        height += block.height
    return height


def fill_page(blocks: Sequence[B], height: float, force: bool = False) -> tuple[list[B], list[B]]:
    """The ``blocks`` that go into ``height`` and those that are left over.

    ``force`` is for a fresh page: something is placed in any case, cut where it would rather not be.
    """
    placed: list[B] = []
    for index, block in enumerate(blocks):
        needed = min_height_of(blocks, index) if block.keeps_next else block.height
        if max(needed, block.height) <= height + ROUNDING:
            placed.append(block)
            height -= block.height
            continue
        last = force and not placed
        if block.height > height + ROUNDING and (parts := block.split(height, last)):
            return [*placed, parts[0]], [parts[1], *blocks[index + 1 :]]
        if last:
            return [block], [*blocks[index + 1 :]]
        return placed, [*blocks[index:]]
    return placed, []
