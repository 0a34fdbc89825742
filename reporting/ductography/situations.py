"""What a report says was done: the facts that many rules ask for."""

from __future__ import annotations

from collections.abc import Iterable

from .document import Duct, DuctFinding, ReportDocument
from .vocabulary import FillingCompleteness, Origin, Outcome, Presence

NOT_DONE = (Outcome.FAILED, Outcome.NOT_ATTEMPTED)


def was_filled(duct: Duct) -> bool:
    """Whether contrast went into the duct, so that technique and findings must be told."""
    entered = duct.cannulation.outcome not in NOT_DONE
    return entered and duct.filling.completeness is not FillingCompleteness.NOT_FILLED


def contrast_was_given(report: ReportDocument) -> bool:
    return any(was_filled(duct) for duct in report.ducts)


def present(findings: Iterable[DuctFinding]) -> list[DuctFinding]:
    """The signs that were seen; the negatives that are stated beside them are left out."""
    return [finding for finding in findings if finding.kind and finding.presence is Presence.PRESENT]


def is_restated(report: ReportDocument) -> bool:
    """Whether the case comes from a publication, which cannot be asked for more than it tells."""
    return report.origin.kind is Origin.PUBLISHED
