"""Initial document of a report, with one duct and one assessment for each ordered side."""

from __future__ import annotations

from ..document import Assessment, Duct, ReportDocument
from ..facts.examined_sides import examined_sides
from ..vocabulary import Side


def with_initial_ducts(document: ReportDocument) -> ReportDocument:
    """Add a duct and an assessment for each ordered side, unless the document already has either."""
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
    """Return the only side in ``chosen``, or else the only ordered side; None if there is not exactly one."""
    ordered = examined_sides(ReportDocument(identity=document.identity))
    sides = chosen or ordered
    return next(iter(sides)) if len(sides) == 1 else None
