"""Prepare the patient's prior ductograms for the editor."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from reporting.custody import signed_content
from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_with_findings,
    side_line,
)
from reporting.ductography.narrative.prior_comparison import SignComparison, compare_signs
from reporting.models import Report


@dataclass(frozen=True, slots=True)
class PriorReport:
    """Summary of a prior report; ``signs`` are compared with those of the current report."""

    public_id: uuid.UUID
    number: int
    examined: datetime.date | None
    side: str
    result: tuple[str, ...]
    category: str
    recommendation: tuple[str, ...]
    signs: list[SignComparison]


def prior_report(report: Report, document: ReportDocument | None) -> PriorReport:
    """Summarise the signed ``report``; ``document`` is the current draft, None while it is invalid."""
    version = report.current_version
    assert version is not None  # noqa: S101 - only signed reports come here
    earlier = signed_content.document_of(version)
    return PriorReport(
        public_id=report.public_id,
        number=version.number,
        examined=report.examination.examination_date,
        side=side_line(earlier),
        result=result_with_findings(earlier),
        category=category_line(earlier),
        recommendation=tuple(recommendation_lines(earlier)),
        signs=compare_signs(document, earlier) if document else [],
    )
