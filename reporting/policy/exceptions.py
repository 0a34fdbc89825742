"""Why something was not done, as sentences that a page shows."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from reporting.ductography.document import ReportDocument
    from reporting.ductography.judgement.rules import Remark
    from reporting.models import User


class Refused(Exception):
    """The action is not allowed now. ``missing`` names what a report lacks when that is the reason."""

    def __init__(self, sentence: str, missing: tuple[Remark, ...] = ()):
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing


class WrongPassword(Refused):
    """The password given for the signature is not the signer's."""


class SigningLocked(Refused):
    """Too many wrong passwords; no password is looked at until ``until``."""

    def __init__(self, sentence: str, until: datetime.datetime):
        super().__init__(sentence)
        self.until = until


class Conflict(Exception):
    """Somebody changed the report since it was read; nothing was written.

    ``base`` is the document as it was read, ``theirs`` as it stands now, ``row_version`` where to go on from.
    """

    def __init__(
        self,
        base: ReportDocument,
        theirs: ReportDocument,
        saved_by: User | None,
        saved_at: datetime.datetime,
        row_version: int,
    ):
        name = saved_by.display_name if saved_by else _("another user")
        self.sentence = _("{name} saved changes while you had this report open.").format(name=name)
        super().__init__(self.sentence)
        self.base = base
        self.theirs = theirs
        self.saved_by = saved_by
        self.saved_at = saved_at
        self.row_version = row_version
