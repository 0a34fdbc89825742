"""Base classes of administration pages: the role decides on access, and changes and views are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse

from reporting.custody import audit
from reporting.custody.sign_in_audit import request_ip
from reporting.models import AuditKind
from reporting.policy.permissions import Permission, may

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


def may_administer(request: HttpRequest) -> bool:
    return may(request.user, Permission.ADMINISTER)


def unregister_foreign_pages() -> None:
    """Remove the pages of other apps: groups are unused, and secrets of second factors must not be edited.

    Call it after all apps have registered their pages.
    """
    for model in list(admin.site._registry):
        if model._meta.app_label != "reporting":
            admin.site.unregister(model)


class RoleAdmin(ModelAdmin):
    """Administrators may view all rows. Subclasses may allow changes; none allows deletion."""

    change_audit_kind: AuditKind
    list_per_page = 50
    # Counting all rows of a long table is slow and of no use.
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        # Django's filters pass it on: SQLite would search for it, PostgreSQL raises an error.
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the query")
        return super().get_queryset(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return may_administer(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    # Django calls these two for every change, including passwords, in the transaction of the change.

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, created=True)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._record(request, obj, changed=_changed_fields(message))
        return super().log_change(request, obj, message)

    def _record(self, request: HttpRequest, obj: models.Model, **detail: Any) -> None:
        subject = str(getattr(obj, "public_id", obj.pk))
        audit.record(
            self.change_audit_kind,
            actor=request.user,
            request_ip=request_ip(request),
            row=f"{self.opts.model_name} {subject}",
            **detail,
            **self.audited_values(request),
        )

    def audited_values(self, request: HttpRequest) -> dict[str, Any]:
        """Return old and new values to be recorded with the change. Patients’ data is not recorded."""
        return {}


class AuditedViewAdmin(RoleAdmin):
    """Pages with patient data or the audit trail; every view is recorded."""

    view_audit_kind = AuditKind.LIST_SEEN

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._record_view(request)
        return super().changelist_view(request, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        self._record_view(request, object_id or "")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self._record_view(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def _record_view(self, request: HttpRequest, row: str = "") -> None:
        if not self.has_view_permission(request):
            return
        given: dict[str, Any] = {
            "actor": request.user,
            "list": f"admin/{self.opts.model_name}",
            "row": row[:40],
        }
        audit.store_or_log(
            lambda: audit.record(self.view_audit_kind, request_ip=request_ip(request), **given),
            self.view_audit_kind,
            **given,
        )


class ReadOnlyAdmin(AuditedViewAdmin):
    """Rows that cannot be added, changed or deleted here."""


def _changed_fields(message: Any) -> list[str]:
    """Return the names of changed fields in Django's change message."""
    if not isinstance(message, list):
        return []
    return [str(name) for part in message for name in part.get("changed", {}).get("fields", [])]
