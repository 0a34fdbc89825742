"""Read-only administration of signed versions, audit events and receipts."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reporting.custody import signed_content
from reporting.custody.sealing import version_fault
from reporting.models import AuditEvent, AuditKind, ReadReceipt, ReportVersion
from reporting.web.admin.base import ReadOnlyAdmin


@admin.register(ReportVersion)
class ReportVersionAdmin(ReadOnlyAdmin):
    list_display = ("report", "number", "kind", "signer_name", "signed_at", "document_digest", "intact")
    list_select_related = ("report", "supersedes")
    list_filter = ("kind",)
    ordering = ("-pk",)
    fields = (
        "report",
        "number",
        "kind",
        "signer_name",
        "signed_at",
        "attested",
        "reason",
        "addendum_text",
        "supersedes",
        "document_digest",
        "pdf_digest",
        "pdf_name",
        "certificate_name",
        "certificate_digest",
        "signature_level",
        "verification_code",
        "seal",
        "document",
    )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> ReportVersion | None:
        """Return the version once its report is known to be intact; otherwise `AlteredContent` answers."""
        with signed_content.reading_rows():
            version: ReportVersion | None = super().get_object(request, object_id, from_field)
        if version is not None:
            signed_content.require_intact(version.report.fresh())
        return version

    @admin.display(description=_("intact"), boolean=True)
    def intact(self, version: ReportVersion) -> bool:
        return not version_fault(version)

    @admin.display(description=_("attestation"))
    def attested(self, version: ReportVersion) -> str:
        return version.get_meaning_display()


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    view_audit_kind = AuditKind.AUDIT_SEEN
    list_display = (
        "number",
        "at",
        "kind",
        "outcome",
        "actor_name",
        "actor_role",
        "request_ip",
        "report_id",
        "version_number",
    )
    list_filter = ("kind", "outcome", "actor_role")
    search_fields = ("=actor_name", "=request_ip")


@admin.register(ReadReceipt)
class ReadReceiptAdmin(ReadOnlyAdmin):
    list_display = ("version", "reader", "at")
    list_select_related = ("version", "reader")
    ordering = ("-pk",)
