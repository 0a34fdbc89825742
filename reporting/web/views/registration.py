"""Register an examination: patient, accession number, referrer, side and request."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reporting.policy.permissions import Permission, may
from reporting.registry.registration import register_examination
from reporting.web.forms import tokens
from reporting.web.forms.registration import RegistrationForm
from reporting.web.views.access import Request, for_role


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Permission.REGISTER)
def new_examination(request: Request) -> HttpResponse:
    """Show the form; after registration, radiologists continue to the editor, administrators to the history."""
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            examination = register_examination(user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Examination {number} is registered.").format(number=examination.accession_number)
            )
            name = "report-edit" if may(request.user, Permission.WRITE) else "case"
            return redirect(name, public_id=examination.report.public_id)
    context = {"form": form, "token": tokens.issue_without_report(request.user)}
    return render(request, "registration/new.html", context, status=422 if form.errors else 200)
