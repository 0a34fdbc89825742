"""Template tags that draw diagrams as SVG from the same description as the PDF."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from reporting.ductography.diagrams import Figure, SurgicalMap, surgical_map
from reporting.ductography.diagrams.primitives import Box, Circle, Path, Shape, Text, Tone
from reporting.ductography.document import ReportDocument
from reporting.web.presenters.pickers import PickerFace, picker_faces

register = template.Library()

DASH = "1.1 0.9"
PIXELS_PER_MM = 4.5


@register.inclusion_tag("partials/diagrams.html")
def diagrams(shown: ReportDocument | SurgicalMap, prefix: str = "diagram") -> dict[str, Any]:
    """Draw the location diagrams of a document, nothing without a place. ``prefix`` keeps ids unique on a page."""
    found = surgical_map(shown) if isinstance(shown, ReportDocument) else shown
    return {"map": found, "prefix": prefix}


@register.inclusion_tag("editor/pickers.html")
def pickers() -> dict[str, Any]:
    """Draw the empty diagrams on which a place is chosen."""
    return {"faces": list(picker_faces())}


@register.simple_tag
def face(shown: PickerFace) -> SafeString:
    """Draw a diagram as decoration: the sliders on it announce the choice."""
    height = shown.height - shown.top
    return format_html(
        '<svg class="diagram" viewBox="0 {} {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        _mm(shown.top),
        _mm(shown.width),
        _mm(height),
        _pixels(shown.width),
        _pixels(height),
        draw_shapes(shown.shapes),
    )


@register.simple_tag
def svg(figure: Figure, element_id: str) -> SafeString:
    """Draw a figure as an image with an accessible name and description."""
    return format_html(
        '<svg class="diagram" viewBox="0 0 {0} {1}" width="{2}" height="{3}" role="img"'
        ' aria-labelledby="{4}_t {4}_d"><title id="{4}_t">{5}</title><desc id="{4}_d">{6}</desc>{7}</svg>',
        _mm(figure.width),
        _mm(figure.height),
        _pixels(figure.width),
        _pixels(figure.height),
        element_id,
        figure.title,
        figure.alt,
        draw_shapes(figure.shapes),
    )


def draw_shapes(shapes: tuple[Shape, ...]) -> SafeString:
    """Return SVG elements in millimetres. Only texts need escaping; the rest is numbers."""
    return SafeString("".join(map(_element, shapes)))


@singledispatch
def _element(shape: Shape) -> str:
    raise TypeError(f"no such shape: {shape!r}")


@_element.register
def _path(shape: Path) -> str:
    points = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in shape.points)
    tag = "polygon" if shape.closed else "polyline"
    return f'<{tag} points="{points}"{_look(shape.tone, shape.fill, shape.width, shape.dashed)}/>'


@_element.register
def _circle(shape: Circle) -> str:
    x, y = shape.centre
    look = _look(shape.tone, shape.fill, shape.width, shape.dashed)
    return f'<circle cx="{_mm(x)}" cy="{_mm(y)}" r="{_mm(shape.radius)}"{look}/>'


@_element.register
def _box(shape: Box) -> str:
    left, top = shape.centre[0] - shape.width / 2, shape.centre[1] - shape.height / 2
    return (
        f'<rect x="{_mm(left)}" y="{_mm(top)}" width="{_mm(shape.width)}" height="{_mm(shape.height)}"'
        f' rx="{_mm(shape.radius)}"{_look(shape.tone, shape.fill, shape.line, False)}/>'
    )


@_element.register
def _text(shape: Text) -> str:
    x, y = shape.at
    weight = ' font-weight="700"' if shape.bold else ""
    return (
        f'<text x="{_mm(x)}" y="{_mm(y)}" font-size="{_mm(shape.size)}" text-anchor="{shape.anchor.value}"'
        f' class="fill-{shape.tone.value}"{weight}>{escape(shape.text)}</text>'
    )


def _look(tone: Tone | None, fill: Tone | None, width: float, dashed: bool) -> str:
    """Return the CSS classes and attributes of a shape; the style sheet maps tones to colours."""
    classes = f"line-{tone.value if tone else 'none'} fill-{fill.value if fill else 'none'}"
    dash = f' stroke-dasharray="{DASH}"' if dashed else ""
    return f' class="{classes}" stroke-width="{_mm(width)}"{dash}'


def _mm(value: float) -> str:
    """Format a length without the locale's decimal comma, which SVG does not accept."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _pixels(value: float) -> str:
    return f"{value * PIXELS_PER_MM:.0f}"
