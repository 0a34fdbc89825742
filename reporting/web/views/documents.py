"""PDFs: signed versions exactly as stored, and the preview of a draft."""

from __future__ import annotations

import io

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from reporting.custody import archive, signed_content
from reporting.delivery import notifications
from reporting.models import AuditKind, Outcome, Report
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.errors import error_page
from reporting.web.views.rate_limits import rate_limit_exceeded
from reporting.workflow import signing

PDFS_PER_MINUTE = 30


@require_safe
@for_report(counted=False)
def version_pdf(request: Request, report: Report, number: int) -> HttpResponseBase:
    """Serve the PDF of a signed version, and record that a referrer has read it."""
    shown = signed_content.versions_shown_to(report, request.user)
    version = next((found for found in shown if found.number == number), None)
    if version is None:
        raise Http404
    if rate_limit_exceeded(
        "pdfs-opened", request.user.pk, PDFS_PER_MINUTE
    ):  # more suggests copying all of them
        record(
            request,
            AuditKind.ACCESS_REFUSED,
            version=version,
            outcome=Outcome.REFUSED,
            limit=PDFS_PER_MINUTE,
        )
        sentence = _("You opened {limit} PDFs in one minute.").format(limit=PDFS_PER_MINUTE)
        return error_page(request, 429, sentence)
    try:
        pdf = archive.load(version, actor=request.user)
    except (archive.StoredPdfDamaged, archive.ArchiveUnavailable) as error:
        return error_page(request, 503, error.sentence)
    record(request, AuditKind.PDF_OPENED, version=version)
    if version.pk == report.current_version_id:
        notifications.mark_read(version, request.user)
    return pdf_response(pdf, f"{short(report)}-v{version.number}.pdf")


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@for_report(Permission.SEE_CASES)
def preview(request: Request, report: Report) -> HttpResponseBase:
    """Serve the draft as PDF, marked as a draft. The signing page shows it in a frame."""
    try:
        pdf = signing.preview(report, request.user)
    except ActionRefused as refused:
        return error_page(request, 409, refused.sentence)
    record(request, AuditKind.PDF_OPENED, report=report, draft=report.row_version)
    return pdf_response(pdf, f"{short(report)}-draft.pdf")


def pdf_response(pdf: bytes, name: str) -> FileResponse:
    """Return a PDF shown in the browser; its file name contains no patient data."""
    response = FileResponse(io.BytesIO(pdf), content_type="application/pdf", filename=name)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def short(report: Report) -> str:
    """Return the file name stem of ``report``, without patient data."""
    return f"ductography-{report.public_id.hex[:8]}"
