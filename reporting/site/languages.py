"""The language of reports is the site's; that of the screens may be another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def report_language() -> Iterator[None]:
    """What is written into a report or printed of it speaks the site's language, whoever looks at it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
