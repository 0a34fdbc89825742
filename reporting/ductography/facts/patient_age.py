"""How old the patient was at the examination."""

from __future__ import annotations

from ..document import ReportDocument


def age_of(report: ReportDocument) -> int | None:
    """Whole years at the examination; the recorded age where a date is missing, None when nothing is known."""
    identity = report.identity
    born, examined = identity.birth_date, identity.examination_date
    if born is None or examined is None:
        return identity.age_years
    had_birthday = (examined.month, examined.day) >= (born.month, born.day)
    return examined.year - born.year - (not had_birthday)
