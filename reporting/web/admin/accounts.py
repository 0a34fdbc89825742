"""Administration of accounts, contrast agents and templates. Accounts and agents are deactivated, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from reporting.custody import account_audit
from reporting.models import AuditKind, ContrastAgent, ReportTemplate, Role, User
from reporting.web.admin.base import RoleAdmin, may_administer

if TYPE_CHECKING:
    ChangeForm = UserChangeForm[User]
    CreationForm = AdminUserCreationForm[User]
    StockUserAdmin = UserAdmin[User]
else:
    StockUserAdmin = UserAdmin
    ChangeForm = UserChangeForm
    CreationForm = AdminUserCreationForm


CHANGES = "account_changes"  # attribute of a request: what `save_model` changed


class AccountForm(ChangeForm):
    """Prevents administrators from locking themselves out."""

    editor: User

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance.pk == self.editor.pk:
            if cleaned.get("role") != Role.ADMIN:
                self.add_error("role", ValidationError(_("Ask another administrator to change your role.")))
            if not cleaned.get("is_active"):
                self.add_error(
                    "is_active", ValidationError(_("Ask another administrator to deactivate your account."))
                )
        return cleaned


@admin.register(User)
class AccountAdmin(RoleAdmin, StockUserAdmin):
    change_audit_kind = AuditKind.ACCOUNT_CHANGED
    form = AccountForm
    add_form = CreationForm
    list_display = ("username", "last_name", "first_name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Permissions"),
            {
                "fields": ("role", "is_active"),
                "description": _(
                    "Radiologists write and sign. Referring clinicians read reports of their own "
                    "patients. Administrators manage accounts and view all histories. Deactivate "
                    "accounts no longer in use; signatures and history keep the name."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "role")}),
        (_("First password"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[User]]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        # Django's own flags follow the role, so that code relying on them agrees with it.
        obj.is_staff = obj.role == Role.ADMIN
        obj.is_superuser = obj.is_superuser and obj.is_staff
        before = account_audit.stored_values(obj) if change else {}
        super().save_model(request, obj, form, change)
        setattr(request, CHANGES, account_audit.changes(before, obj))

    def audited_values(self, request: HttpRequest) -> dict[str, Any]:
        found: dict[str, Any] = getattr(request, CHANGES, {})
        return found

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)


@admin.register(ContrastAgent)
class ContrastAgentAdmin(RoleAdmin):
    change_audit_kind = AuditKind.CATALOGUE_CHANGED
    list_display = ("name", "concentration_mg_i_per_ml", "code", "active")
    list_filter = ("active",)
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)


@admin.register(ReportTemplate)
class ReportTemplateAdmin(RoleAdmin):
    """Radiologists create templates in the editor; here one becomes the site's, or its normal study."""

    change_audit_kind = AuditKind.CATALOGUE_CHANGED
    list_display = ("name", "owner", "is_normal_study")
    list_filter = ("is_normal_study",)
    search_fields = ("name",)
    readonly_fields = ("document",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)
