"""Controlled term: a stored value, a translated label, and whether it excludes other terms."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise


class Term(StrEnum):
    """A member of a value list.

    The value is what is stored and sent; the label is translated and printed. An *exclusive* term, such as
    "none", cannot be chosen together with another one of its list.
    """

    label: str | Promise
    exclusive: bool

    def __new__(cls, value: str, label: str | Promise, exclusive: bool = False) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.exclusive = exclusive
        return member

    def __str__(self) -> str:
        return str(self.label)

    @classmethod
    def choices(cls) -> list[tuple[str, str | Promise]]:
        """Return (value, label) pairs in the order of the list."""
        return [(member.value, member.label) for member in cls]
