"""How a report begins: with one duct and one category for each side that was ordered, so that none is typed."""

from __future__ import annotations

from ..document import Assessment, Duct, ReportDocument
from ..facts.examined_sides import examined_sides
from ..vocabulary import Side


def with_initial_ducts(document: ReportDocument) -> ReportDocument:
    """``document`` with a duct and a category for each ordered side; as it is where either stands already."""
    if document.ducts or document.assessments:
        return document
    ordered = examined_sides(document)
    sides = [side for side in Side if side in ordered]
    return document.model_copy(
        update={
            "ducts": tuple(Duct(side=side) for side in sides),
            "assessments": tuple(Assessment(side=side) for side in sides),
        }
    )


def default_side_for_new_duct(document: ReportDocument, chosen: set[Side]) -> Side | None:
    """The side on which a duct beside those on ``chosen`` begins: the only one that is examined, or else ordered."""
    ordered = examined_sides(ReportDocument(identity=document.identity))
    sides = chosen or ordered
    return next(iter(sides)) if len(sides) == 1 else None
