"""What an editor page knows beside the typed answers: field errors, edit conflicts and suggested texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reporting.ductography.narrative.text_origin import TextOrigin

from .form_state import Typed


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong with what was typed: which field, what is allowed, and the element to go to."""

    path: str
    label: str
    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A leaf or list that two people answered differently; ``text`` is the other's answer, for a list its length."""

    name: str
    label: str
    text: str
    person: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed for the text of ``part``, and whose words stand there now.

    ``stale``: what is entered has changed since the text was proposed. ``before`` is the text that was just
    replaced, and ``put_back`` what brings it back; both "" otherwise.
    """

    part: str
    anchor: str
    proposal: str
    text: str
    whose: TextOrigin
    stale: bool
    before: str = ""
    put_back: str = ""

    @property
    def id(self) -> str:
        return f"offer-{self.part}"

    @property
    def is_taken(self) -> bool:
        """The box holds what would be proposed now."""
        return self.text == self.proposal

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say beside the box."""
        return bool(self.proposal or self.says_whose or self.put_back)

    @property
    def says_whose(self) -> bool:
        """Whether it is worth a line whose words they are: a text of one's own beside no proposal is plain."""
        return bool(self.text) and bool(self.proposal or self.whose is not TextOrigin.OWN)


class EditorPage(Protocol):
    """The page as the form of one group sees it; `DocumentForm` is one."""

    typed: Typed
    asked: dict[str, str]
    disputed: dict[str, Dispute]
    taken: frozenset[str]
    pictures: Mapping[str, Any]
    attach_address: str
    removed: str
    offers: Mapping[str, Offer]

    @property
    def findings(self) -> list[tuple[str, str]]: ...

    @property
    def shown_digests(self) -> set[str]: ...
