"""Exceptions for stored content that is not what was signed or saved, each with the sentence that the user sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from reporting.ductography.document import DocumentError
from reporting.models import Report, User

UNREADABLE_ROW = (ValueError, TypeError, OverflowError)  # raised by the database's converters


class SignedContentAltered(Exception):
    """Stored content is not what was signed. ``faults`` are phrases for administrators, without patient data."""

    def __init__(self, faults: Sequence[str], report: Report | None = None, number: int | None = None):
        self.faults = tuple(faults)
        self.report = report
        self.version_number = number
        self.sentence = _(
            "The stored report is not the one that was signed, and is not shown. The administrators have been "
            "notified. Do not use printed copies before they have checked it."
        )
        super().__init__("; ".join(self.faults))


class DatabaseReplaced(SignedContentAltered):
    """The audit trail lacks an event that is anchored in the archive, or the archive lacks an anchor."""

    def __init__(self, fault: str):
        super().__init__([fault])
        self.sentence = _(
            "The database is older than the archive, or one of them was changed. Nothing can be signed until an "
            "administrator has checked them. The administrators have been notified."
        )


class AccountAltered(SignedContentAltered):
    """The signer's account is not as the application stored it."""

    def __init__(self, account: User, fault: str):
        super().__init__([f"account {account.public_id}: {fault}"])
        self.account = account
        self.sentence = _(
            "Your account was changed outside the application, so nothing was signed. The administrators have been "
            "notified. Ask one of them to check and accept your account, then sign again."
        )


class DraftAltered(SignedContentAltered):
    """A saved draft, or the reason of an amendment, is not what a user saved."""

    def __init__(self, faults: Sequence[str], report: Report | None = None):
        super().__init__(faults, report)
        self.sentence = _(
            "The draft or the reason for the amendment was changed outside the application. Nothing was signed. The "
            "administrators have been notified. Discard the draft and write it again, or wait until they have "
            "checked it."
        )


@contextmanager
def reading_rows(report: Report | None = None) -> Iterator[None]:
    """Turn a stored value that the database cannot convert into `SignedContentAltered`."""
    try:
        yield
    except DocumentError:
        raise
    except UNREADABLE_ROW as error:
        raise SignedContentAltered(["a row cannot be read"], report) from error
