"""URLs of all pages. None contains patient data."""

from __future__ import annotations

from django.urls import path

from reporting.web.views import (
    accounts,
    amending,
    autosave,
    cases,
    content_access,
    documents,
    editor,
    history,
    home,
    images,
    inbox,
    language,
    leaflets,
    pending_saves,
    registration,
    reports,
    signing,
    statistics,
    verify,
    worklist,
)

REPORT = "reports/<uuid:public_id>/"
CASE = "cases/<uuid:public_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("account/confirm/", accounts.confirm_credentials, name="confirm-credentials"),
    path("account/invitation/<str:token>/", accounts.accept_invitation, name="invitation"),
    path("worklist/", worklist.worklist, name="worklist"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("language/", language.choose, name="language"),
    path("unsent/", pending_saves.pending_saves, name="unsent"),
    path("verify/", verify.code_form, name="verify"),
    path("verify/<str:code>/", verify.verification_page, name="verify-code"),
    path("cases/", cases.cases, name="cases"),
    path(CASE, history.case, name="case"),
    path(f"{CASE}history.pdf", history.case_pdf, name="case-pdf"),
    path(f"{CASE}differences/", history.case_differences, name="case-differences"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics/statistics.pdf", statistics.pdf, name="statistics-pdf"),
    path("preparation.pdf", leaflets.preparation, name="preparation-sheet"),
    path("examinations/new/", registration.new_examination, name="examination-new"),
    path(REPORT, reports.report_page, name="report"),
    path(f"{REPORT}access/", content_access.state_reason, name="report-access"),
    path(f"{REPORT}edit/", editor.edit, name="report-edit"),
    path(f"{REPORT}live/", autosave.live_panel, name="report-live"),
    path(f"{REPORT}save/", autosave.autosave, name="report-save"),
    path(f"{REPORT}presence/", autosave.presence_ping, name="report-presence"),
    path(f"{REPORT}images/", images.images, name="report-images"),
    path(f"{REPORT}images/choose/<str:token>/", images.choose, name="report-image-choose"),
    path(f"{REPORT}images/choose/<str:token>/<int:number>/", images.staged_frame, name="report-image-frame"),
    path(f"{REPORT}images/<slug:digest>/", images.image, name="report-image"),
    path(f"{REPORT}images/<slug:digest>/small/", images.image, {"small": True}, name="report-image-small"),
    path(f"{REPORT}images/<slug:digest>/discard/", images.discard, name="report-image-discard"),
    path(f"{REPORT}preview.pdf", documents.preview, name="report-preview"),
    path(f"{REPORT}versions/<int:number>/report.pdf", documents.version_pdf, name="version-pdf"),
    path(f"{REPORT}patient-sheet/", leaflets.patient_sheet, name="patient-sheet"),
    path(f"{REPORT}patient-sheet/release/", leaflets.release_sheet, name="patient-sheet-release"),
    path(f"{REPORT}patient-sheet.pdf", leaflets.patient_sheet_pdf, name="patient-sheet-pdf"),
    path(f"{REPORT}sign/", signing.sign, name="report-sign"),
    path(f"{REPORT}amend/", amending.amend, name="report-amend"),
    path(f"{REPORT}addendum/", signing.addendum, name="report-addendum"),
    path(f"{REPORT}withdraw/", signing.withdraw, name="report-withdraw"),
    path(f"{REPORT}discard/", amending.discard, name="report-discard"),
]
