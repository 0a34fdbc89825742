"""What a report must, should and may say: one declaration for the form, the signature and the list of gaps.

An explicit *not recorded* is an answer, so that an old or published case can be signed honestly; a blank is not.
A clinical report requires some of them as real answers (`required_answers`).
"""

from __future__ import annotations

from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.report_facts import is_restated, was_filled

from ..rules import Remark, Rule, Severity, ask
from . import conclusion, ducts, examination, images, required_answers

__all__ = ["RULES", "Missing", "asked_of", "missing", "was_filled"]

Missing = Remark

_WHERE_NOT_RECORDED_WILL_DO: tuple[Rule, ...] = (
    *examination.RULES,
    *ducts.RULES,
    *images.RULES,
    *conclusion.RULES,
)
RULES: tuple[Rule, ...] = (*_WHERE_NOT_RECORDED_WILL_DO, *required_answers.RULES)
_OF_A_PUBLISHED_CASE = tuple(
    rule for rule in _WHERE_NOT_RECORDED_WILL_DO if rule.severity is Severity.PROHIBIT
)


def missing(document: ReportDocument) -> tuple[Remark, ...]:
    """Every gap that stops the signature; an empty tuple means that nothing required is missing."""
    asked = (rule for rule in asked_of(document) if rule.severity is Severity.PROHIBIT)
    return tuple(ask(asked, document))


def asked_of(document: ReportDocument) -> tuple[Rule, ...]:
    """The rules that fit this report: nobody can fill what a publication leaves out, so it is asked for little."""
    return _OF_A_PUBLISHED_CASE if is_restated(document) else RULES
