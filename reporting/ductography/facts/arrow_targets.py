"""What an arrow on a key image points to: a finding, named by its path in the document."""

from __future__ import annotations

import re

from ..document import BreastFinding, DuctFinding, ReportDocument
from ..vocabulary import Side

_PATH = re.compile(r"(?:ducts\[(\d{1,4})\]|breast)\.findings\[(\d{1,4})\]")


def finding_at(
    report: ReportDocument, path: str | None
) -> tuple[DuctFinding | BreastFinding, Side | None] | None:
    """The finding at ``path``, as ``ducts[0].findings[1]``, with its side; None when there is none."""
    found = _PATH.fullmatch(path or "")
    if not found:
        return None
    duct, number = found.groups()
    if duct is None:
        outside = report.breast.findings[int(number) :]
        return (outside[0], outside[0].side) if outside else None
    ducts = report.ducts[int(duct) :]
    within = ducts[0].findings[int(number) :] if ducts else ()
    return (within[0], ducts[0].side) if within else None
