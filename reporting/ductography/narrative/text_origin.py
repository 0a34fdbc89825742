"""Determine the origin of a text: suggested, suggested and then edited, or written by the radiologist.

The document stores the suggestion (``generated``) as it was when it was accepted. A text that differs from it was
edited. If the current suggestion differs from the stored one, findings have changed since.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.utils.translation.trans_real import get_languages

from ..document import BreastConclusion, Impression, Recommendation, ReportDocument
from ..phrases.translation_cache import Phrase
from .impression import suggested_impression

# Parts of the document with a ``text``, and the function that builds the suggestion stored in ``generated``.
SUGGESTED_TEXTS: dict[str, Callable[[ReportDocument], str]] = {
    "impression": suggested_impression,
}


class TextOrigin(Enum):
    """Origin of a text; ``label`` is shown on the page."""

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
    """Return the origin of the text of ``part``, a key of `SUGGESTED_TEXTS`."""
    stored = getattr(report, part)
    if not stored.text:
        return TextOrigin.NONE
    if not stored.generated:
        return TextOrigin.OWN
    return TextOrigin.PROPOSED if stored.text == stored.generated else TextOrigin.EDITED


def is_edited(report: ReportDocument, part: str) -> bool:
    """Return True if the text of ``part`` was suggested and then edited."""
    return origin_of_text(report, part) is TextOrigin.EDITED


def is_stale(report: ReportDocument, part: str) -> bool:
    """Return True if the current suggestion for ``part`` differs from the one its text is based on.

    A suggestion accepted in another language of the site is compared in that language.
    """
    stored = getattr(report, part)
    if not stored.text or not stored.generated or stored.generated == SUGGESTED_TEXTS[part](report):
        return False
    return all(stored.generated != _suggestion_in(language, report, part) for language in get_languages())


def accept_suggestion(report: ReportDocument, part: str) -> ReportDocument:
    """Return a copy in which the current suggestion is the text of ``part`` and is stored as such."""
    proposal = SUGGESTED_TEXTS[part](report) or None
    stored = getattr(report, part)
    not_recorded = tuple(name for name in stored.not_recorded if name not in ("text", "generated"))
    values = {"text": proposal, "generated": proposal, "not_recorded": not_recorded}
    return report.model_copy(update={part: stored.model_copy(update=values)})


def without_redundant_suggestions(report: ReportDocument) -> ReportDocument:
    """Return a copy without stored suggestions that equal the text or whose text was deleted."""
    changes: dict[str, object] = {}
    if _is_redundant(report.impression):
        changes["impression"] = report.impression.model_copy(update={"generated": None})
    if any(_is_redundant(breast.recommendation) for breast in report.breasts):
        changes["breasts"] = tuple(map(_without_redundant_suggestion, report.breasts))
    return report.model_copy(update=changes) if changes else report


def _is_redundant(stored: Impression | Recommendation) -> bool:
    return bool(stored.generated) and (not stored.text or stored.text == stored.generated)


def _without_redundant_suggestion(breast: BreastConclusion) -> BreastConclusion:
    if not _is_redundant(breast.recommendation):
        return breast
    recommendation = breast.recommendation.model_copy(update={"generated": None})
    return breast.model_copy(update={"recommendation": recommendation})


def _suggestion_in(language: str, report: ReportDocument, part: str) -> str:
    with override(language):
        return SUGGESTED_TEXTS[part](report)
