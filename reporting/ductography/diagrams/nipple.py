"""Draw the nipple with the duct orifices, framed and shaded to distinguish it from the breast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from ..document import Cannulation, ReportDocument
from ..vocabulary import OrificeZone, Side
from .geometry import HOUR, ClockFace, Extent
from .label_placement import LabelPlacer, LabelRequest, Rect
from .marks import MARKERS_MAX, DiagramContent, cannulation_failed
from .primitives import Box, Circle, Figure, Path, Point, Shape, Text, Tone, centred, line
from .side_labels import HEIGHT, WORD_SIZE, breast_in_sentence, figure_title

WIDTH = 38.0
CENTRE_AT: Point = (WIDTH / 2, 28.8)
RADIUS = 12.6
ORIFICE_RADIUS = 1.2
FRAME_SIZE = 33.0
# Inner and outer edge of each zone as shares of the nipple radius; schematic, because the zones have no defined size.
ZONES = {
    OrificeZone.CENTRAL: (0.0, 1 / 3),
    OrificeZone.MID: (1 / 3, 2 / 3),
    OrificeZone.PERIPHERAL: (2 / 3, 1.0),
}


@dataclass(frozen=True, slots=True)
class Orifice:
    """The orifice of one duct; ``description`` is its location as text."""

    label: str
    description: str
    duct: int
    cannulation: Cannulation
    failed: bool


def orifices(document: ReportDocument) -> list[Orifice]:
    """Return the orifices whose location on the nipple is recorded."""
    several = len(document.ducts) > 1
    letter = pgettext("letter on a diagram, orifice", "O")
    found = []
    for index, duct in enumerate(document.ducts):
        if place := _orifice_place(duct.cannulation):
            name = _("orifice of duct {number}").format(number=index + 1) if several else _("orifice")
            if cannulation_failed(duct):
                place = _("{place}, not cannulated").format(place=place)
            label = f"{letter}{index + 1}" if several else letter
            found.append(
                Orifice(label, f"{name}: {place}", index, duct.cannulation, cannulation_failed(duct))
            )
    return found


NAMES: dict[Side | None, Promise | str] = {
    Side.RIGHT: gettext_lazy("RIGHT NIPPLE"),
    Side.LEFT: gettext_lazy("LEFT NIPPLE"),
    None: gettext_lazy("NIPPLE, SIDE NOT RECORDED"),
}
NAMES_IN_SENTENCE: dict[Side, Promise | str] = {
    Side.RIGHT: gettext_lazy("right nipple"),
    Side.LEFT: gettext_lazy("left nipple"),
}


def nipple_in_sentence(side: Side) -> str:
    """Return the name of the nipple for use in a sentence."""
    return str(NAMES_IN_SENTENCE[side])


def nipple_figure(content: DiagramContent, found: Sequence[Orifice], side: Side | None) -> Figure | None:
    """Return the nipple of one side, or None if no orifice location on it is recorded."""
    here = [orifice for orifice in found if content.document.ducts[orifice.duct].side is side][:MARKERS_MAX]
    if not here:
        return None
    face = empty_nipple(side)
    numbers = LabelPlacer(Rect(1.0, 8.8, WIDTH - 1.0, HEIGHT - 0.5))
    numbers.reserve(*(shape for shape in face if isinstance(shape, Text)))
    dial = ClockFace(CENTRE_AT, RADIUS)
    symbols: list[Shape] = []
    requests: list[LabelRequest] = []
    for orifice in here:
        zone = orifice_extent(orifice.cannulation)
        at = dial.point(*zone.middle)
        if zone.is_point:
            symbols += _draw_orifice(at, orifice.failed)
        else:
            symbols += _edges(zone, dial)
        requests.append(
            LabelRequest(orifice.label, at, ORIFICE_RADIUS if zone.is_point else 0.0, outlined=True)
        )
    alt = " ".join(
        [
            _("Nipple of the {breast}, viewed facing the patient, with zones, not to scale.").format(
                breast=breast_in_sentence(side)
            ),
            *(f"{orifice.label} {orifice.description}." for orifice in here),
        ]
    )
    drawn = numbers.place(requests, CENTRE_AT)
    return Figure(
        f"nipple-{side or ''}",
        str(NAMES[side]),
        alt,
        WIDTH,
        HEIGHT,
        (*face, *symbols, *drawn),
        side is Side.LEFT,
    )


def empty_nipple(side: Side | None) -> tuple[Shape, ...]:
    """Return the background of the nipple: zones, hours and a square frame."""
    return _cached_face(side, get_language())


@lru_cache(maxsize=16)
def _cached_face(side: Side | None, _language: str | None) -> tuple[Shape, ...]:
    dial = ClockFace(CENTRE_AT, RADIUS)
    shapes: list[Shape] = list(figure_title(side, str(NAMES[side]), _("duct orifices; not to scale"), WIDTH))
    shapes.append(Box(CENTRE_AT, FRAME_SIZE, FRAME_SIZE, 2.0, 0.35, Tone.SOFT, None))
    shapes.append(Circle(CENTRE_AT, RADIUS, 0.6, Tone.SOFT, Tone.SHADE))
    for zone in (OrificeZone.MID, OrificeZone.CENTRAL):
        shapes.append(Circle(CENTRE_AT, ZONES[zone][1] * RADIUS, 0.25, Tone.SOFT, Tone.PAPER, dashed=True))
    for hour in range(12):
        degrees = hour * HOUR
        shapes.append(line(dial.point(degrees, 1.0), dial.point(degrees, 1.07), 0.25, Tone.SOFT))
    for hour in (12, 3, 6, 9):
        shapes.append(centred(dial.point(hour * HOUR, 1.19), str(hour), 2.4))
    x, y = CENTRE_AT
    shapes.append(centred((x, y + 0.83 * RADIUS), _("peripheral"), WORD_SIZE * 0.95, tone=Tone.SOFT))
    shapes.append(centred((x, y + 0.5 * RADIUS), _("mid"), WORD_SIZE * 0.95, tone=Tone.SOFT))
    shapes.append(centred((x, y + 0.2 * RADIUS), _("central"), WORD_SIZE * 0.95, tone=Tone.SOFT))
    return tuple(shapes)


def orifice_extent(cannulation: Cannulation) -> Extent:
    """Return the region of an orifice on a nipple of radius 1, from its clock position and zone."""
    hour, zone = cannulation.orifice_clock_position, cannulation.orifice_zone
    near, far = ZONES[zone] if zone else (0.0, 1.0)
    if hour is None:
        return Extent(0, 360, near, far)
    if zone:
        near = far = zone_distances(zone)[0]
    return Extent(hour % 12 * HOUR, hour % 12 * HOUR, near, far)


def zone_distances(zone: OrificeZone) -> tuple[float, float]:
    """Return the distance of an orifice in the zone and the outer edge of the zone, as shares of the radius."""
    near, far = ZONES[zone]
    return (far * 0.6 if zone is OrificeZone.CENTRAL else (near + far) / 2), far


def _orifice_place(cannulation: Cannulation) -> str:
    parts = []
    if cannulation.orifice_clock_position is not None:
        parts.append(_("{hour} o’clock on the nipple").format(hour=cannulation.orifice_clock_position))
    if cannulation.orifice_zone:
        parts.append(_("zone: {zone}").format(zone=cannulation.orifice_zone.label))
    return ", ".join(parts)


def _draw_orifice(at: Point, crossed: bool) -> list[Shape]:
    """Draw a ring with its opening, crossed out if cannulation failed."""
    x, y = at
    shapes: list[Shape] = [Circle(at, ORIFICE_RADIUS, 0.5, Tone.INK, Tone.PAPER)]
    if crossed:
        reach = ORIFICE_RADIUS * 1.3
        ends: Sequence[tuple[Point, Point]] = (
            ((x - reach, y - reach), (x + reach, y + reach)),
            ((x - reach, y + reach), (x + reach, y - reach)),
        )
        return [*shapes, *(line(start, end, 0.4) for start, end in ends)]
    return [*shapes, Circle(at, ORIFICE_RADIUS * 0.4, 0.2, None, Tone.INK)]


def _edges(zone: Extent, dial: ClockFace) -> list[Shape]:
    if zone.is_ring:
        found: list[Shape] = [Circle(dial.centre, zone.far * RADIUS, 0.5, Tone.INK, dashed=True)]
        if zone.near:
            found.append(Circle(dial.centre, zone.near * RADIUS, 0.5, Tone.INK, dashed=True))
        return found
    return [Path(zone.outline(dial), 0.5, Tone.INK, dashed=True)]
