"""The report, or the document in a file, that a command is told to act on."""

from __future__ import annotations

import hashlib
import uuid

from reporting.ductography.document import DocumentError, ReportDocument
from reporting.management.files import STDIO, bad_input, read_text, refused
from reporting.models import Report, ReportVersion
from reporting.models.normalisation import comparable_number


def report_named(id: str) -> Report:
    """The report with that id or accession number.

    Raises:
        CommandError: there is none; exit code 2.
    """
    reports = Report.objects.whole()
    try:
        found = reports.filter(public_id=uuid.UUID(id)).first()
    except ValueError:
        found = None
    found = found or reports.filter(examination__accession_key=comparable_number(id)).first()
    if found is None:
        raise bad_input(f"There is no report with the id or accession number “{id}”.")
    return found


def intact_document(version: ReportVersion) -> ReportDocument:
    """The document as it was signed.

    Raises:
        CommandError: it is not the one that was signed; exit code 1.
    """
    if hashlib.sha256(version.document.encode()).hexdigest() != version.document_digest:
        raise refused("The stored document of this version is damaged and is not shown.")
    return ReportDocument.from_json(version.document)


def document_in(file: str) -> ReportDocument:
    """The document in a file, or in standard input for ``-``.

    Raises:
        CommandError: it cannot be read, or is no report document; every problem is named; exit code 2.
    """
    try:
        return ReportDocument.from_json(read_text(file))
    except DocumentError as error:
        problems = "".join(f"\n  {problem}" for problem in error.problems)
        name = "standard input" if file == STDIO else file
        raise bad_input(f"{name} is not a report document:{problems}") from error
