"""PDFs: the signed versions, bit for bit as stored, and the working copy as it would print."""

from __future__ import annotations

import io

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from reporting.custody import archive
from reporting.delivery import notifications
from reporting.models import AuditKind, Outcome, Report
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.errors import problem
from reporting.web.views.rate_limits import too_often
from reporting.workflow import signing

PDFS_PER_MINUTE = 30


@require_safe
@for_report()
def version_pdf(request: Request, report: Report, number: int) -> HttpResponseBase:
    """The PDF of a signed version. A referrer who opens it has read the report."""
    version = report.versions.visible_to(request.user).filter(number=number).first()
    if version is None:
        raise Http404
    if too_often("pdfs-opened", request.user.pk, PDFS_PER_MINUTE):  # a sign of copying them all
        record(
            request,
            AuditKind.ACCESS_REFUSED,
            version=version,
            outcome=Outcome.REFUSED,
            limit=PDFS_PER_MINUTE,
        )
        sentence = _("You opened {limit} PDFs in one minute.").format(limit=PDFS_PER_MINUTE)
        return problem(request, 429, sentence)
    try:
        pdf = archive.load(version, actor=request.user)
    except (archive.StoredPdfDamaged, archive.ArchiveUnavailable) as error:
        return problem(request, 503, error.sentence)
    record(request, AuditKind.PDF_OPENED, version=version)
    if version.pk == report.current_version_id:
        notifications.mark_read(version, request.user)
    return pdf_response(pdf, f"{short(report)}-v{version.number}.pdf")


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@for_report(Permission.SEE_CASES)
def preview(request: Request, report: Report) -> HttpResponseBase:
    """The working copy as PDF, marked as a draft. The page that asks for the signature shows it in a frame."""
    try:
        pdf = signing.preview(report, request.user)
    except ActionRefused as refused:
        return problem(request, 409, refused.sentence)
    record(request, AuditKind.PDF_OPENED, report=report, draft=report.row_version)
    return pdf_response(pdf, f"{short(report)}-draft.pdf")


def pdf_response(pdf: bytes, name: str) -> FileResponse:
    """Shown in the browser. The name under which it would be saved tells nothing about the patient."""
    response = FileResponse(io.BytesIO(pdf), content_type="application/pdf", filename=name)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def short(report: Report) -> str:
    """What files of ``report`` are called, without naming the patient."""
    return f"ductography-{report.public_id.hex[:8]}"
