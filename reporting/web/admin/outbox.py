"""Administration of the outbox: what waits, what failed and why, and sending again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reporting.delivery import outbox
from reporting.models import Delivery, MailKind, OutboxRow, OutgoingMail
from reporting.web.admin.base import ReadOnlyAdmin


class OutboxAdmin(ReadOnlyAdmin):
    """Rows cannot be changed; those not sent can be queued again, which the row and Django’s history record."""

    change_form_template = "admin/reporting/outbox_row.html"
    actions = ("resend_selected",)  # type: ignore[assignment]
    list_filter = (("sent_at", admin.EmptyFieldListFilter), ("given_up_at", admin.EmptyFieldListFilter))
    ordering = ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_resend"
        own = path("<int:object_id>/resend/", self.admin_site.admin_view(self.resend_view), name=name)
        return [own, *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_resend"
        number = int(object_id) if object_id and object_id.isascii() and object_id.isdigit() else 0
        more = {"resend_url": reverse(name, args=[number])} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, more)

    def resend_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Queue one row again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = get_object_or_404(self.model, pk=object_id)
        if "resend" in request.POST:
            self._resend(request, [row])
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @admin.action(description=_("Resend selected e-mails"), permissions=["view"])
    def resend_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Queue the selected rows again; those already sent are left."""
        self._resend(request, list(rows))

    def _resend(self, request: HttpRequest, rows: list[OutboxRow]) -> None:
        queued = [row for row in rows if outbox.resend(row, user=request.user)]  # type: ignore[arg-type]
        sentence = ngettext(
            "{number} e-mail queued again. It is sent within a minute.",
            "{number} e-mails queued again. They are sent within a minute.",
            len(queued),
        )
        if queued:
            self.message_user(request, sentence.format(number=len(queued)), messages.SUCCESS)
        if len(queued) < len(rows):
            self.message_user(request, _("E-mails already sent were not queued again."), messages.WARNING)


@admin.register(Delivery)
class DeliveryAdmin(OutboxAdmin):
    list_display = ("version", "recipient", "created_at", "sent_at", "given_up_at", "attempts", "error")
    list_select_related = ("version", "recipient")


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OutboxAdmin):
    """Texts are not shown: they may contain a link with which somebody signs in."""

    list_display = (
        "subject_or_kind",
        "addresses",
        "created_at",
        "sent_at",
        "given_up_at",
        "attempts",
        "error",
    )
    fields = (
        "kind",
        "addresses",
        "subject",
        "created_at",
        "queued_at",
        "due_at",
        "attempts",
        "sent_at",
        "given_up_at",
        "error",
        "resent_by",
    )

    @admin.display(description=_("subject"))
    def subject_or_kind(self, mail: OutgoingMail) -> str:
        return mail.subject or str(MailKind(mail.kind).label)

    @admin.display(description=_("recipient"))
    def addresses(self, mail: OutgoingMail) -> str:
        return mail.requested_for or ", ".join(mail.recipients)
