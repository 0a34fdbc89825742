"""Which breasts a report is about."""

from __future__ import annotations

from ..document import ReportDocument
from ..vocabulary import Side, Sides


def examined_sides(document: ReportDocument) -> set[Side]:
    """Sides of the ducts; while there is none, the side ordered or else the side of the discharge."""
    if sides := {duct.side for duct in document.ducts if duct.side}:
        return sides
    asked = document.identity.ordered_side or document.indication.discharge_sides
    if asked is None:
        return set()
    return {side for side in Side if asked is Sides.BOTH or side.value == asked.value}  # none if not stated
