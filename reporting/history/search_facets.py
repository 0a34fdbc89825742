"""Extract the filter columns of lists from a document when it is signed."""

from __future__ import annotations

from collections.abc import Iterable

from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.vocabulary import Sides, Urgency
from reporting.ductography.vocabulary.terms import Term


def facets(document: ReportDocument) -> dict[str, str]:
    """Return the filter columns of `Report`, "" if unanswered; of two breasts the higher category and priority."""
    sides = examined_sides(document)
    side = Sides.BOTH.value if len(sides) == 2 else next((side.value for side in sides), "")
    return {
        "side": side,
        "outcome": _value(document.outcome.status),
        "birads": _highest(breast.birads for breast in document.breasts),
        "gics": _highest(breast.gics for breast in document.breasts),
        "urgency": _most_urgent(document),
    }


def _most_urgent(document: ReportDocument) -> str:
    chosen = {step.urgency for breast in document.breasts for step in breast.recommendation.steps}
    return next((term.value for term in reversed(Urgency) if term in chosen), "")


def _value(term: Term | None) -> str:
    return term.value if term else ""


def _highest(terms: Iterable[Term | None]) -> str:
    return max((_value(term) for term in terms), default="")
