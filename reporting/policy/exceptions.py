"""Exceptions for refused actions and edit conflicts, with the sentence shown to the user."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from reporting.ductography.document import ReportDocument
    from reporting.ductography.judgement.rules import Remark
    from reporting.models import User


class ActionRefused(Exception):
    """The action is not allowed now. ``missing`` lists required answers that the report lacks, if any."""

    def __init__(self, sentence: str, missing: tuple[Remark, ...] = ()):
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing


class WrongPassword(ActionRefused):
    """The password entered for the signature is wrong."""


class SigningLocked(ActionRefused):
    """Too many wrong passwords; passwords are not checked before ``until``."""

    def __init__(self, sentence: str, until: datetime.datetime):
        super().__init__(sentence)
        self.until = until


class Conflict(Exception):
    """The report was changed since it was read; nothing was written.

    ``base`` is the document as it was read, ``theirs`` the current one, ``row_version`` the version to continue from.
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
