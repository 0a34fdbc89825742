"""Choose the language of screens, stored with the account. Reports use the site's language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reporting.models import User
from reporting.web.views.access import Request
from reporting.web.views.errors import InvalidForm


@require_POST
def choose(request: Request) -> HttpResponse:
    """Store the choice and return to the previous page.

    Raises:
        InvalidForm: the language does not exist.
    """
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise InvalidForm(_("Language not available."))
    User.objects.filter(pk=request.user.pk).update(language=chosen)
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if here else "home")
