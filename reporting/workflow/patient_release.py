"""The sheet in plain language for the patient: nobody hands it out before the referring doctor has released it.

A release is for one signed version. When another version follows, that one has to be read and released anew.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.custody import audit
from reporting.ductography.document import ReportDocument
from reporting.ductography.leaflets.leaflet import Sheet
from reporting.ductography.leaflets.patient_summary import patient_sheet
from reporting.models import RELEASED_STATUSES, AuditKind, Report, ReportVersion, SheetRelease, User
from reporting.pdf.patient_leaflet import render_sheet
from reporting.policy import permissions
from reporting.policy.exceptions import ActionRefused
from reporting.policy.permissions import Permission
from reporting.site.languages import report_language
from reporting.workflow.report_rendering import letterhead


def told_version(report: Report) -> ReportVersion:
    """The version whose result a patient may be told.

    Raises:
        ActionRefused: nothing final is signed, or it was withdrawn.
    """
    if report.current_version is None or report.status not in RELEASED_STATUSES:
        sentence = _("Patient summaries are available for final reports only. This report is {status}.")
        raise ActionRefused(sentence.format(status=report.get_status_display()))
    return report.current_version


def release_of(version: ReportVersion) -> SheetRelease | None:
    """When and by whom the sheet of this version was released; None before that."""
    return SheetRelease.objects.select_related("released_by").filter(version=version).first()


def earlier_release(version: ReportVersion) -> SheetRelease | None:
    """The last release of the sheet of a version that this one replaced."""
    earlier = SheetRelease.objects.filter(
        version__report=version.report_id, version__number__lt=version.number
    )
    return earlier.select_related("released_by", "version").order_by("-version__number").first()


def release(report: Report, *, user: User, number: int) -> SheetRelease:
    """Release the sheet of version ``number``, which ``user`` has read; doing it again changes nothing.

    Raises:
        ActionRefused: ``user`` may not, there is no result to be told, or another version stands by now.
    """
    if sentence := permissions.refusal(user, Permission.RELEASE_SHEET):
        raise ActionRefused(sentence)
    with transaction.atomic():
        version = told_version(report.fresh())
        if version.number != number:
            raise ActionRefused(_("A newer version has been signed. Read it before releasing its summary."))
        found, made = SheetRelease.objects.get_or_create(version=version, defaults={"released_by": user})
        if made:
            audit.record(AuditKind.SHEET_RELEASED, actor=user, version=version)
    return found


def sheet_of(version: ReportVersion) -> Sheet:
    """What the patient reads, in the language of the site."""
    with report_language():
        return patient_sheet(ReportDocument.from_json(version.document), letterhead())


def sheet_pdf(version: ReportVersion) -> bytes:
    """The sheet as PDF.

    Raises:
        ActionRefused: it is not released.
    """
    if release_of(version) is None:
        raise ActionRefused(
            _("The patient summary has not been released. The referring clinician releases it.")
        )
    with report_language():
        return render_sheet(sheet_of(version), letterhead())
