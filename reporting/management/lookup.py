"""Find the report, or read the document, that a command is called with."""

from __future__ import annotations

import uuid

from reporting.custody import signed_content
from reporting.ductography.document import DocumentError, ReportDocument
from reporting.management.files import STDIO, altered_content_told, bad_input_error, read_text
from reporting.models import Report
from reporting.models.normalisation import comparable_number


def find_report(id: str) -> Report:
    """Return the report with this id or accession number.

    Raises:
        CommandError: it does not exist, exit code 2; or it is not what was signed, exit code 1.
    """
    reports = Report.objects.whole()
    try:
        found = reports.filter(public_id=uuid.UUID(id)).first()
    except ValueError:
        found = None
    found = found or reports.filter(examination__accession_key=comparable_number(id)).first()
    if found is None:
        raise bad_input_error(f"There is no report with the id or accession number “{id}”.")
    with altered_content_told():
        signed_content.require_intact(found)
    return found


def read_document(file: str) -> ReportDocument:
    """Return the document in a file, or in standard input for ``-``.

    Raises:
        CommandError: it cannot be read or is not a report document; all problems are listed; exit code 2.
    """
    try:
        return ReportDocument.from_json(read_text(file))
    except DocumentError as error:
        problems = "".join(f"\n  {problem}" for problem in error.problems)
        name = "standard input" if file == STDIO else file
        raise bad_input_error(f"{name} is not a report document:{problems}") from error
