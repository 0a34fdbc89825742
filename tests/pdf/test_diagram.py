"""The surgical map on paper: its lines where the description puts them, its words in the structure tree."""

import io
import math

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTCurve, LTPage
from pypdf import PdfReader

from reporting.ductography.diagrams import surgical_map
from reporting.ductography.diagrams.primitives import Circle
from reporting.ductography.document import ReportDocument
from reporting.pdf.report import render
from tests.pdf.reading import pages_by_pypdf, squeezed
from tests.pdf.samples import LETTERHEAD, bilateral, papilloma, stamp

POINTS = 72 / 25.4  # in a millimetre


def printed(document: ReportDocument, status: str = "final") -> bytes:
    return render(document, stamp(status, document), LETTERHEAD)


def test_it_stands_on_the_first_page_below_the_recommendation() -> None:
    page = squeezed(pages_by_pypdf(printed(papilloma()))[0])
    places = [page.index(word) for word in ("RECOMMENDATION", "LOCATIONDIAGRAMS", "Ductographicfindings")]
    assert places == sorted(places)
    for entry in surgical_map(papilloma()).legend:
        assert squeezed(f"{entry.label}{entry.text}") in page


def test_nothing_stands_there_while_no_place_is_told() -> None:
    pdf = printed(ReportDocument(), "draft")
    assert "WHEREITLIES" not in squeezed(pages_by_pypdf(pdf)[0])


def test_each_figure_says_in_the_tree_what_it_shows() -> None:
    reader = PdfReader(io.BytesIO(printed(bilateral())))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    found = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append((str(node["/Alt"]), [float(edge) for edge in node["/A"]["/BBox"]]))
            walk(node.get("/K", []))

    walk(tree["/K"])
    figures = surgical_map(bilateral()).figures
    assert [alt for alt, _box in found] == [figure.alt for figure in figures]
    for (_alt, box), figure in zip(found, figures, strict=True):
        width, height = box[2] - box[0], box[3] - box[1]
        assert width / height == pytest.approx(figure.width / figure.height, abs=0.01)
        assert 0.85 < width / (figure.width * POINTS) <= 1.001


def test_circles_are_drawn_to_scale() -> None:
    """Read back by pdfminer: the rings of the breast are as wide as described, or all smaller by one factor.

    A page that would run over by a few lines prints its diagrams smaller.
    """
    (page, *_others) = extract_pages(io.BytesIO(printed(papilloma())))
    assert isinstance(page, LTPage)
    curves = [item for item in page if isinstance(item, LTCurve)]
    face = next(figure for figure in surgical_map(papilloma()).figures if figure.key == "breast-left")
    rings = {shape.radius for shape in face.shapes if isinstance(shape, Circle) and shape.radius > 4}
    assert len(rings) >= 4
    widths = [curve.width for curve in curves if math.isclose(curve.width, curve.height, abs_tol=0.1)]
    outermost = 2 * max(rings) * POINTS

    def has_every_ring(scale: float) -> bool:
        return all(
            any(math.isclose(width, 2 * radius * POINTS * scale, abs_tol=0.1) for width in widths)
            for radius in rings
        )

    assert any(0.75 <= width / outermost <= 1.001 and has_every_ring(width / outermost) for width in widths)


def test_the_same_document_makes_the_same_bytes() -> None:
    assert printed(bilateral()) == printed(bilateral())
