"""All URLs of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path

from reporting.web.admin.base import unregister_foreign_pages
from reporting.web.views.health import health

# Use the site's own login page, so that there is one login with one rate limit.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
unregister_foreign_pages()


def change_own_password(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Replace the admin's page, which changes a password without audit trail and notice to its owner."""
    return redirect("account_change_password")


admin.site.password_change = change_own_password  # type: ignore[method-assign, assignment]


def closed(request: HttpRequest) -> HttpResponse:
    """Refuse the e-mail address page: notifications go to this address, so only an administrator changes it."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("accounts/email/", closed, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("reporting.web.urls")),
]

handler400 = "reporting.web.views.errors.bad_request"
