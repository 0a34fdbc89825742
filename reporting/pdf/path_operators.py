"""Convert shapes of a diagram to PDF operators; a drawing has too many for one canvas method call each.

Operators are those of ISO 32000-1, tables 59 to 61. A circle is four Bézier curves.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.lib.units import mm

from reporting.ductography.diagrams.primitives import Box, Circle, Path, Shape, Text, Tone
from reporting.site.colours import Colour

from . import style

# Colours of the tones; all are greys.
TONES: dict[Tone, Colour] = {
    Tone.INK: style.INK,
    Tone.SOFT: style.MUTED,
    Tone.FAINT: (0.72, 0.74, 0.76),
    Tone.SHADE: (0.87, 0.88, 0.89),
    Tone.PAPER: style.WHITE,
}
DASH = f"[{1.1 * mm:.2f} {0.9 * mm:.2f}] 0 d"
SOLID = "[] 0 d"
KAPPA = 0.5523  # length of the handles of a quarter circle, share of the radius


def operators(shapes: Iterable[Shape], x: float, top: float, scale: float) -> str:
    """Return the operators of all ``shapes`` except text, with the origin at ``x`` and ``top`` in points."""
    drawn: list[str] = ["q"]
    for shape in shapes:
        if isinstance(shape, Text):
            continue
        width = shape.line if isinstance(shape, Box) else shape.width
        dashed = not isinstance(shape, Box) and shape.dashed
        if shape.fill:
            drawn.append(_FILLS[shape.fill])
        if shape.tone:
            drawn.append(f"{_STROKES[shape.tone]} {width * scale:.2f} w")
        if dashed:
            drawn.append(DASH)
        drawn.append(_outline(shape, x, top, scale))
        drawn.append(("B" if shape.tone else "f") if shape.fill else "S" if shape.tone else "n")
        if dashed:
            drawn.append(SOLID)
    return "\n".join([*drawn, "Q"])


def _outline(shape: Path | Circle | Box, x: float, top: float, scale: float) -> str:
    if isinstance(shape, Path):
        points = [f"{x + right * scale:.2f} {top - down * scale:.2f}" for right, down in shape.points]
        lines = " l ".join(points[1:])
        return f"{points[0]} m {lines} l{' h' if shape.closed else ''}"
    if isinstance(shape, Circle):
        width = height = 2 * shape.radius * scale
        radius = shape.radius * scale
    else:
        width, height, radius = shape.width * scale, shape.height * scale, shape.radius * scale
    left = x + shape.centre[0] * scale - width / 2
    bottom = top - shape.centre[1] * scale - height / 2
    if not radius:
        return f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re"
    return _rounded(left, bottom, left + width, bottom + height, radius)


def _rounded(left: float, bottom: float, right: float, top: float, r: float) -> str:
    """Return a rectangle with corners of radius ``r``; a circle if the corners meet."""
    k = r * (1 - KAPPA)
    return (
        f"{left + r:.2f} {bottom:.2f} m {right - r:.2f} {bottom:.2f} l "
        f"{right - k:.2f} {bottom:.2f} {right:.2f} {bottom + k:.2f} {right:.2f} {bottom + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{left + r:.2f} {top:.2f} l "
        f"{left + k:.2f} {top:.2f} {left:.2f} {top - k:.2f} {left:.2f} {top - r:.2f} c "
        f"{left:.2f} {bottom + r:.2f} l "
        f"{left:.2f} {bottom + k:.2f} {left + k:.2f} {bottom:.2f} {left + r:.2f} {bottom:.2f} c h"
    )


def _colour(tone: Tone, operator: str) -> str:
    return " ".join([*(f"{share:.3g}" for share in TONES[tone]), operator])


_FILLS = {tone: _colour(tone, "rg") for tone in Tone}
_STROKES = {tone: _colour(tone, "RG") for tone in Tone}
