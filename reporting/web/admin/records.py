"""Read-only administration of signed versions, audit events and receipts."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reporting.models import AuditEvent, AuditKind, ReadReceipt, ReportVersion
from reporting.web.admin.base import ReadOnlyAdmin


@admin.register(ReportVersion)
class ReportVersionAdmin(ReadOnlyAdmin):
    list_display = ("report", "number", "kind", "signer_name", "signed_at", "document_digest")
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
