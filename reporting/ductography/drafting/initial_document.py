"""Initial document of a report, with one duct and one conclusion for each ordered side."""

from __future__ import annotations

from ..document import BreastConclusion, Duct, ReportDocument
from ..document.text import normalised
from ..facts.examined_sides import examined_sides
from ..vocabulary import Side


def with_initial_ducts(document: ReportDocument) -> ReportDocument:
    """Add a duct and a conclusion for each ordered side, unless the document already has either."""
    if document.ducts or document.breasts:
        return document
    return document.model_copy(
        update={
            "ducts": tuple(Duct(side=side) for side in _sides(document)),
            "breasts": initial_conclusions(document),
        }
    )


def with_request(document: ReportDocument, request: str) -> ReportDocument:
    """Offer the referrer's request as the clinical question, to be confirmed; what is entered stays."""
    indication = document.indication
    if not request.strip() or indication.is_recorded("text"):
        return document
    asked = indication.model_copy(
        update={"text": normalised(request), "assumed": (*indication.assumed, "text")}
    )
    return document.model_copy(update={"indication": asked})


def initial_conclusions(document: ReportDocument) -> tuple[BreastConclusion, ...]:
    """Return a conclusion for each breast examined, or else ordered."""
    return tuple(BreastConclusion(side=side) for side in _sides(document))


def _sides(document: ReportDocument) -> list[Side]:
    examined = examined_sides(document)
    return [side for side in Side if side in examined]


def default_side_for_new_duct(document: ReportDocument, chosen: set[Side]) -> Side | None:
    """Return the only side in ``chosen``, or else the only ordered side; None if there is not exactly one."""
    ordered = examined_sides(ReportDocument(identity=document.identity))
    sides = chosen or ordered
    return next(iter(sides)) if len(sides) == 1 else None
