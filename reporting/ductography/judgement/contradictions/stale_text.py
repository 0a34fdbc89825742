"""Whether a text still says what is entered: one that was proposed speaks of the answers that stood then."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Impression
from reporting.ductography.narrative.text_origin import is_stale

from ..rules import Place, Rule, Severity

WHY = _("Answers have changed since. Use the updated text, or keep the current text.")


def is_outdated(place: Place) -> bool:
    return is_stale(place.report, place.path)


RULES: tuple[Rule, ...] = (
    Rule(
        "impression-outdated",
        on=Impression,
        when=is_outdated,
        at="text",
        severity=Severity.ALERT,
        says=_("The impression was generated from earlier answers."),
        why=WHY,
        source="arithmetic",
    ),
)
