"""Differences between two versions as they are printed in an amendment."""

from __future__ import annotations

from ..document import Difference, ReportDocument, differences
from ..narrative.text_origin import without_redundant_suggestions

SUGGESTION = "recommendation.proposal."
# The only field of the suggestion that is listed: rule, source and the rest change with the sentence.
SUGGESTION_SENTENCE = SUGGESTION + "sentence"


def printed_changes(before: ReportDocument, after: ReportDocument) -> tuple[Difference, ...]:
    """Return the differences visible in the printed report, in document order."""
    found = differences(without_redundant_suggestions(before), without_redundant_suggestions(after))
    return tuple(
        change
        for change in found
        if change.path == SUGGESTION_SENTENCE or not change.path.startswith(SUGGESTION)
    )
