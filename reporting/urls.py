"""Every address, on one screen."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from reporting.admin.base import keep_only_own_pages
from reporting.health import health

# One way in, with one rate limit.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
keep_only_own_pages()

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("reporting.views.urls")),
]

handler400 = "reporting.views.errors.bad_request"
