"""Tokens that tie an open editor page to one report, returned with every submission.

They prevent text entered for one patient from being saved into another report by a tab left open, and changes of
another user from being overwritten unseen.
"""

from __future__ import annotations

import base64

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from reporting.models import Report, User

SALT = "reporting.editor"


class WrongPage(ValueError):
    """The page was made for something else. Nothing may be saved from it as it is.

    ``row_version`` is given when it was made for this very report, and only the patient's or examination's
    data or the person signed in have changed since; None when it belongs elsewhere.
    """

    def __init__(self, sentence: str, row_version: int | None = None):
        self.sentence = sentence
        self.row_version = row_version
        super().__init__(sentence)


def issue(report: Report, user: User, row_version: int) -> str:
    """A token for a page that shows ``report`` as it stood at ``row_version``."""
    return signing.dumps([*_binding(report, user), row_version], salt=SALT, compress=True)


def keeping_key(report: Report, user: User) -> str:
    """The key, 256 bits as base64, under which a browser keeps what ``user`` typed into ``report``.

    It is the same at each sign-in, so that what was kept can be read again, and told only to pages of that person.
    """
    key = salted_hmac(
        "reporting.keeping", f"{report.public_id} {user.public_id}", algorithm="sha256"
    ).digest()
    return base64.b64encode(key).decode()


def of_page(user: User) -> str:
    """A token for a page that belongs to no report."""
    return signing.dumps(["", "", "", str(user.public_id), 0], salt=SALT)


def author(token: str) -> str | None:
    """The public id of the person for whom the page was made; None when this site did not make it."""
    try:
        return str(signing.loads(token, salt=SALT)[3])
    except signing.BadSignature:
        return None


def read(token: str, report: Report, user: User) -> int:
    """The row version that the page was made from.

    Raises:
        WrongPage: the token was altered or is missing, or was made for another report, patient or person.
    """
    try:
        *made_for, row_version = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise WrongPage(_("This form is invalid or was not created by this site. Reload the page.")) from None
    public_id, patient, accession_number, person = _binding(report, user)
    if made_for[0] != public_id:
        raise WrongPage(_("This text belongs to a different examination."))
    if made_for[1:3] != [patient, accession_number]:
        raise WrongPage(
            _(
                "The patient or accession number has changed since you opened this page. Check "
                "the patient details above, then save again."
            ),
            int(row_version),
        )
    if made_for[3] != person:
        raise WrongPage(
            _(
                "This page was opened by another user; you are now signed in as {name}. Save "
                "again to save the report under your name."
            ).format(name=user.display_name),
            int(row_version),
        )
    return int(row_version)


def _binding(report: Report, user: User) -> tuple[str, str, str, str]:
    examination = report.examination
    return (
        str(report.public_id),
        str(examination.patient.public_id),
        examination.accession_number,
        str(user.public_id),
    )
