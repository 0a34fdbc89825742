"""Whose words a text is: as the program proposed it, proposed and then edited, or the radiologist's own.

The document keeps the proposal (``generated``) as it stood when it was taken over. A text that differs from it was
edited; a proposal that would be another one today tells that fields have changed under the text.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import get_languages

from ..document import ReportDocument
from ..phrases.translation_cache import Phrase
from .impression import proposed_impression
from .recommendation import proposed_recommendation

# The parts of the document with a ``text`` and the proposal it was ``generated`` from.
PROPOSALS: dict[str, Callable[[ReportDocument], str]] = {
    "impression": proposed_impression,
    "recommendation": proposed_recommendation,
}


class Authorship(Enum):
    """Where a text comes from; the value is what the page says of it."""

    label: Phrase

    NONE = "none", _("no text")
    PROPOSED = "proposed", _("suggested text, unedited")
    EDITED = "edited", _("suggested text, edited")
    OWN = "own", _("written by the radiologist")

    def __new__(cls, value: str, label: Phrase) -> Authorship:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


def authorship(report: ReportDocument, part: str) -> Authorship:
    """Whose words the text of ``part`` is, one of `PROPOSALS`."""
    kept = getattr(report, part)
    if not kept.text:
        return Authorship.NONE
    if not kept.generated:
        return Authorship.OWN
    return Authorship.PROPOSED if kept.text == kept.generated else Authorship.EDITED


def is_edited(report: ReportDocument, part: str) -> bool:
    """Whether the text of ``part`` was proposed and then changed."""
    return authorship(report, part) is Authorship.EDITED


def is_stale(report: ReportDocument, part: str) -> bool:
    """Whether what is entered has changed under the text of ``part``: the proposal would be another one today.

    A text that was proposed in another language of the site is not stale for that.
    """
    kept = getattr(report, part)
    if not kept.text or not kept.generated or kept.generated == PROPOSALS[part](report):
        return False
    return all(kept.generated != _proposed_in(language, report, part) for language in get_languages())


def taken_over(report: ReportDocument, part: str) -> ReportDocument:
    """A copy in which ``part`` holds today's proposal as its text, and remembers it."""
    proposal = PROPOSALS[part](report) or None
    kept = getattr(report, part)
    silent = tuple(name for name in kept.not_recorded if name not in ("text", "generated"))
    values = {"text": proposal, "generated": proposal, "not_recorded": silent}
    return report.model_copy(update={part: kept.model_copy(update=values)})


def without_repetition(report: ReportDocument) -> ReportDocument:
    """A copy without proposals that say nothing of their own: those that became the text, or were dropped with it."""
    changes = {
        part: kept.model_copy(update={"generated": None})
        for part in PROPOSALS
        if (kept := getattr(report, part)).generated and (not kept.text or kept.text == kept.generated)
    }
    return report.model_copy(update=changes) if changes else report


def _proposed_in(language: str, report: ReportDocument, part: str) -> str:
    with override(language):
        return PROPOSALS[part](report)
