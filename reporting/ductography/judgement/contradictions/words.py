"""Whether the impression and the recommendation, read back, say what is entered.

Only what a text plainly claims is compared (`reading`). Where two breasts were examined and the words name no side,
they are questioned only when they fit neither breast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import ReportDocument
from reporting.ductography.document.node import Label
from reporting.ductography.facts.action_groups import DUCTOGRAPHY, IMAGING, REFERRAL, TISSUE
from reporting.ductography.facts.conclusions import steps_of
from reporting.ductography.facts.examined_sides import examined_sides
from reporting.ductography.phrases.grammar import join_with_and
from reporting.ductography.reading.claims import (
    BiopsyClaim,
    CategoryClaim,
    Claim,
    ClockClaim,
    DistanceClaim,
    FindingClaim,
    NormalClaim,
    SizeClaim,
)
from reporting.ductography.reading.denied_work_up import denied_work_up
from reporting.ductography.reading.reader import read, read_sides
from reporting.ductography.vocabulary import RecommendedAction, Side

from ..rules import Place, Rule, Severity
from . import word_comparisons as against
from .entered_facts import BreastFacts, breasts

_TISSUE_OR_SURGEON = TISSUE | {
    RecommendedAction.SURGICAL_CONSULTATION,
    RecommendedAction.OTHER,  # what it is stands in the text
}

ClaimType = TypeVar("ClaimType", bound=Claim)
# What the fields of one breast hold instead; "" where they do not contradict the claim.
Contradiction = Callable[[ClaimType, BreastFacts], str]


def texts(report: ReportDocument) -> Iterator[tuple[str, str, Side | None]]:
    """The texts that are read back, with their paths and the breast they are about; None for the whole report."""
    if report.impression.text:
        yield "impression.text", report.impression.text, None
    for index, breast in enumerate(report.breasts):
        if breast.recommendation.text:
            yield f"breasts[{index}].recommendation.text", breast.recommendation.text, breast.side


def words_of_another_side(place: Place) -> Iterator[tuple[str, str]]:
    sides = examined_sides(place.report)
    entered = sides | {item.side for item in place.report.breast.findings if item.side}
    for path, text, side in texts(place.report):
        # Where one breast was examined, what is entered of the other may be told; a text on one of two breasts
        # is about that breast alone.
        allowed = entered if len(sides) == 1 else {side} - {None}
        if not allowed:
            continue
        wrong = [claim.clause for claim in read_sides(text) if not claim.sides <= allowed]
        if wrong:
            yield path, " … ".join(dict.fromkeys(wrong))


def compared(
    kind: type[ClaimType], contradiction: Contradiction[ClaimType]
) -> Callable[[Place], Iterator[tuple[str, str]]]:
    """A search for the claims of one kind that what is entered of their breast contradicts."""

    def search(place: Place) -> Iterator[tuple[str, str]]:
        facts = None
        for path, text, side in texts(place.report):
            found: dict[str, str] = {}
            for claim in read(text):
                if isinstance(claim, kind):
                    facts = facts or breasts(place.report)
                    # A text on one breast that names no side is about that breast.
                    meant = {side: facts[side]} if side in facts and not claim.sides else facts
                    if entered := _contradicted(claim, list(meant.items()), contradiction):
                        found.setdefault(claim.clause, entered)
            if found:
                yield path, _quoted(found)

    return search


def _contradicted(
    claim: ClaimType, facts: list[tuple[Side | None, BreastFacts]], contradiction: Contradiction[ClaimType]
) -> str:
    meant = [breast for side, breast in facts if not claim.sides or side is None or side in claim.sides]
    entered = [contradiction(claim, breast) for breast in meant]
    # A side that was named binds each breast; without one, the words may be meant of either.
    wrong = any(entered) if claim.sides else bool(entered) and all(entered)
    return against.told(filter(None, entered)) if wrong else ""


def _quoted(found: dict[str, str]) -> str:
    """Each clause with what is entered; the remark itself opens the first quotation mark and closes the last."""
    return " … ".join(
        _now("{words}” – entered: “{entered}").format(words=words, entered=entered)
        for words, entered in found.items()
    )


def biopsy_not_chosen(place: Place) -> Iterator[tuple[str, str]]:
    for path, text, side in texts(place.report):
        found = {}
        for claim in read(text):
            if isinstance(claim, BiopsyClaim):
                (named,) = claim.sides if len(claim.sides) == 1 else (side,)
                chosen = [step.action for step in steps_of(place.report, named) if step.action]
                if chosen and not _TISSUE_OR_SURGEON & set(chosen):
                    found[claim.clause] = join_with_and(str(action) for action in chosen)
        if found:
            yield path, _quoted(found)


def work_up_denied(place: Place) -> Iterator[tuple[str, str]]:
    """Sentences that deny what the steps of the breast recommend."""
    for path, text, side in texts(place.report):
        found = {}
        for denied in denied_work_up(text):
            (named,) = denied.sides if len(denied.sides) == 1 else (side,)
            chosen = [step.action for step in steps_of(place.report, named) if step.action]
            against = TISSUE if denied.biopsy_only else IMAGING | REFERRAL | DUCTOGRAPHY
            if wrong := [action for action in chosen if action in against]:
                found[denied.sentence] = join_with_and(str(action) for action in wrong)
        if found:
            yield path, _quoted(found)


_WHY = _("Readers act on the text. It must agree with the entered answers.")
_TOLERANCE = _(
    "Readers act on the text. Tolerances, which no source states: clock less than 2 hours, distance up to 10 mm, "
    "size up to 2 mm or 30 %."
)


def _rule(
    name: str, find: Callable[[Place], Iterator[tuple[str, str]]], says: Label, why: Label = _WHY
) -> Rule:
    return Rule(
        name,
        on=ReportDocument,
        find=find,
        severity=Severity.ALERT,
        says=says,
        why=why,
        source="arithmetic",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "words-side",
        on=ReportDocument,
        find=words_of_another_side,
        severity=Severity.ALERT,
        says=_("The text mentions the opposite side."),
        why=_("A laterality error can harm the patient."),
        source="LUETMER13",
    ),
    _rule(
        "words-normal",
        compared(NormalClaim, against.called_normal),
        _("The text calls normal, or denies, a finding that is entered."),
    ),
    _rule(
        "words-finding",
        compared(FindingClaim, against.named_but_not_entered),
        _("The text names a finding that is not entered for this breast."),
    ),
    _rule(
        "words-clock",
        compared(ClockClaim, against.at_another_hour),
        _("The clock position in the text differs from the one entered."),
        _TOLERANCE,
    ),
    _rule(
        "words-distance",
        compared(DistanceClaim, against.at_another_distance),
        _("The distance from the nipple in the text differs from the one entered."),
        _TOLERANCE,
    ),
    _rule(
        "words-size",
        compared(SizeClaim, against.of_another_size),
        _("The size in the text differs from the one entered."),
        _TOLERANCE,
    ),
    _rule(
        "words-category",
        compared(CategoryClaim, against.of_another_category),
        _("The category in the text differs from the one selected."),
    ),
    _rule(
        "words-biopsy",
        biopsy_not_chosen,
        _("The text recommends biopsy or excision, but no such action is selected."),
    ),
    _rule(
        "words-work-up",
        work_up_denied,
        _("The text denies a biopsy or further work-up, but it is recommended."),
    ),
)
