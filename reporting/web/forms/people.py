"""Choose a user by public id, so that URLs and forms never contain names or row numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from reporting.models import Role, User

if TYPE_CHECKING:
    UserChoiceField = forms.ModelChoiceField[User]
else:
    UserChoiceField = forms.ModelChoiceField


class ReferrerField(UserChoiceField):
    """Chooses a referrer; ``active_only`` leaves out deactivated accounts."""

    def __init__(self, *, active_only: bool = False, **options: Any):
        referrers = User.objects.filter(role=Role.REFERRER)
        if active_only:
            referrers = referrers.filter(is_active=True)
        super().__init__(
            queryset=referrers.order_by("last_name", "first_name", "username"),
            to_field_name="public_id",
            required=False,
            **options,
        )

    def to_python(self, value: Any) -> User | None:
        try:
            return super().to_python(value)
        except ValidationError:
            # A malformed id gets the same message as an unknown one.
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
