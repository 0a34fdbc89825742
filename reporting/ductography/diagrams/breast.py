"""Draw the breast as a clock face with rings to scale, with trigger zones and findings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ..document import ReportDocument
from ..document.formatting import number
from ..vocabulary import Answer, Side
from .geometry import CENTRE_SHARE, HOUR, OUTER_DEGREES, ClockFace, Extent, extent, rings
from .label_placement import DOT, LabelPlacer, LabelRequest, Rect, position_dot
from .marks import MARKERS_MAX, DiagramContent, Marker
from .primitives import Anchor, Circle, Figure, Path, Point, Shape, Text, Tone, centred, line
from .side_labels import HEIGHT, WORD_SIZE, breast_in_sentence, breast_name, figure_title

WIDTH = 56.0
CENTRE_AT: Point = (WIDTH / 2, 29.3)
RADIUS = 17.6  # of the outer ring, mm on paper
TRIGGER_RADIUS = 1.6  # mm on paper
NIPPLE_RADIUS = 0.9


def clock_face(outer_mm: float) -> ClockFace:
    return ClockFace(CENTRE_AT, RADIUS / outer_mm)


def breast_figure(content: DiagramContent, side: Side | None) -> Figure | None:
    """Return the clock face of one side, or None if no location in it is recorded."""
    placed = [marker for marker in content.findings if marker.side is side and not marker.location.is_empty()]
    triggers = [marker for marker in content.triggers if marker.side is side]
    directions = [direction for direction in content.directions if direction.side is side]
    distances = [marker.location.distance_from_nipple_mm or 0.0 for marker in (*placed, *triggers)]
    outer, step = rings(distances)
    placed = [marker for marker in placed if extent(marker.location, side, outer)][:MARKERS_MAX]
    if not (placed or triggers or directions):
        return None
    face = empty_face(side, outer, step)
    numbers = LabelPlacer(Rect(0.5, 8.6, WIDTH - 0.5, HEIGHT - 0.3))
    numbers.reserve(*(shape for shape in face if isinstance(shape, Text)))
    scale = clock_face(outer)
    lines = [_direction_line(direction.hour, scale, outer) for direction in directions]
    areas, symbols, requests = _marks(content.document, placed, triggers, scale, side, outer)
    drawn = numbers.place(requests, CENTRE_AT)
    alt = " ".join(
        [
            describe(side, outer, step),
            *(f"{direction.description[:1].upper()}{direction.description[1:]}." for direction in directions),
            *(f"{marker.description}." for marker in (*triggers, *placed)),
        ]
    )
    nipple = Circle(CENTRE_AT, NIPPLE_RADIUS, 0.3, Tone.INK, Tone.PAPER)
    shapes = (*face, *lines, *areas, nipple, *symbols, *drawn)
    return Figure(f"breast-{side or ''}", breast_name(side), alt, WIDTH, HEIGHT, shapes, side is Side.LEFT)


def describe(side: Side | None, outer: float, step: float) -> str:
    return _(
        "Clock-face diagram of the {breast}, viewed facing the patient, to scale, with rings "
        "every {step} mm out to {outer} mm from the nipple."
    ).format(breast=breast_in_sentence(side), step=number(int(step)), outer=number(int(outer)))


def empty_face(side: Side | None, outer: float, step: float) -> tuple[Shape, ...]:
    """Return the background of the clock face: rings, hours and quadrant names."""
    return _cached_face(side, outer, step, get_language())


@lru_cache(maxsize=64)
def _cached_face(side: Side | None, outer: float, step: float, _language: str | None) -> tuple[Shape, ...]:
    scale = clock_face(outer)
    x, y = CENTRE_AT
    shapes: list[Shape] = list(
        figure_title(side, breast_name(side), _("facing the patient; rings: mm from nipple"), WIDTH)
    )
    cross = ((0.0, 180.0), (90.0, 270.0))
    shapes += [line(scale.point(a, outer), scale.point(b, outer), 0.15, Tone.FAINT) for a, b in cross]
    for count in range(round(outer / step), 0, -1):
        last = count == round(outer / step)
        shapes.append(
            Circle(
                CENTRE_AT,
                count * step * scale.scale,
                0.35 if last else 0.2,
                Tone.SOFT if last else Tone.FAINT,
            )
        )
    for hour in range(12):
        long = 0.93 if hour % 3 else 0.88
        degrees = hour * HOUR
        shapes.append(line(scale.point(degrees, outer * long), scale.point(degrees, outer), 0.25, Tone.SOFT))
    for hour in (12, 3, 6, 9):
        shapes.append(centred(ClockFace(CENTRE_AT, 1.0).point(hour * HOUR, RADIUS + 1.9), str(hour), 2.6))
    for count in range(1, round(outer / step) + 1):
        at = scale.point(6.5 * HOUR, count * step - 1.5 / scale.scale)
        shapes.append(centred(at, number(int(count * step)), 2.2, tone=Tone.SOFT))
    if side:
        outwards = 1 if OUTER_DEGREES[side] == 90.0 else -1
        for turn, word in (
            (outwards, pgettext("half of the breast", "outer")),
            (-outwards, pgettext("half of the breast", "inner")),
        ):
            for up, half in (
                (-1, pgettext("half of the breast", "upper")),
                (1, pgettext("half of the breast", "lower")),
            ):
                edge = x + turn * (WIDTH / 2 - 0.6)
                anchor = Anchor.END if turn > 0 else Anchor.START
                base = y + up * 15.4 + (0 if up > 0 else 0.2)
                shapes.append(Text((edge, base), half, WORD_SIZE, anchor, tone=Tone.SOFT))
                shapes.append(Text((edge, base + 2.6), word, WORD_SIZE, anchor, tone=Tone.SOFT))
    return tuple(shapes)


def _marks(
    document: ReportDocument,
    placed: Sequence[Marker],
    triggers: Sequence[Marker],
    scale: ClockFace,
    side: Side | None,
    outer: float,
) -> tuple[list[Shape], list[Shape], list[LabelRequest]]:
    """Return the areas, symbols and label requests of findings and trigger zones."""
    areas: list[Shape] = []
    symbols: list[Shape] = []
    requests: list[LabelRequest] = []
    for marker in triggers:
        zone = extent(marker.location, side, outer)
        behind = marker.duct is not None and document.ducts[marker.duct].trigger_zone.subareolar is Answer.YES
        if zone is None or (behind and not zone.is_point):
            zone = (
                Extent(0, 360, 0, CENTRE_SHARE * outer) if zone is None else _limited_to_areola(zone, outer)
            )
        areas += _area(zone, scale)
        at = scale.point(*zone.middle)
        if zone.is_point:
            symbols += _trigger(at)
        requests.append(
            LabelRequest(marker.label, at, TRIGGER_RADIUS if zone.is_point else 0.0, outlined=True)
        )
    for marker in placed:
        zone = extent(marker.location, side, outer)
        if zone is None:
            continue
        areas += _area(zone, scale)
        at = scale.point(*zone.middle)
        if zone.is_point:
            true_size = marker.size_mm * scale.scale / 2
            if true_size > DOT:
                areas.append(Circle(at, true_size, 0.3, Tone.INK, Tone.SHADE))
            symbols.append(position_dot(at))
        requests.append(
            LabelRequest(marker.label, at, DOT if zone.is_point else 0.0, outlined=marker.finding is None)
        )
    return areas, symbols, requests


def _limited_to_areola(zone: Extent, outer: float) -> Extent:
    """Limit a direction without a distance to the areola, for a subareolar trigger zone."""
    return Extent(zone.start, zone.end, 0.0, CENTRE_SHARE * outer) if zone.near == 0 else zone


def _area(zone: Extent, scale: ClockFace) -> list[Shape]:
    """Return the dashed outline of a location that is not an exact point."""
    if zone.is_point:
        return []
    if zone.is_ring:
        return [Circle(scale.centre, zone.far * scale.scale, 0.35, Tone.INK, dashed=True)]
    flat = zone.start == zone.end or zone.near == zone.far
    return [Path(zone.outline(scale), 0.35, Tone.INK, None, dashed=True, closed=not flat)]


def _trigger(at: Point) -> list[Shape]:
    """Return the target symbol of a trigger zone."""
    x, y = at
    return [
        Circle(at, TRIGGER_RADIUS, 0.35, Tone.INK, Tone.PAPER),
        line((x - TRIGGER_RADIUS, y), (x + TRIGGER_RADIUS, y), 0.25),
        line((x, y - TRIGGER_RADIUS), (x, y + TRIGGER_RADIUS), 0.25),
    ]


def _direction_line(hour: int, scale: ClockFace, outer: float) -> Shape:
    """Return a line for the direction of a duct; its length has no meaning."""
    degrees = hour % 12 * HOUR
    return line(scale.point(degrees, 0), scale.point(degrees, outer * 0.86), 0.9, Tone.SHADE)
