"""Answers that do not go together, and answers that deserve a second look.

None of these says what is true; each says why two answers cannot both stand, or why one is rarely right, and on
which source. An alert may be overridden with a reason, which is kept in the report.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.report_facts import is_restated

from ..rules import Remark, Rule, ask
from . import (
    advice,
    categories,
    evidence,
    findings,
    geometry,
    history_details,
    images,
    outcome,
    places,
    plausibility,
    restrictions,
    safety,
    sides,
    stale_text,
    steps,
    technique,
    timing,
    words,
)

__all__ = ["RULES", "asked_of", "contradictions"]

# What was done in a published case is history: neither its plan nor its category can be changed.
_OF_OWN_PLANS: tuple[Rule, ...] = (*timing.RULES, *steps.RULES, *restrictions.RULES, *evidence.RULES)

RULES: tuple[Rule, ...] = (
    *plausibility.RULES,
    *sides.RULES,
    *findings.RULES,
    *places.RULES,
    *geometry.RULES,
    *images.RULES,
    *technique.RULES,
    *safety.RULES,
    *history_details.RULES,
    *categories.RULES,
    *advice.RULES,
    *stale_text.RULES,
    *words.RULES,
    *outcome.RULES,
    *_OF_OWN_PLANS,
)
_OF_ALL_CASES = tuple(rule for rule in RULES if rule not in _OF_OWN_PLANS)


def asked_of(report: ReportDocument) -> tuple[Rule, ...]:
    """The rules that fit this report: of a published case neither category nor plan is questioned."""
    return _OF_ALL_CASES if is_restated(report) else RULES


def contradictions(report: ReportDocument, today: datetime.date | None = None) -> Iterator[Remark]:
    """Every contradiction in ``report``; ``today`` is the day of signing at the site."""
    return ask(asked_of(report), report, today)
