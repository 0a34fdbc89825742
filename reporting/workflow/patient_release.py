"""Release the patient summary: it is available only after the referring clinician has released it.

A release covers one signed version. A later version must be read and released again.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.custody import audit, signed_content
from reporting.ductography.leaflets.leaflet import Leaflet
from reporting.ductography.leaflets.patient_summary import patient_summary
from reporting.models import RELEASED_STATUSES, AuditKind, Report, ReportVersion, SheetRelease, User
from reporting.pdf.patient_leaflet import render_leaflet
from reporting.policy import permissions
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission
from reporting.site.languages import report_language
from reporting.workflow.report_rendering import letterhead


def releasable_version(report: Report) -> ReportVersion:
    """Return the version whose result may be given to the patient.

    Raises:
        ActionRefused: no final version is signed, or the report was withdrawn.
    """
    if report.current_version is None or report.status not in RELEASED_STATUSES:
        sentence = _("Patient summaries are available for final reports only. This report is {status}.")
        raise ActionRefused(sentence.format(status=report.get_status_display()))
    return report.current_version


def release_of(version: ReportVersion) -> SheetRelease | None:
    """Return the release of this version's summary, or None."""
    return SheetRelease.objects.select_related("released_by").filter(version=version).first()


def earlier_release(version: ReportVersion) -> SheetRelease | None:
    """Return the latest release of an earlier version's summary, or None."""
    earlier = SheetRelease.objects.filter(
        version__report=version.report_id, version__number__lt=version.number
    )
    return earlier.select_related("released_by", "version").order_by("-version__number").first()


def release(report: Report, *, user: User, number: int) -> SheetRelease:
    """Release the summary of version ``number``, which ``user`` has read; repeating it changes nothing.

    Raises:
        ActionRefused: ``user`` may not, there is no final version, or a newer version is current.
    """
    if sentence := permissions.refusal(user, Permission.RELEASE_SHEET):
        raise ActionRefused(sentence)
    with transaction.atomic():
        now = report.fresh()
        signed_content.require_intact(now)
        version = releasable_version(now)
        if version.number != number:
            raise ActionRefused(_("A newer version has been signed. Read it before releasing its summary."))
        found, made = SheetRelease.objects.get_or_create(version=version, defaults={"released_by": user})
        if made:
            audit.record(AuditKind.SHEET_RELEASED, actor=user, version=version)
    return found


def summary_of(version: ReportVersion) -> Leaflet:
    """Return the patient summary of a version, in the language of the site."""
    with report_language():
        return patient_summary(signed_content.document_of(version), letterhead())


def summary_pdf(version: ReportVersion) -> bytes:
    """Return the patient summary as PDF.

    Raises:
        ActionRefused: it is not released.
    """
    if release_of(version) is None:
        raise ActionRefused(
            _("The patient summary has not been released. The referring clinician releases it.")
        )
    with report_language():
        return render_leaflet(summary_of(version), letterhead())
