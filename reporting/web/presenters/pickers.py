"""The empty faces on which the editor lets a place be chosen, and the numbers by which its script measures them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.ductography.diagrams import branches, breast, nipple, tree
from reporting.ductography.diagrams.primitives import Shape
from reporting.ductography.diagrams.side_labels import HEIGHT, breast_in_sentence
from reporting.ductography.judgement.contradictions.places import HOURS
from reporting.ductography.vocabulary import AlongDuct, Side

OUTER_MM, STEP_MM = 80.0, 20.0  # twice as far as most causes lie; farther ones stand on the edge
DECIMALS = 3
TREE_TOP = 7.0  # mm; the picture needs no title


@dataclass(frozen=True, slots=True)
class Face:
    """``kind`` is breast, nipple or tree; ``facts`` is what the script must know of it, as JSON."""

    kind: str
    side: str
    name: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    facts: str
    top: float = 0.0  # what is above is not shown


def faces() -> Iterator[Face]:
    """A breast and a nipple for each side, and one tree."""
    for side in Side:
        yield _breast(side)
        yield _nipple(side)
    places = [
        (order.value, along.value if along else "", *branches.point_on_branch(order, along))
        for order in branches.ORDERS
        for along in (None, *AlongDuct)
    ]
    facts = json.dumps({"places": places})
    yield Face("tree", "", "", branches.WIDTH, tree.FOOTER_Y - 1.0, branches.empty_tree(), facts, TREE_TOP)


def _breast(side: Side) -> Face:
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
    return Face(
        "breast", side.value, breast_in_sentence(side), breast.WIDTH, HEIGHT, shapes, json.dumps(facts)
    )


def _nipple(side: Side) -> Face:
    zones = [
        (zone.value, *(round(share, DECIMALS) for share in nipple.zone_distances(zone)))
        for zone in nipple.ZONES
    ]
    facts = {"x": nipple.CENTRE_AT[0], "y": nipple.CENTRE_AT[1], "scale": nipple.RADIUS, "zones": zones}
    shapes = nipple.empty_nipple(side)
    name = nipple.nipple_in_sentence(side)
    return Face("nipple", side.value, name, nipple.WIDTH, HEIGHT, shapes, json.dumps(facts))
