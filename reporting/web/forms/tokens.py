"""Tokens that tie an open editor page to one report, returned with every submission.

They prevent text entered for one patient from being saved into another report by a tab left open, and changes of
another user from being overwritten unseen.
"""

from __future__ import annotations

import base64

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from reporting.models import Report, User

SALT = "reporting.editor"


class StalePage(ValueError):
    """The page was made for another report, user or identity. It must not be saved as it is.

    ``row_version`` is given if it was made for this report and is only too old, or the identity of patient or
    examination, or the user, changed since; None if it belongs to another report.
    """

    def __init__(self, sentence: str, row_version: int | None = None):
        self.sentence = sentence
        self.row_version = row_version
        super().__init__(sentence)


def issue(report: Report, user: User, row_version: int) -> str:
    """Return a token for a page that shows ``report`` at ``row_version``."""
    return signing.dumps([*_binding(report, user), row_version], salt=SALT, compress=True)


def browser_storage_key(report: Report, user: User) -> str:
    """Return the key, 256 bits as base64, with which a browser encrypts unsaved text of ``user`` in ``report``.

    It is the same at each sign-in, so that stored text can be read again, and is sent only to pages of that user.
    """
    key = salted_hmac(
        "reporting.keeping", f"{report.public_id} {user.public_id}", algorithm="sha256"
    ).digest()
    return base64.b64encode(key).decode()


def issue_without_report(user: User) -> str:
    """Return a token for a page without a report."""
    return signing.dumps(["", "", "", str(user.public_id), 0], salt=SALT)


def author_of(token: str, max_age: int | None = None) -> str | None:
    """Return the public id of the user for whom the page was made.

    None if the token is invalid, or older than ``max_age`` seconds.
    """
    try:
        return str(signing.loads(token, salt=SALT, max_age=max_age)[3])
    except signing.BadSignature:
        return None


def read(token: str, report: Report, user: User) -> int:
    """Return the row version from which the page was made.

    Raises:
        StalePage: the token is invalid, missing or too old, or was made for another report, patient or user.
    """
    try:
        *made_for, row_version = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise StalePage(_("This form is invalid or was not created by this site. Reload the page.")) from None
    public_id, patient, accession_number, person = _binding(report, user)
    if made_for[0] != public_id:
        raise StalePage(_("This text belongs to a different examination."))
    if made_for[1:3] != [patient, accession_number]:
        raise StalePage(
            _(
                "The patient or accession number has changed since you opened this page. Check "
                "the patient details above, then save again."
            ),
            int(row_version),
        )
    if made_for[3] != person:
        raise StalePage(
            _(
                "This page was opened by another user; you are now signed in as {name}. Save "
                "again to save the report under your name."
            ).format(name=user.display_name),
            int(row_version),
        )
    if _is_expired(token):
        raise StalePage(
            _(
                "This page has been open for more than {hours} hours. Check the answers, then save again."
            ).format(hours=settings.SESSION_MAX_SECONDS // 3600),
            int(row_version),
        )
    return int(row_version)


def _is_expired(token: str) -> bool:
    """Return True if a page with this valid token is older than the longest session."""
    try:
        signing.loads(token, salt=SALT, max_age=settings.SESSION_MAX_SECONDS)
    except signing.SignatureExpired:
        return True
    return False


def _binding(report: Report, user: User) -> tuple[str, str, str, str]:
    examination = report.examination
    return (
        str(report.public_id),
        str(examination.patient.public_id),
        examination.accession_number,
        str(user.public_id),
    )
