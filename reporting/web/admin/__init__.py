"""Administration pages: accounts and lists can be edited, signed and recorded data only viewed."""

from django.contrib import admin

from reporting.web.admin import accounts, outbox, records, register  # noqa: F401 - they register themselves
from reporting.web.admin.base import may_administer

# The role alone decides, not Django's flags of staff and superuser.
admin.site.has_permission = may_administer  # type: ignore[method-assign]
