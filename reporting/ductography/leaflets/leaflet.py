"""Patient leaflet: short sections of plain sentences, shared by the PDF and the web page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeafletSection:
    """A heading with sentences, followed by a list of points."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.sentences and not self.points


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A leaflet for a patient, without empty sections (see `make_leaflet`)."""

    title: str
    sections: tuple[LeafletSection, ...]
    subject: str = ""  # patient name and examination date

    def texts(self) -> Iterator[str]:
        """Yield every printed text in reading order."""
        yield from (self.title, self.subject)
        for section in self.sections:
            yield from (section.title, *section.sentences, *section.points)

    def section(self, key: str) -> LeafletSection:
        """Return the section with this key, or an empty section."""
        return next((section for section in self.sections if section.key == key), LeafletSection("", ""))


def make_leaflet(title: str, *sections: LeafletSection, subject: str = "") -> Leaflet:
    return Leaflet(title, tuple(section for section in sections if not section.is_empty), subject)
