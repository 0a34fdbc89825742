"""What all admin pages share: the role decides who may, and what is changed or looked at is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from reporting.custody import audit
from reporting.custody.sign_in_audit import request_ip
from reporting.models import AuditKind
from reporting.policy.permissions import Permission, may

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


def may_enter(request: HttpRequest) -> bool:
    return may(request.user, Permission.ADMINISTER)


def keep_only_own_pages() -> None:
    """Take out what other apps registered: groups are not used here, and nobody edits a second factor's secret.

    Called when every app has registered its pages.
    """
    for model in list(admin.site._registry):
        if model._meta.app_label != "reporting":
            admin.site.unregister(model)


class ByRole(ModelAdmin):
    """Whoever may enter may look. Changing is allowed by the subclasses that offer it; deleting by none."""

    change_kind: AuditKind
    list_per_page = 50
    # Counting all rows of a long table is slow and tells nothing.
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        # The stock filters hand it on: SQLite would look for it, PostgreSQL fails on it.
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
        return super().get_queryset(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_enter(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_enter(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    # Django calls these two for every change, also that of a password, in the transaction of the change.

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, created=True)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, changed=_fields(message))
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, obj: models.Model, **detail: Any) -> None:
        subject = str(getattr(obj, "public_id", obj.pk))
        audit.record(
            self.change_kind,
            actor=request.user,
            request_ip=request_ip(request),
            row=f"{self.opts.model_name} {subject}",
            **detail,
        )


class Looked(ByRole):
    """Pages that show patients or the audit trail: each look is recorded."""

    look_kind = AuditKind.LIST_SEEN

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._look(request)
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        self._look(request, object_id or "")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._look(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def _look(self, request: HttpRequest, row: str = "") -> None:
        if not self.has_view_permission(request):
            return
        with transaction.atomic():
            audit.record(
                self.look_kind,
                actor=request.user,
                request_ip=request_ip(request),
                list=f"admin/{self.opts.model_name}",
                row=row[:40],
            )


class ReadOnly(Looked):
    """Rows that nobody adds, changes or deletes here."""


def _fields(message: Any) -> list[str]:
    """The names of changed fields in Django's change message."""
    if not isinstance(message, list):
        return []
    return [str(name) for part in message for name in part.get("changed", {}).get("fields", [])]
