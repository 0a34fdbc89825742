"""Forms that sign, amend or discard a report.

Each form contains the token of the page (`reporting.web.forms.tokens`), so that a tab left open cannot write into
another report or overwrite another user's changes, and a key that identifies a repeated click.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document.text import TEXT_MAX
from reporting.models import Report, User
from reporting.policy.lifecycle import SIGNS, Action
from reporting.web.forms import tokens


def initial_values(report: Report, user: User) -> dict[str, Any]:
    """Return initial values that tie a form to the current state of ``report`` and to ``user``."""
    return {"token": tokens.issue(report, user, report.row_version), "request_key": uuid.uuid4()}


class ReportActionForm(forms.Form):
    """Form of an action; ``actions`` are the transitions it may stand for."""

    actions: ClassVar[tuple[Action, ...]]

    token = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.visible_fields():
            field.field.widget.attrs["class"] = "form-control"


def _text(label: Any, help_text: Any) -> forms.CharField:
    # The service refuses empty and unprintable texts with its own messages.
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


def _password() -> forms.CharField:
    return forms.CharField(
        label=_("Your password"),
        help_text=_("Required for every signature."),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignForm(ReportActionForm):
    """Signs the draft; the lifecycle decides which of the actions are possible."""

    actions = (Action.SIGN_FINAL, Action.SIGN_PRELIMINARY, Action.SIGN_AMENDMENT)

    action = forms.ChoiceField(
        label=_("Sign as"),
        choices=[(action.value, SIGNS[action].label) for action in actions],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose preliminary or final.")},
    )
    password = _password()


class AmendForm(ReportActionForm):
    actions = (Action.START_AMENDMENT,)

    reason = _text(_("Reason"), _("Reason for the amendment. Printed on the amended report."))


class AddendumForm(ReportActionForm):
    actions = (Action.ADD_ADDENDUM,)

    addendum = _text(
        _("Addendum"),
        _("Printed below the signed report with your name, date and time. Cannot be changed later."),
    )
    password = _password()


class WithdrawForm(ReportActionForm):
    actions = (Action.WITHDRAW,)

    reason = _text(
        _("Reason"),
        _("Reason for the withdrawal, for example “wrong patient”. Printed on the report."),
    )
    password = _password()


class DiscardForm(ReportActionForm):
    """A confirmation without input."""

    actions = (Action.DISCARD_DRAFT, Action.DISCARD_AMENDMENT)
