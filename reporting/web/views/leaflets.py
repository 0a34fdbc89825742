"""Patient leaflets: the summary of an examination once released, and the preparation leaflet."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.models import AuditKind, Report
from reporting.pdf.patient_leaflet import render_leaflet
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission, may
from reporting.site.languages import report_language
from reporting.web.presenters.leaflets import summary_state
from reporting.web.presenters.reports import patient_of
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.documents import pdf_response, short
from reporting.web.views.errors import InvalidForm, error_page
from reporting.workflow import patient_release
from reporting.workflow.report_rendering import letterhead


@require_safe
@for_report()
def patient_sheet(request: Request, report: Report) -> HttpResponse:
    """Show the patient summary and its release; it can be printed only after release."""
    try:
        version = patient_release.releasable_version(report)
    except ActionRefused as refused:
        return error_page(request, 409, refused.sentence)
    record(request, AuditKind.REPORT_SEEN, report=report, version=version)
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "version": version,
        "sheet": patient_release.summary_of(version),
        "state": summary_state(version),
        "report_language": settings.LANGUAGE_CODE,
        "releases": may(request.user, Permission.RELEASE_SHEET),
    }
    return render(request, "reports/sheet.html", context)


@require_POST
@for_report(Permission.RELEASE_SHEET)
def release_sheet(request: Request, report: Report) -> HttpResponse:
    """Release the summary of the version that was read."""
    number = request.POST.get("version", "")
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise InvalidForm(
            _("The form does not identify the version that was read. Open the patient summary again.")
        )
    try:
        patient_release.release(report, user=request.user, number=int(number))
    except ActionRefused as refused:
        return error_page(request, 409, refused.sentence)
    messages.success(request, _("Patient summary released."))
    return redirect("patient-sheet", public_id=report.public_id)


@require_safe
@for_report()
def patient_sheet_pdf(request: Request, report: Report) -> HttpResponseBase:
    """Serve the released summary as PDF."""
    try:
        version = patient_release.releasable_version(report)
        pdf = patient_release.summary_pdf(version)
    except ActionRefused as refused:
        return error_page(request, 409, refused.sentence)
    record(request, AuditKind.PDF_OPENED, version=version, sheet="patient")
    return pdf_response(pdf, f"{short(report)}-patient.pdf")


@require_safe
def preparation(request: Request) -> HttpResponseBase:
    """Serve the preparation leaflet; it contains no patient data."""
    with report_language():
        head = letterhead()
        return pdf_response(render_leaflet(preparation_leaflet(head), head), "ductography-preparation.pdf")
