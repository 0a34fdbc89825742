"""Differences between two versions as they are printed in an amendment."""

from __future__ import annotations

from ..document import Difference, ReportDocument, differences
from ..narrative.text_origin import without_redundant_suggestions

# Who signs is printed with each version and is no change of an answer.
AUTHORSHIP = "authorship."
SUGGESTION = ".recommendation.proposal."
# The only field of the suggestion that is listed: rule, source and the rest change with the sentence.
SUGGESTION_SENTENCE = SUGGESTION + "sentence"


def printed_changes(before: ReportDocument, after: ReportDocument) -> tuple[Difference, ...]:
    """Return the differences visible in the printed report, in document order."""
    found = differences(without_redundant_suggestions(before), without_redundant_suggestions(after))
    return tuple(
        change
        for change in found
        if not change.path.startswith(AUTHORSHIP)
        and (SUGGESTION not in change.path or change.path.endswith(SUGGESTION_SENTENCE))
    )
