"""Normalised forms in which names and numbers are compared, computed in Python so that all databases agree."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from reporting.ductography.document.text import refused_characters

# Letters that Unicode does not decompose into a base letter and an accent.
_PLAIN = dict(zip("łøđðħŧıĸ", "loddhtik", strict=True), æ="ae", œ="oe", þ="th")
_APOSTROPHES = "'’‘ʼʻ`´"
NUMBER_KEY_MAX = 128
NAME_KEY_MAX = 400  # four bytes each still fit a PostgreSQL index entry
_INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}


def comparable_number(value: str) -> str:
    """Return a register number in upper case, without spaces, zero-width characters and full-width forms.

    ``"ａc-1 7"`` → ``"AC-17"``. Idempotent. Two numbers are the same exactly when these forms are equal.
    """
    folded = unicodedata.normalize("NFKC", value).upper()
    visible = (character for character in folded if unicodedata.category(character) not in _INVISIBLE)
    return unicodedata.normalize("NFKC", "".join(visible))


def comparable_name(value: str) -> str:
    """Return a name as used for searching: ``"Łucja  O’HARA-ŠŤASTNÁ"`` → ``"lucja ohara stastna"``. Idempotent."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", value).casefold())
    return " ".join("".join(map(_bare, letters)).split())[:NAME_KEY_MAX].rstrip()


def _bare(character: str) -> str:
    """Return the letter without its accent, "" for an apostrophe, a space for other punctuation."""
    category = unicodedata.category(character)
    if character in _APOSTROPHES or category in {"Mn", "Cf"}:
        return ""
    return " " if category[0] in "PZC" else _PLAIN.get(character, character)


def one_printable_line(value: str) -> None:
    """Refuse characters that cannot be printed on one line: controls, direction overrides, lone surrogates.

    Raises ``ValidationError`` with a sentence that names the characters.
    """
    refused = refused_characters(value) + [f"U+{ord(c):04X}" for c in "\t\n\u2028\u2029" if c in value]
    if refused:
        raise ValidationError(
            _("These characters are not allowed here: %(characters)s. Remove them."),
            code="refused_characters",
            params={"characters": ", ".join(refused)},
        )


def printable_text(value: str) -> None:
    """Like `one_printable_line`, for text of several lines."""
    if refused := refused_characters(value.replace("\r\n", "\n")):
        raise ValidationError(
            _("These characters are not allowed here: %(characters)s. Remove them."),
            code="refused_characters",
            params={"characters": ", ".join(refused)},
        )


def register_number(value: str) -> None:
    """Refuse a number whose comparable form is empty or too long."""
    length = len(comparable_number(value))
    if not length:
        raise ValidationError(_("Enter at least one letter or digit."), code="invisible")
    if length > NUMBER_KEY_MAX:
        raise ValidationError(_("This number is too long."), code="too_long")


class Derived(models.Model):
    """A row with columns computed from other columns: ``derived`` maps a column to its source and function.

    They are updated on every ``save``, including one with ``update_fields``.
    """

    derived: ClassVar[dict[str, tuple[str, Callable[[str], str]]]] = {}

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        self.derive()
        if update_fields is not None:
            names = set(update_fields)
            update_fields = names | {c for c, (source, _function) in self.derived.items() if source in names}
        super().save(*args, update_fields=update_fields, **options)

    def clean(self) -> None:
        super().clean()
        self.derive()

    def derive(self) -> None:
        for column, (source, function) in self.derived.items():
            setattr(self, column, function(getattr(self, source)))
