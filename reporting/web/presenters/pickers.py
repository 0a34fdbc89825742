"""Prepare the empty diagrams on which the editor lets users choose a place, and the measures their script needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.ductography.diagrams import branches, breast, nipple, tree
from reporting.ductography.diagrams.primitives import Shape
from reporting.ductography.diagrams.side_labels import HEIGHT, breast_in_sentence
from reporting.ductography.judgement.contradictions.places import HOURS
from reporting.ductography.vocabulary import AlongDuct, Side

OUTER_MM, STEP_MM = 80.0, 20.0  # twice the distance of most causes; farther ones are placed on the edge
DECIMALS = 3
TREE_TOP = 7.0  # mm; the picture needs no title


@dataclass(frozen=True, slots=True)
class PickerFace:
    """An empty diagram: ``kind`` is breast, nipple or tree; ``facts`` are the script's measures as JSON."""

    kind: str
    side: str
    name: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    facts: str
    top: float = 0.0  # everything above is cut off


def picker_faces() -> Iterator[PickerFace]:
    """Return a breast and a nipple for each side, and one duct tree."""
    for side in Side:
        yield _breast(side)
        yield _nipple(side)
    places = [
        (order.value, along.value if along else "", *branches.point_on_branch(order, along))
        for order in branches.ORDERS
        for along in (None, *AlongDuct)
    ]
    facts = json.dumps({"places": places})
    yield PickerFace(
        "tree", "", "", branches.WIDTH, tree.FOOTER_Y - 1.0, branches.empty_tree(), facts, TREE_TOP
    )


def _breast(side: Side) -> PickerFace:
    dial = breast.clock_face(OUTER_MM)
    quadrants = {region.value: sorted(hours) for (of, region), hours in HOURS.items() if of is side}
    facts = {
        "x": dial.centre[0],
        "y": dial.centre[1],
        "scale": round(dial.scale, DECIMALS),
        "outer": OUTER_MM,
        "quadrants": quadrants,
    }
    shapes = breast.empty_face(side, OUTER_MM, STEP_MM)
    return PickerFace(
        "breast", side.value, breast_in_sentence(side), breast.WIDTH, HEIGHT, shapes, json.dumps(facts)
    )


def _nipple(side: Side) -> PickerFace:
    zones = [
        (zone.value, *(round(share, DECIMALS) for share in nipple.zone_distances(zone)))
        for zone in nipple.ZONES
    ]
    facts = {"x": nipple.CENTRE_AT[0], "y": nipple.CENTRE_AT[1], "scale": nipple.RADIUS, "zones": zones}
    shapes = nipple.empty_nipple(side)
    name = nipple.nipple_in_sentence(side)
    return PickerFace("nipple", side.value, name, nipple.WIDTH, HEIGHT, shapes, json.dumps(facts))
