"""Diagrams on a page: the same description that the PDF draws, as SVG."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.ductography.diagrams import Figure, SurgicalMap, surgical_map
from reporting.ductography.diagrams.primitives import Box, Circle, Path, Shape, Text, Tone
from reporting.ductography.document import ReportDocument
from reporting.presenters.pickers import Face, faces

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
    """The elements of an SVG whose unit is the millimetre."""
    return format_html_join("", "{}", ((_element(shape),) for shape in shapes))


@singledispatch
def _element(shape: Shape) -> SafeString:
    raise TypeError(f"no such shape: {shape!r}")


@_element.register
def _path(shape: Path) -> SafeString:
    points = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in shape.points)
    return format_html(
        '<{} points="{}"{}/>',
        "polygon" if shape.closed else "polyline",
        points,
        _look(shape.tone, shape.fill, shape.width, shape.dashed),
    )


@_element.register
def _circle(shape: Circle) -> SafeString:
    x, y = shape.centre
    look = _look(shape.tone, shape.fill, shape.width, shape.dashed)
    return format_html('<circle cx="{}" cy="{}" r="{}"{}/>', _mm(x), _mm(y), _mm(shape.radius), look)


@_element.register
def _box(shape: Box) -> SafeString:
    x, y = shape.centre
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"{}/>',
        _mm(x - shape.width / 2),
        _mm(y - shape.height / 2),
        _mm(shape.width),
        _mm(shape.height),
        _mm(shape.radius),
        _look(shape.tone, shape.fill, shape.line, False),
    )


@_element.register
def _text(shape: Text) -> SafeString:
    x, y = shape.at
    return format_html(
        '<text x="{}" y="{}" font-size="{}" text-anchor="{}" class="fill-{}"{}>{}</text>',
        _mm(x),
        _mm(y),
        _mm(shape.size),
        shape.anchor.value,
        shape.tone.value,
        SafeString(' font-weight="700"') if shape.bold else "",
        shape.text,
    )


def _look(tone: Tone | None, fill: Tone | None, width: float, dashed: bool) -> SafeString:
    """Classes for the tones, which the style sheet gives its colours, in light and dark."""
    classes = f"line-{tone.value if tone else 'none'} fill-{fill.value if fill else 'none'}"
    dash = SafeString(f' stroke-dasharray="{DASH}"') if dashed else ""
    return format_html(' class="{}" stroke-width="{}"{}', classes, _mm(width), dash)


def _mm(value: float) -> str:
    """Without the locale’s decimal comma, which no SVG reads."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _pixels(value: float) -> str:
    return f"{value * PIXELS_PER_MM:.0f}"
