"""Choosing a person by public id, so that the address of a list or a form never holds a name or a row number."""

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
    """A referrer; with ``active_only`` one whose account is open."""

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
            # What is no id at all is told in the same words as an id of nobody.
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
