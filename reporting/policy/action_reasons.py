"""The words that go with an action: why a report is amended or withdrawn, and the text of an addendum."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document.text import TEXT_MAX, normalised, refused_characters
from reporting.policy.exceptions import Refused
from reporting.policy.lifecycle import Action

# Actions that need words of their own, and what is said when they are missing.
REQUIRED_TEXT: dict[Action, Promise] = {
    Action.START_AMENDMENT: _("Enter the reason for the amendment."),
    Action.ADD_ADDENDUM: _("Enter the addendum text."),
    Action.WITHDRAW: _("Enter the reason for the withdrawal."),
}


def required_text(action: Action, text: str) -> str:
    """The reason or addendum as it is stored.

    Raises:
        Refused: nothing is written, too much, or characters that cannot be printed.
    """
    text = normalised(text)
    if not text:
        raise Refused(str(REQUIRED_TEXT[action]))
    if len(text) > TEXT_MAX:
        raise Refused(
            gettext("This text is too long; the limit is {limit} characters.").format(limit=TEXT_MAX)
        )
    if refused := refused_characters(text):
        raise Refused(
            gettext("These characters are not allowed: {characters}.").format(characters=", ".join(refused))
        )
    return text
