"""What administrators are told about e-mails that were not sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from reporting.delivery import outbox
from reporting.models import Delivery


@dataclass(frozen=True, slots=True)
class UndeliveredRow:
    """Messages of one table that were given up, and the list of them."""

    label: str
    href: str


def undelivered_rows() -> list[UndeliveredRow]:
    """Return one row for each table of the outbox with messages that were given up."""
    return [
        UndeliveredRow(
            (_notifications(number) if model is Delivery else _mails(number)).format(number=number),
            reverse(f"admin:reporting_{model._meta.model_name}_changelist") + "?given_up_at__isempty=0",
        )
        for model, number in outbox.given_up().items()
        if number
    ]


def _notifications(number: int) -> str:
    return ngettext(
        "{number} notification could not be sent within a day.",
        "{number} notifications could not be sent within a day.",
        number,
    )


def _mails(number: int) -> str:
    return ngettext(
        "{number} e-mail could not be sent within a day.",
        "{number} e-mails could not be sent within a day.",
        number,
    )
