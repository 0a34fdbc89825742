"""Extract the filter columns of lists from a document when it is signed."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.vocabulary import Sides
from reporting.ductography.vocabulary.terms import Term


def facets(document: ReportDocument) -> dict[str, str]:
    """Return the filter columns of `Report`, "" if unanswered; of two breasts the higher category."""
    sides = examined_sides(document)
    side = Sides.BOTH.value if len(sides) == 2 else next((side.value for side in sides), "")
    return {
        "side": side,
        "outcome": _value(document.outcome.status),
        "birads": _highest(assessment.birads for assessment in document.assessments),
        "gics": _highest(assessment.gics for assessment in document.assessments),
        "urgency": _value(document.recommendation.urgency),
    }


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _highest(terms: Iterable[Term | None]) -> str:
    return max((_value(term) for term in terms), default="")
