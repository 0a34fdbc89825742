"""Pages by which owners begin and confirm their accounts."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reporting.accounts import confirmation, invitations
from reporting.ductography.document.formatting import moment
from reporting.policy.exceptions import ActionRefused
from reporting.web.forms.accounts import FirstPasswordForm
from reporting.web.views.access import Request


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set the first password of the account that the link invites."""
    user = invitations.invited_user(token)
    if user is None:
        return render(request, "account/invitation_expired.html", status=410)
    form = FirstPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if invitations.accept(token, form.cleaned_data["new_password1"]) is None:
            return render(request, "account/invitation_expired.html", status=410)
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invited": user})


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=lambda request: request.method == "POST")  # type: ignore[untyped-decorator]
def confirm_credentials(request: Request) -> HttpResponse:
    """Confirm a password, second factor, name or role that was changed by a link or an administrator."""
    user = request.user
    if user.confirmation_due_since is None:
        return render(request, "account/confirm_credentials.html")
    refusal = ""
    if request.method == "POST":
        try:
            confirmation.confirm(user)
        except ActionRefused as refused:
            refusal = refused.sentence
        else:
            messages.success(request, _("The change is confirmed. You can sign reports."))
            return redirect("home")
    context = {
        "changed_at": moment(user.confirmation_due_since),
        "signer": f"{user.display_name} ({user.get_role_display()})",
        "refusal": refusal,
    }
    return render(request, "account/confirm_credentials.html", context, status=409 if refusal else 200)
