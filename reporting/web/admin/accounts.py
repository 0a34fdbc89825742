"""Administration of accounts, contrast agents and templates. Accounts and agents are deactivated, never deleted.

Administrators set no passwords: an account begins with an invitation, and its owner resets the password by a link.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.accounts import administrators_changes, credentials, invitations, sessions, sign_in_lock
from reporting.custody import account_audit
from reporting.ductography.document.formatting import moment
from reporting.models import AuditKind, ContrastAgent, ReportTemplate, Role, User
from reporting.policy.exceptions import ActionRefused
from reporting.web.admin.base import RoleAdmin, may_administer
from reporting.workflow import signing_password

if TYPE_CHECKING:
    ChangeForm = UserChangeForm[User]
    CreationForm = ModelForm[User]
    StockUserAdmin = UserAdmin[User]
else:
    StockUserAdmin = UserAdmin
    ChangeForm = UserChangeForm
    CreationForm = ModelForm


class NewAccountForm(CreationForm):
    """Account whose owner sets the password by the link in the invitation, hence the required address."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation is sent to it."))

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "role")


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


def _invite(user: User, actor: User) -> str:
    sent = invitations.send(user, actor=actor)
    return gettext("The invitation was sent to {address}.") if sent else ""


def _send_reset_link(user: User, actor: User) -> str:
    sent = credentials.send_reset_link(user, actor=actor)
    return gettext("A link to set a new password was sent to {address}.") if sent else ""


def _reset_second_factor(user: User, actor: User) -> str:
    credentials.reset_second_factor(user, actor=actor)
    return gettext("The second factor was removed.")


def _unlock(user: User, actor: User) -> str:
    sign_in_lock.unlock(user, actor=actor)
    return gettext("The account is unlocked.")


def _end_sessions(user: User, actor: User) -> str:
    sessions.end_all(user, actor=actor)
    return gettext("All sessions were ended.")


# By the last part of the URL; each returns what it did, or "" if the account has no e-mail address.
ACTIONS: dict[str, Callable[[User, User], str]] = {
    "invite": _invite,
    "reset-link": _send_reset_link,
    "reset-second-factor": _reset_second_factor,
    "unlock": _unlock,
    "end-sessions": _end_sessions,
}


@admin.register(User)
class AccountAdmin(RoleAdmin, StockUserAdmin):
    change_audit_kind = AuditKind.ACCOUNT_CHANGED
    change_form_template = "admin/reporting/user/change_form.html"
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    list_display = (
        "username",
        "last_name",
        "first_name",
        "role",
        "is_active",
        "second_factor",
        "last_login",
    )
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = (
        "invited_at",
        "password_set",
        "second_factor",
        "signing_held",
        "locked_at",
        "signing_locked",
        "open_sessions",
        "last_login",
        "date_joined",
    )
    fieldsets = (
        (None, {"fields": ("username",)}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Permissions"),
            {
                "fields": ("role", "is_active"),
                "description": _(
                    "Radiologists write and sign. Radiologists in training write, and sign as preliminary only. "
                    "Referring clinicians read reports of their own "
                    "patients. Administrators manage accounts and view all histories. Deactivate "
                    "accounts no longer in use; signatures and history keep the name."
                ),
            },
        ),
        (
            _("Sign-in"),
            {
                "fields": (
                    "invited_at",
                    "password_set",
                    "second_factor",
                    "signing_held",
                    "locked_at",
                    "signing_locked",
                    "open_sessions",
                ),
                "description": _(
                    "Only the owner sets the password and the second factor. Send a link, or remove a lost "
                    "second factor, with the buttons above."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "first_name", "last_name", "email", "role")}),)

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        known: bool | None = getattr(user, "has_factor", None)
        return credentials.has_second_factor(user) if known is None else known

    @admin.display(description=_("password set"), boolean=True)
    def password_set(self, user: User) -> bool:
        return user.has_usable_password()

    @admin.display(description=_("change to be confirmed by the owner since"))
    def signing_held(self, user: User) -> str:
        return moment(user.confirmation_due_since) if user.confirmation_due_since else "–"

    @admin.display(description=_("sign-in locked at"))
    def locked_at(self, user: User) -> str:
        return ", ".join(sign_in_lock.locked_addresses(user)) or "–"

    @admin.display(description=_("signing locked until"))
    def signing_locked(self, user: User) -> str:
        until = signing_password.locked_until(user)
        return moment(until) if until else "–"

    @admin.display(description=_("open sessions"))
    def open_sessions(self, user: User) -> str:
        listed = [f"{session.ip}, {moment(session.created_at)}" for session in sessions.of_account(user)]
        return "; ".join(listed) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        counted = factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
        found: QuerySet[User] = super().get_queryset(request).annotate(has_factor=Exists(counted))
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_administer(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_administer(request)

    def get_urls(self) -> list[URLPattern]:
        # Without those of Django's UserAdmin, by which one user sets another's password.
        act = self.admin_site.admin_view(self.act)
        return [
            path("<int:object_id>/actions/<slug:action>/", act, name="reporting_user_action"),
            *admin.ModelAdmin.get_urls(self),
        ]

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
        if not change:
            obj.password = make_password(None)
        super().save_model(request, obj, form, change)
        setattr(request, CHANGES, account_audit.changes(before, obj))
        if not change:
            request.added_account = obj  # type: ignore[attr-defined]
        if change:
            administrators_changes.apply(obj, before)
        if change and "is_active" in form.changed_data and not obj.is_active:
            sessions.end_within_transaction(obj)

    def audited_values(self, request: HttpRequest) -> dict[str, Any]:
        found: dict[str, Any] = getattr(request, CHANGES, {})
        return found

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The e-mail is sent after the transaction of the new account.
        response = super().add_view(request, form_url, extra_context)
        added = getattr(request, "added_account", None)
        if added is not None:
            self._perform(request, added, "invite")
        return response

    def act(self, request: HttpRequest, object_id: int, action: str) -> HttpResponse:
        """Perform one of `ACTIONS` on an account, and return to its page."""
        if not may_administer(request):
            raise PermissionDenied
        user = User.objects.filter(pk=object_id).first()
        if user is None or action not in ACTIONS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._perform(request, user, action)
        return redirect(reverse("admin:reporting_user_change", args=[user.pk]))

    def _perform(self, request: HttpRequest, user: User, action: str) -> None:
        assert isinstance(request.user, User)  # noqa: S101 - may_administer
        try:
            done = ACTIONS[action](user, request.user)
        except ActionRefused as refused:
            messages.error(request, refused.sentence)
            return
        if done:
            messages.success(request, done.format(address=user.email))
        else:
            messages.error(
                request,
                gettext("The account has no e-mail address. Enter one, then send the link again."),
            )


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
