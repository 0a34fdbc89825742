"""What a report says was done: the facts that many rules ask for."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import Duct, DuctFinding, ReportDocument
from ..vocabulary import FillingCompleteness, Origin, Outcome, Presence

NOT_DONE = (Outcome.FAILED, Outcome.NOT_ATTEMPTED)


def was_filled(duct: Duct) -> bool:
    """Whether contrast went into the duct: nothing denies it, and something of the filling is told."""
    told = duct.views or duct.findings or not duct.contrast.is_empty() or not duct.filling.is_empty()
    return bool(told) and not _filling_is_denied(duct)


def is_begun(report: ReportDocument) -> bool:
    """Whether there is anything to propose a next step from: an outcome, something of a duct, or a category."""
    categories = any(breast.birads or breast.gics for breast in report.breasts)
    return bool(report.outcome.status) or categories or contrast_was_given(report)


def is_to_be_told(duct: Duct, report: ReportDocument) -> bool:
    """Whether filling, views and findings of the duct are owed: it was filled, or nothing says that it was not.

    A duct of which only the side stands owes nothing where the examination failed or was not attempted.
    """
    return was_filled(duct) or (report.outcome.status not in NOT_DONE and not _filling_is_denied(duct))


def _filling_is_denied(duct: Duct) -> bool:
    not_entered = duct.cannulation.outcome in NOT_DONE
    return not_entered or duct.filling.completeness is FillingCompleteness.NOT_FILLED


def contrast_was_given(report: ReportDocument) -> bool:
    return any(was_filled(duct) for duct in report.ducts)


def present(findings: Iterable[DuctFinding]) -> list[DuctFinding]:
    """The signs that were seen; the negatives that are stated beside them are left out."""
    return [finding for finding in findings if finding.kind and finding.presence is Presence.PRESENT]


def is_restated(report: ReportDocument) -> bool:
    """Whether the case comes from a publication, which cannot be asked for more than it tells."""
    return report.origin.kind is Origin.PUBLISHED
