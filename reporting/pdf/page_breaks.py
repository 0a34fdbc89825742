"""Page breaking: the interface of blocks, and the distribution of blocks to pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self, TypeVar

from .canvas import TaggedCanvas

ROUNDING = 0.001  # of sums of heights, points

B = TypeVar("B", bound="Block")


class Block(Protocol):
    """An item that can be placed on a page. ``keeps_next`` forbids a page break after it."""

    @property
    def height(self) -> float: ...
    @property
    def min_height(self) -> float:
        """The least height at which the block may begin on a page."""

    @property
    def keeps_next(self) -> bool: ...
    def split(self, height: float, force: bool = False) -> tuple[Self, Self] | None:
        """Return the part that fits into ``height`` and the rest; None if it must not be split, unless ``force``."""

    def at_page_top(self) -> Self:
        """Return the block for the top of a page, without white space and rule above."""

    def compressed(self, share: float) -> Self:
        """Return the block with ``share`` (0 to 1) of its possible reduction in height."""

    def draw_ground(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw fills, frames and rules, below all other content and as artifacts."""

    def draw_text(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the text, marked with its elements."""


def min_height_of(blocks: Sequence[Block], start: int = 0) -> float:
    """Return the height needed for ``blocks[start]``, the blocks it keeps, and the least height of the next one."""
    height = 0.0
    for index in range(start, len(blocks)):
        block = blocks[index]
        if not block.keeps_next:
            return height + block.min_height
        height += block.height
    return height


def fill_page(blocks: Sequence[B], height: float, force: bool = False) -> tuple[list[B], list[B]]:
    """Return the ``blocks`` that fit into ``height`` and the rest.

    With ``force``, for an empty page, at least one block is placed, split against its preference if necessary.
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
