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
from .impression import suggested_impression
from .recommendation import suggested_recommendation

# The parts of the document with a ``text`` and the proposal it was ``generated`` from.
SUGGESTED_TEXTS: dict[str, Callable[[ReportDocument], str]] = {
    "impression": suggested_impression,
    "recommendation": suggested_recommendation,
}


class TextOrigin(Enum):
    """Where a text comes from; the value is what the page says of it."""

    label: Phrase

    NONE = "none", _("no text")
    PROPOSED = "proposed", _("suggested text, unedited")
    EDITED = "edited", _("suggested text, edited")
    OWN = "own", _("written by the radiologist")

    def __new__(cls, value: str, label: Phrase) -> TextOrigin:
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


def origin_of_text(report: ReportDocument, part: str) -> TextOrigin:
    """Whose words the text of ``part`` is, one of `PROPOSALS`."""
    kept = getattr(report, part)
    if not kept.text:
        return TextOrigin.NONE
    if not kept.generated:
        return TextOrigin.OWN
    return TextOrigin.PROPOSED if kept.text == kept.generated else TextOrigin.EDITED


def is_edited(report: ReportDocument, part: str) -> bool:
    """Whether the text of ``part`` was proposed and then changed."""
    return origin_of_text(report, part) is TextOrigin.EDITED


def is_stale(report: ReportDocument, part: str) -> bool:
    """Whether what is entered has changed under the text of ``part``: the proposal would be another one today.

    A text that was proposed in another language of the site is not stale for that.
    """
    kept = getattr(report, part)
    if not kept.text or not kept.generated or kept.generated == SUGGESTED_TEXTS[part](report):
        return False
    return all(kept.generated != _suggestion_in(language, report, part) for language in get_languages())


def accept_suggestion(report: ReportDocument, part: str) -> ReportDocument:
    """A copy in which ``part`` holds today's proposal as its text, and remembers it."""
    proposal = SUGGESTED_TEXTS[part](report) or None
    kept = getattr(report, part)
    silent = tuple(name for name in kept.not_recorded if name not in ("text", "generated"))
    values = {"text": proposal, "generated": proposal, "not_recorded": silent}
    return report.model_copy(update={part: kept.model_copy(update=values)})


def without_redundant_suggestions(report: ReportDocument) -> ReportDocument:
    """A copy without proposals that say nothing of their own: those that became the text, or were dropped with it."""
    changes = {
        part: kept.model_copy(update={"generated": None})
        for part in SUGGESTED_TEXTS
        if (kept := getattr(report, part)).generated and (not kept.text or kept.text == kept.generated)
    }
    return report.model_copy(update=changes) if changes else report


def _suggestion_in(language: str, report: ReportDocument, part: str) -> str:
    with override(language):
        return SUGGESTED_TEXTS[part](report)
