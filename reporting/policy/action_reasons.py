"""Check the text that an action requires: the reason of an amendment or withdrawal, the text of an addendum."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document.text import TEXT_MAX, normalised, refused_characters
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action

# Actions that require a text, and the message if it is missing.
REQUIRED_TEXT: dict[Action, Promise] = {
    Action.START_AMENDMENT: _("Enter the reason for the amendment."),
    Action.ADD_ADDENDUM: _("Enter the addendum text."),
    Action.WITHDRAW: _("Enter the reason for the withdrawal."),
}


def required_text(action: Action, text: str) -> str:
    """Return the reason or addendum in the form in which it is stored.

    Raises:
        ActionRefused: the text is empty, too long, or contains characters that cannot be printed.
    """
    text = normalised(text)
    if not text:
        raise ActionRefused(str(REQUIRED_TEXT[action]))
    if len(text) > TEXT_MAX:
        raise ActionRefused(
            gettext("This text is too long; the limit is {limit} characters.").format(limit=TEXT_MAX)
        )
    if refused := refused_characters(text):
        raise ActionRefused(
            gettext("These characters are not allowed: {characters}.").format(characters=", ".join(refused))
        )
    return text
