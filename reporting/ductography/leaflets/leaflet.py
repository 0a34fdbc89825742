"""A sheet for the patient: short sections of plain sentences, drawn by the PDF and by the page alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeafletSection:
    """A heading, sentences below it, and a list of points below those."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.sentences and not self.points


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What a patient takes home; sections without content are left out when it is made."""

    title: str
    sections: tuple[LeafletSection, ...]
    subject: str = ""  # whose sheet it is

    def texts(self) -> Iterator[str]:
        """Everything that is printed, in reading order."""
        yield from (self.title, self.subject)
        for section in self.sections:
            yield from (section.title, *section.sentences, *section.points)

    def of(self, key: str) -> LeafletSection:
        """The section of that key; an empty one when there is none."""
        return next((section for section in self.sections if section.key == key), LeafletSection("", ""))


def make_leaflet(title: str, *sections: LeafletSection, subject: str = "") -> Leaflet:
    return Leaflet(title, tuple(section for section in sections if not section.is_empty), subject)
