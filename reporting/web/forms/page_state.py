"""State of an editor page beside the values: field errors, edit conflicts and suggested texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reporting.ductography.narrative.text_origin import TextOrigin

from .form_state import FormValues


@dataclass(frozen=True, slots=True)
class FieldError:
    """An invalid field: its path and label, the message, and the element to link to."""

    path: str
    label: str
    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class EditConflict:
    """A leaf or list that two users answered differently; ``text`` is the other answer, or the length of a list."""

    name: str
    label: str
    text: str
    person: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TextSuggestion:
    """The suggested text of ``part``, and the origin of the current text.

    ``stale``: the answers have changed since the text was suggested. ``replaced_text`` is the text just replaced, and
    ``undo`` the value that restores it; both "" otherwise.
    """

    part: str
    anchor: str
    suggestion: str
    text: str
    origin: TextOrigin
    stale: bool
    replaced_text: str = ""
    undo: str = ""

    @property
    def id(self) -> str:
        return f"offer-{self.part}"

    @property
    def is_current(self) -> bool:
        """True if the text is what would be suggested now."""
        return self.text == self.suggestion

    @property
    def is_shown(self) -> bool:
        """True if there is anything to show next to the text."""
        return bool(self.suggestion or self.shows_origin or self.undo)

    @property
    def shows_origin(self) -> bool:
        """True if the origin is worth a line; the user's own text without a suggestion is not."""
        return bool(self.text) and bool(self.suggestion or self.origin is not TextOrigin.OWN)


class EditorPage(Protocol):
    """The page as seen by the form of one group; implemented by `DocumentForm`."""

    form_values: FormValues
    questions: dict[str, str]
    edit_conflicts: dict[str, EditConflict]
    taken: frozenset[str]
    pictures: Mapping[str, Any]
    attach_address: str
    removed: str
    suggestions: Mapping[str, TextSuggestion]

    @property
    def findings(self) -> list[tuple[str, str]]: ...

    @property
    def shown_digests(self) -> set[str]: ...
