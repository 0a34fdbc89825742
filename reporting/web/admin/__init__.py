"""The stock admin: accounts and lists are kept here, and what is signed or recorded can only be read."""

from django.contrib import admin

from reporting.web.admin import accounts, records, register  # noqa: F401 - they register themselves
from reporting.web.admin.base import may_enter

# The role alone decides, not Django's flags of staff and superuser.
admin.site.has_permission = may_enter  # type: ignore[method-assign]
