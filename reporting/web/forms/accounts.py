"""Form with which an invited user sets the first password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.forms import SetPasswordForm

from reporting.models import User

if TYPE_CHECKING:
    PasswordForm = SetPasswordForm[User]
else:
    PasswordForm = SetPasswordForm


class FirstPasswordForm(PasswordForm):
    """Two entries of the same new password, checked by the site's validators; a service stores it."""
