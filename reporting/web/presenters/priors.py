"""The patient's earlier ductograms as the editor shows them beside the form."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_header import (
    category_line,
    recommendation_lines,
    result_lines,
    side_line,
)
from reporting.ductography.narrative.prior_comparison import SignComparison, compare_signs
from reporting.models import Report


@dataclass(frozen=True, slots=True)
class Prior:
    """An earlier report in short; ``signs`` stand beside those of the report that is being written."""

    public_id: uuid.UUID
    number: int
    examined: datetime.date | None
    side: str
    result: tuple[str, ...]
    category: str
    recommendation: tuple[str, ...]
    signs: list[SignComparison]


def prior(report: Report, document: ReportDocument | None) -> Prior:
    """``report`` is signed; ``document`` is what is typed now, None while it cannot be read."""
    version = report.current_version
    assert version is not None  # noqa: S101 - only signed reports come here
    earlier = ReportDocument.from_json(version.document)
    return Prior(
        public_id=report.public_id,
        number=version.number,
        examined=report.examination.examination_date,
        side=side_line(earlier),
        result=tuple(result_lines(earlier)),
        category=category_line(earlier),
        recommendation=tuple(recommendation_lines(earlier)),
        signs=compare_signs(document, earlier) if document else [],
    )
