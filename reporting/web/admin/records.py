"""Read-only administration of signed versions, audit events and receipts."""

from __future__ import annotations

import ipaddress
import uuid
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reporting.custody import signed_content
from reporting.custody.audit import ATNA
from reporting.custody.sealing import version_fault
from reporting.models import AuditEvent, AuditKind, ReadReceipt, ReportVersion
from reporting.web.admin.base import ReadOnlyAdmin
from reporting.web.presenters.history import precise_moment

READ_ACTION = "R"
MAX_NUMBER_DIGITS = 19  # of a 64-bit integer
SIGN_IN, QUERY, SECURITY_ALERT = 110114, 110112, 110113


@admin.register(ReportVersion)
class ReportVersionAdmin(ReadOnlyAdmin):
    """What identifies and seals a version. Its content is on the report page, which records the reason for access."""

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
        "supersedes",
        "document_digest",
        "pdf_digest",
        "pdf_name",
        "certificate_name",
        "certificate_digest",
        "signature_level",
        "verification_code",
        "seal",
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


class GroupFilter(admin.SimpleListFilter):
    """Groups of kinds, such as everything that someone read."""

    title = _("group")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("reads", _("views and exports of reports")),
            ("lists", _("lists and searches")),
            ("changes", _("changes of reports and examinations")),
            ("sign-ins", _("sign-ins and sign-outs")),
            ("security", _("accounts and security")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        kinds = group_kinds(self.value() or "")
        return queryset.filter(kind__in=kinds) if kinds else queryset


def group_kinds(group: str) -> list[AuditKind]:
    """Return the kinds of a group of `GroupFilter`; each kind is in exactly one group."""
    return [kind for kind in AuditKind if _group(kind) == group]


def _group(kind: AuditKind) -> str:
    atna = ATNA[kind]
    by_event = {SIGN_IN: "sign-ins", QUERY: "lists", SECURITY_ALERT: "security"}
    return by_event.get(atna.event_id) or ("reads" if atna.action == READ_ACTION else "changes")


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    view_audit_kind = AuditKind.AUDIT_SEEN
    list_display = (
        "number",
        "moment",
        "kind",
        "outcome",
        "actor_name",
        "actor_role",
        "request_ip",
        "report_id",
        "version_number",
    )
    fields = (*list_display, "patient_id", "detail", "seal")
    readonly_fields = ("moment",)
    list_filter = (GroupFilter, "kind", "outcome", "actor_role", "at")
    search_fields = ("actor_name",)  # makes the search field appear; `get_search_results` decides
    search_help_text = _("Username, IP address, event number, or identifier of a report or patient")

    @admin.display(description=_("time"), ordering="at")
    def moment(self, event: AuditEvent) -> str:
        return precise_moment(event.at)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Search the one column that the form of the word names, which has an index where there are many values."""
        word = search_term.strip()
        return (queryset.filter(_condition(word)) if word else queryset), False


def _condition(word: str) -> Q:
    try:
        identifier = uuid.UUID(word)
    except ValueError:
        pass
    else:
        return Q(report_id=identifier) | Q(patient_id=identifier)
    try:
        return Q(request_ip=str(ipaddress.ip_address(word)))
    except ValueError:
        pass
    if word.isdecimal() and len(word) < MAX_NUMBER_DIGITS:
        return Q(number=int(word))
    return Q(actor_name=word)


@admin.register(ReadReceipt)
class ReadReceiptAdmin(ReadOnlyAdmin):
    list_display = ("version", "reader", "at")
    list_select_related = ("version", "reader")
    ordering = ("-pk",)
