"""Answers that do not go together, and answers that deserve a second look.

None of these says what is true; each says why two answers cannot both stand, or why one is rarely right, and on
which source. An alert may be overridden with a reason, which is kept in the report.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reporting.ductography.document import ReportDocument

from ..rules import Remark, Rule, ask
from . import (
    advice,
    categories,
    findings,
    images,
    outcome,
    places,
    plausibility,
    safety,
    sides,
    stale_text,
    technique,
    words,
)

__all__ = ["RULES", "contradictions"]

RULES: tuple[Rule, ...] = (
    *plausibility.RULES,
    *sides.RULES,
    *findings.RULES,
    *places.RULES,
    *images.RULES,
    *technique.RULES,
    *safety.RULES,
    *categories.RULES,
    *advice.RULES,
    *stale_text.RULES,
    *words.RULES,
    *outcome.RULES,
)


def contradictions(report: ReportDocument, today: datetime.date | None = None) -> Iterator[Remark]:
    """Every contradiction in ``report``; ``today`` is the day of signing at the site."""
    return ask(RULES, report, today)
