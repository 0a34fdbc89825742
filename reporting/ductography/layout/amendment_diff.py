"""What an amendment tells of its changes: each once, in the words that are printed."""

from __future__ import annotations

from ..document import Difference, ReportDocument, differences
from ..narrative.text_origin import without_redundant_suggestions

SUGGESTION = "recommendation.proposal."
# The one leaf of a proposal that is told: rule, source and the rest change with the sentence.
SUGGESTION_SENTENCE = SUGGESTION + "sentence"


def printed_changes(before: ReportDocument, after: ReportDocument) -> tuple[Difference, ...]:
    """The differences that a reader of the printed report can see, in the order of the document."""
    found = differences(without_redundant_suggestions(before), without_redundant_suggestions(after))
    return tuple(
        change
        for change in found
        if change.path == SUGGESTION_SENTENCE or not change.path.startswith(SUGGESTION)
    )
