"""Watermark across the page, drawn as outlines beneath the text so that it is not copied or searched."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, sin
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from .fonts import BOLD, FOLDER
from .text import printable

GREY = 0.9
STRIKE_GREY = 0.78
FORM = "watermark"
LENGTH = 0.74  # share of the diagonal of the page
SIZE_MAX = 150.0  # points
NON_ZERO = 1  # fill rule of TrueType outlines
CORNER = 30.0  # points between the strike line and the corners

Step = tuple[str, tuple[float, ...]]


class _OutlinePen(BasePen):  # type: ignore[misc]  # fontTools publishes no types
    """Collects glyph outlines as calls of a reportlab path."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.steps: list[Step] = []
        self.left = 0.0

    def _add(self, name: str, *points: tuple[float, float]) -> None:
        self.steps.append((name, tuple(value for x, y in points for value in (x + self.left, y))))

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._add("moveTo", point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._add("lineTo", point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("curveTo", *points)

    def _closePath(self) -> None:
        self._add("close")


@lru_cache(maxsize=16)
def _outline(word: str) -> tuple[tuple[Step, ...], float]:
    """Return the outline of ``word`` and its width, in thousandths of the font size."""
    with TTFont(FOLDER / f"{BOLD.fontName}.ttf", lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        pen = _OutlinePen(glyphs)
        for character in word:
            glyph = glyphs[names[ord(character)]]
            glyph.draw(pen)
            pen.left += glyph.width
        scale = 1000 / font["head"].unitsPerEm
        steps = tuple((name, tuple(value * scale for value in values)) for name, values in pen.steps)
        return steps, pen.left * scale


def define_watermark(canvas: Canvas, word: str, strike: bool) -> None:
    """Define ``word`` along the rising diagonal as a form, with a line from corner to corner if ``strike``."""
    steps, units = _outline(printable(word))
    width, height = canvas._pagesize  # type: ignore[attr-defined]  # missing in the published types
    angle, diagonal = atan2(height, width), hypot(width, height)
    size = min(SIZE_MAX, 1000 * LENGTH * diagonal / units)
    canvas.beginForm(FORM)
    canvas.saveState()  # some readers would apply the rotation to the page
    if strike:
        canvas.setStrokeGray(STRIKE_GREY)
        canvas.setLineWidth(2.5)
        x, y = CORNER * cos(angle), CORNER * sin(angle)
        canvas.line(x, y, width - x, height - y)
    canvas.setFillGray(GREY)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(angle))
    canvas.scale(size / 1000, size / 1000)
    canvas.translate(-units / 2, -360)
    path = canvas.beginPath()
    for name, values in steps:
        getattr(path, name)(*values)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=NON_ZERO)
    canvas.restoreState()
    canvas.endForm()


def draw_watermark(canvas: Canvas) -> None:
    canvas.doForm(FORM)
