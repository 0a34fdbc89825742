"""Compare the signs of a ductogram with those of a prior ductogram of the same patient.

Only breasts examined in both studies are compared. A sign that is not described is not reported as absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..document import ReportDocument
from ..document.formatting import day
from ..facts.examined_sides import examined_sides
from ..facts.report_facts import present, was_filled
from ..phrases.grammar import capitalise, format_phrase
from ..phrases.places import IN_BREAST
from ..phrases.translation_cache import translated, with_cached_language
from ..vocabulary import DuctFindingKind, Side

NEITHER = _("{in_breast}, no ductographic abnormality is described in either report.")
BOTH = _("{in_breast}, described on both studies: {signs}.")
CURRENT_ONLY = _("{in_breast}, new since the prior study: {signs}.")
PRIOR_ONLY = _("{in_breast}, described previously but not on the current study: {signs}.")


@dataclass(frozen=True, slots=True)
class SignComparison:
    """A sign in the filled ducts of one breast, and whether each of the two reports describes it."""

    side: Side
    kind: DuctFindingKind
    in_prior: bool
    in_current: bool

    @property
    def differs(self) -> bool:
        return self.in_prior is not self.in_current


def compare_signs(report: ReportDocument, earlier: ReportDocument) -> list[SignComparison]:
    """Return every sign of the breasts examined in both studies, by breast and in the order of the value list."""
    both = examined_sides(report) & examined_sides(earlier)
    return [
        SignComparison(side, kind, kind in prior, kind in current)
        for side in Side
        if side in both
        for current, prior in [(_described_kinds(report, side), _described_kinds(earlier, side))]
        for kind in DuctFindingKind
        if kind in current | prior
    ]


def _described_kinds(report: ReportDocument, side: Side) -> set[DuctFindingKind]:
    ducts = (duct for duct in report.ducts if duct.side is side and was_filled(duct))
    return {finding.kind for duct in ducts for finding in present(duct.findings) if finding.kind}


@with_cached_language
def comparison_sentence(report: ReportDocument, earlier: ReportDocument) -> str:
    """Return text for the comparison field, derived from the two reports."""
    examined = earlier.identity.examination_date
    date = day(examined) if examined else gettext("unknown date")
    both = examined_sides(report) & examined_sides(earlier)
    if not both:
        return gettext("The prior ductogram dated {date} was of the other breast.").format(date=date)
    signs = compare_signs(report, earlier)
    sentences = [gettext("Comparison: ductogram dated {date}.").format(date=date)]
    for side in Side:
        if side in both:
            sentences += _of_breast(side, [sign for sign in signs if sign.side is side])
    return " ".join(sentences)


def _of_breast(side: Side, signs: list[SignComparison]) -> Iterable[str]:
    where = capitalise(translated(IN_BREAST[side]))
    if not signs:
        yield format_phrase(NEITHER, in_breast=where)
    for wording, chosen in (
        (BOTH, [sign for sign in signs if not sign.differs]),
        (CURRENT_ONLY, [sign for sign in signs if sign.in_current and sign.differs]),
        (PRIOR_ONLY, [sign for sign in signs if sign.in_prior and sign.differs]),
    ):
        if chosen:
            labels = ", ".join(str(sign.kind.label) for sign in chosen)
            yield format_phrase(wording, in_breast=where, signs=labels)
