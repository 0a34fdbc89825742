"""Sessions in the database, which may be read while the database cannot be written."""

from __future__ import annotations

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError

from reporting.site import read_only

logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    """Django’s sessions; a change of an existing one is dropped rather than ending the request in an error."""

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create=must_create)
        except (UpdateError, DatabaseError) as error:
            # Django reports a failed change as an interrupted session, whatever the reason.
            fault = error if isinstance(error, DatabaseError) else error.__context__
            if must_create or not read_only.refuses_writing(fault):
                raise
            logger.warning("a session was not stored: the database cannot be written")
