"""Diagrams on a page: the same description that the PDF draws, as SVG."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from reporting.ductography.diagrams import Figure, SurgicalMap, surgical_map
from reporting.ductography.diagrams.primitives import Box, Circle, Path, Shape, Text, Tone
from reporting.ductography.document import ReportDocument
from reporting.web.presenters.pickers import Face, faces

register = template.Library()

DASH = "1.1 0.9"
PIXELS_PER_MM = 4.5


@register.inclusion_tag("partials/diagrams.html")
def diagrams(shown: ReportDocument | SurgicalMap, prefix: str = "diagram") -> dict[str, Any]:
    """The surgical map of a document; nothing where it tells no place. ``prefix`` keeps ids on one page apart."""
    found = surgical_map(shown) if isinstance(shown, ReportDocument) else shown
    return {"map": found, "prefix": prefix}


@register.inclusion_tag("editor/pickers.html")
def pickers() -> dict[str, Any]:
    """The empty faces on which a place is chosen."""
    return {"faces": list(faces())}


@register.simple_tag
def face(shown: Face) -> SafeString:
    """A face as decoration: what is chosen on it is told by the sliders that stand upon it."""
    height = shown.height - shown.top
    return format_html(
        '<svg class="diagram" viewBox="0 {} {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        _mm(shown.top),
        _mm(shown.width),
        _mm(height),
        _pixels(shown.width),
        _pixels(height),
        drawn(shown.shapes),
    )


@register.simple_tag
def svg(figure: Figure, element_id: str) -> SafeString:
    """One figure as a picture with a name and a description, the words that tell what it shows."""
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
        drawn(figure.shapes),
    )


def drawn(shapes: tuple[Shape, ...]) -> SafeString:
    """The elements of an SVG whose unit is the millimetre. Only words are escaped: the rest is numbers."""
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
    """Classes for the tones, which the style sheet gives its colours, in light and dark."""
    classes = f"line-{tone.value if tone else 'none'} fill-{fill.value if fill else 'none'}"
    dash = f' stroke-dasharray="{DASH}"' if dashed else ""
    return f' class="{classes}" stroke-width="{_mm(width)}"{dash}'


def _mm(value: float) -> str:
    """Without the locale’s decimal comma, which no SVG reads."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _pixels(value: float) -> str:
    return f"{value * PIXELS_PER_MM:.0f}"
