"""The drawings in `approved/`, which somebody has looked at, and whose words have been read.

`python -m tests.ductography.diagrams.drawings` draws them anew; then look at them again, in any browser, before they
are kept. Nothing here is taken from the program but its shapes.
"""

import html
import json
from pathlib import Path
from typing import Any

from reporting.ductography.diagrams import Figure, surgical_map
from reporting.ductography.diagrams.branches import empty_tree
from reporting.ductography.diagrams.breast import empty_face
from reporting.ductography.diagrams.nipple import empty_nipple
from reporting.ductography.diagrams.primitives import Anchor, Box, Circle, Shape, Tone
from reporting.ductography.diagrams.primitives import Path as Lines
from reporting.ductography.document import ReportDocument
from reporting.ductography.vocabulary import Side
from tests.full_document import full_document
from tests.pdf.samples import bilateral, failed, papilloma

APPROVED = Path(__file__).with_name("approved")
INKS = {Tone.INK: "#000", Tone.SOFT: "#555", Tone.FAINT: "#aaa", Tone.SHADE: "#ddd", Tone.PAPER: "#fff"}
ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}


def signs(**values: Any) -> dict[str, Any]:
    """A duct with each sign at another order of its branches, on the left."""
    kinds = ("filling_defect", "cut_off", "ectasia", "stenosis", "extravasation", "pooling", "cavity_filling")
    orders = ("main_duct", "second_order", "third_order", "peripheral")
    thirds = ("near_nipple", "away_from_nipple")
    placed = [(order, third) for third in thirds for order in orders]
    findings: list[dict[str, Any]] = [
        {"kind": kind, "branch_order": order, "along_duct": third}
        for kind, (order, third) in zip((*kinds, "displacement"), placed, strict=True)
    ]
    findings[0]["lumen_effect"] = "complete"
    findings += [
        {"kind": "filling_defect", "branch_order": "second_order"},
        {"kind": "wall_irregularity", "along_duct": "middle"},
        {"kind": "rigidity", "along_duct": "away_from_nipple"},
        {"kind": "distortion"},
        {"kind": "compression"},
    ]
    return {"side": "left", "findings": findings, **values}


def places(side: str | None) -> dict[str, Any]:
    """A duct with a finding at each kind of place."""
    told: list[dict[str, Any]] = [
        {"clock_position": 1, "distance_from_nipple_mm": 40},
        {"clock_position": 8},
        {"distance_from_nipple_mm": 15},
        {"region": "upper_outer"},
        {"region": "lower_inner", "distance_from_nipple_mm": 30},
        {"region": "axillary_tail"},
        {"region": "axilla"},
        {"region": "central"},
        {"direction_from_nipple": "medial"},
        {"direction_from_nipple": "inferior", "distance_from_nipple_mm": 50},
        {"direction_from_nipple": "posterior", "distance_from_nipple_mm": 20},
        {"clock_position": 5, "region": "subareolar"},
    ]
    findings = [{"kind": "filling_defect", "location": where, "length_mm": 8} for where in told]
    return {"side": side, "findings": findings, "clock_position": 11}


def of(*ducts: dict[str, Any], **parts: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps({"ducts": ducts, **parts}))


def entered(
    side: str, hour: int | None, zone: str | None, outcome: str = "succeeded", **values: Any
) -> dict[str, Any]:
    told = {"orifice_clock_position": hour, "orifice_zone": zone, "outcome": outcome}
    return {"side": side, "cannulation": told, **values}


CROWD = {
    "kind": "ectasia",
    "branch_order": "main_duct",
    "location": {"clock_position": 4, "distance_from_nipple_mm": 30},
}
PARTLY = {"upstream": "partly_opacified", "calibre": "narrowed", "calibre_mm": 0.5}
DOCUMENTS = {
    "papilloma": papilloma(),
    "bilateral": bilateral(),
    "failed": failed(),
    "everything": full_document(2),
    "signs": of(signs(), {"side": "left", "filling": {"completeness": "complete", "branching": "reduced"}}),
    "places": of(
        places("right"),
        places("left"),
        places(None),
        breast={"findings": [{"kind": "mass", "side": "right", "location": {"clock_position": 2}}]},
    ),
    "orifices": of(
        entered("right", 3, "central", trigger_zone={"subareolar": "yes"}),
        entered("right", 6, None, trigger_zone={"clock_position": 4, "subareolar": "yes"}),
        entered("right", None, "mid", trigger_zone={"clock_position": 6, "distance_from_nipple_mm": 20}),
        entered("right", 12, "peripheral", "failed", trigger_zone={"distance_from_nipple_mm": 35}),
        entered("left", 10, "mid", "not_attempted"),
    ),
    "filling": of(
        {"side": "right", "filling": PARTLY},
        {"side": "right", "filling": {**PARTLY, "branching": "reduced"}},
        {
            "side": "right",
            "filling": {"upstream": "not_opacified", "calibre": "dilated", "dilatation_extent": "diffuse"},
            "contrast": {"extravasation": "periductal"},
            "findings": [{"kind": "cut_off", "branch_order": "second_order", "along_duct": "near_nipple"}],
        },
        {
            "side": "right",
            "filling": {"upstream": "partly_opacified"},
            "findings": [
                {"kind": "cut_off", "branch_order": "third_order", "along_duct": "away_from_nipple"}
            ],
        },
        {"side": "right", "filling": {"completeness": "not_filled", "branching": "normal"}},
        {"side": "right", "filling": {"upstream": "opacified"}},
    ),
    "crowded": of({"side": "left", "findings": [*[CROWD] * 43, *[{"kind": "ectasia"}] * 20]}),
}


def drawn(name: str) -> str:
    """The drawing of that name as SVG: the rows of a report, or the faces on which places are chosen."""
    if name != "empty":
        return _svg(surgical_map(DOCUMENTS[name]).rows)
    faces = [
        *(Figure("", "", "", 56, 50, empty_face(side, 60.0, 20.0)) for side in (*Side, None)),
        *(Figure("", "", "", 38, 50, empty_nipple(side)) for side in (*Side, None)),
        Figure("", "", "", 62, 50, empty_tree()),
    ]
    return _svg((tuple(faces),))


NAMES = (*DOCUMENTS, "empty")


def _svg(rows: tuple[tuple[Figure, ...], ...]) -> str:
    lines = []
    for row, figures in enumerate(rows):
        left = 0.0
        for figure in figures:
            lines.append(f'<g transform="translate({left:g} {row * 54})" data-key="{figure.key}">')
            words = (figure.title, figure.alt, "At the right edge." if figure.align_right else "")
            lines += [f"<title>{html.escape(text)}</title>" for text in words if text]
            lines += [_shape(shape) for shape in figure.shapes]
            lines.append("</g>")
            left += figure.width + 4
    width = max(sum(figure.width + 4 for figure in figures) for figures in rows)
    box = f'viewBox="0 0 {width:g} {len(rows) * 54}" font-family="sans-serif"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *lines, "</svg>"]) + "\n"


def _shape(shape: Shape) -> str:
    if isinstance(shape, Lines):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        tag = "polygon" if shape.closed else "polyline"
        return f'<{tag} points="{points}"{_ink(shape.width, shape.tone, shape.fill, shape.dashed)}/>'
    if isinstance(shape, Circle):
        ink = _ink(shape.width, shape.tone, shape.fill, shape.dashed)
        return f'<circle cx="{shape.centre[0]:.1f}" cy="{shape.centre[1]:.1f}" r="{shape.radius:.2f}"{ink}/>'
    if isinstance(shape, Box):
        left, top = shape.centre[0] - shape.width / 2, shape.centre[1] - shape.height / 2
        size = f'width="{shape.width:.1f}" height="{shape.height:.1f}" rx="{shape.radius:.2f}"'
        return f'<rect x="{left:.1f}" y="{top:.1f}" {size}{_ink(shape.line, shape.tone, shape.fill, False)}/>'
    weight = ' font-weight="bold"' if shape.bold else ""
    look = f'font-size="{shape.size:.2f}" text-anchor="{ANCHORS[shape.anchor]}" fill="{INKS[shape.tone]}"{weight}'
    return f'<text x="{shape.at[0]:.1f}" y="{shape.at[1]:.1f}" {look}>{html.escape(shape.text)}</text>'


def _ink(width: float, tone: Tone | None, fill: Tone | None, dashed: bool) -> str:
    stroke = f' stroke="{INKS[tone]}" stroke-width="{width:.2f}"' if tone else ""
    dashes = ' stroke-dasharray="1 0.7"' if dashed else ""
    return f' fill="{INKS[fill] if fill else "none"}"{stroke}{dashes}'


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_TZ=True, TIME_ZONE="UTC", LOCALE_PATHS=[Path("locale").resolve()])
    django.setup()
    for each in NAMES:
        (APPROVED / f"{each}.svg").write_text(drawn(each), encoding="utf-8")
