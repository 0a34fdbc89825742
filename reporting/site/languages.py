"""The language of reports, which is fixed for the site; the language of screens may differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def report_language() -> Iterator[None]:
    """Activate the site's language for everything written into a report or printed."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
