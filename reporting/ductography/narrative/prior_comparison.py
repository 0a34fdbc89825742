"""This ductogram beside an earlier one of the same patient: which signs stand in both, and which in one alone.

Only breasts that both examined are compared, and only what the two reports state: that a sign is not described is
not said to be its absence.
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
from ..phrases.grammar import capital, say
from ..phrases.places import IN_BREAST
from ..phrases.translation_cache import in_one_language, spoken
from ..vocabulary import DuctFindingKind, Side

NEITHER = _("{in_breast}, no ductographic abnormality is described in either report.")
BOTH = _("{in_breast}, described on both studies: {signs}.")
NOW_ONLY = _("{in_breast}, new since the prior study: {signs}.")
THEN_ONLY = _("{in_breast}, described previously but not on the current study: {signs}.")


@dataclass(frozen=True, slots=True)
class SignBeside:
    """A sign in the filled ducts of one breast, and which of the two reports describe it."""

    side: Side
    kind: DuctFindingKind
    then: bool
    now: bool

    @property
    def differs(self) -> bool:
        return self.then is not self.now


def signs_beside(report: ReportDocument, earlier: ReportDocument) -> list[SignBeside]:
    """Every sign of the breasts that both examined, by breast and then in the order of the value list."""
    both = examined_sides(report) & examined_sides(earlier)
    return [
        SignBeside(side, kind, kind in then, kind in now)
        for side in Side
        if side in both
        for now, then in [(_kinds(report, side), _kinds(earlier, side))]
        for kind in DuctFindingKind
        if kind in now | then
    ]


def _kinds(report: ReportDocument, side: Side) -> set[DuctFindingKind]:
    ducts = (duct for duct in report.ducts if duct.side is side and was_filled(duct))
    return {finding.kind for duct in ducts for finding in present(duct.findings) if finding.kind}


@in_one_language
def comparison_sentence(report: ReportDocument, earlier: ReportDocument) -> str:
    """What can be written into the comparison, from both reports alone."""
    examined = earlier.identity.examination_date
    date = day(examined) if examined else gettext("unknown date")
    both = examined_sides(report) & examined_sides(earlier)
    if not both:
        return gettext("The prior ductogram dated {date} was of the other breast.").format(date=date)
    signs = signs_beside(report, earlier)
    said = [gettext("Comparison: ductogram dated {date}.").format(date=date)]
    for side in Side:
        if side in both:
            said += _of_breast(side, [sign for sign in signs if sign.side is side])
    return " ".join(said)


def _of_breast(side: Side, signs: list[SignBeside]) -> Iterable[str]:
    where = capital(spoken(IN_BREAST[side]))
    if not signs:
        yield say(NEITHER, in_breast=where)
    for wording, chosen in (
        (BOTH, [sign for sign in signs if not sign.differs]),
        (NOW_ONLY, [sign for sign in signs if sign.now and sign.differs]),
        (THEN_ONLY, [sign for sign in signs if sign.then and sign.differs]),
    ):
        if chosen:
            named = ", ".join(str(sign.kind.label) for sign in chosen)
            yield say(wording, in_breast=where, signs=named)
