"""Build the report as prose from the document alone.

Every function is pure: equal documents give equal text in one language. Numbers, dates and decimal marks follow the
active language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..document import ReportDocument
from ..phrases.grammar import format_phrase, unique
from ..phrases.section_titles import duct_title
from ..phrases.translation_cache import Phrase, translated, with_cached_language
from . import indication, procedure, technique
from .breast import breast_sentences
from .findings import duct_findings
from .impression import impression, suggested_impression
from .recommendation import recommendation, suggested_recommendation
from .studies import comparison
from .text_origin import TextOrigin, accept_suggestion, is_edited, is_stale, origin_of_text

__all__ = [
    "TextOrigin",
    "Narrative",
    "Paragraph",
    "origin_of_text",
    "is_edited",
    "is_stale",
    "narrative",
    "suggested_impression",
    "suggested_recommendation",
    "accept_suggestion",
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences under one heading; ``path`` is the part of the document that they describe."""

    key: str
    title: str
    path: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The non-empty paragraphs in report order."""

    paragraphs: tuple[Paragraph, ...]

    def text_of(self, key: str) -> str:
        """Return the text of all paragraphs with this key, one per line; "" if there are none."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs if paragraph.key == key)

    @property
    def text(self) -> str:
        """All paragraphs with their headings."""
        return "\n\n".join(f"{paragraph.title}\n{paragraph.text}" for paragraph in self.paragraphs)


@with_cached_language
def narrative(report: ReportDocument) -> Narrative:
    """Build the prose of ``report``, leaving out empty paragraphs.

    Keys in their order: indication, technique, findings (a paragraph for each duct), breast, complications,
    comparison, impression, recommendation.
    """
    paragraphs = (_paragraph(*part) for part in _parts(report))
    return Narrative(tuple(paragraph for paragraph in paragraphs if paragraph.sentences))


def _paragraph(key: str, title: str, path: str, sentences: Iterable[str]) -> Paragraph:
    return Paragraph(key, title, path, unique(sentences))


TITLES: dict[str, Phrase] = {
    "indication": _("Indication"),
    "technique": _("Technique"),
    "technique of a duct": _("Technique: {duct}"),
    "further steps": _("Technique: further steps and dose"),
    "findings of a duct": _("Findings: {duct}"),
    "limitations": _("Limitations"),
    "breast": _("Other breast findings"),
    "complications": _("Complications"),
    "comparison": _("Comparison and correlation"),
    "impression": _("Impression"),
    "recommendation": _("Recommendation"),
}


def _parts(report: ReportDocument) -> Iterator[tuple[str, str, str, Iterable[str]]]:
    """Yield key, title, path and sentences of every paragraph."""
    ducts = [(f"ducts[{index}]", duct_title(index, duct), duct) for index, duct in enumerate(report.ducts)]
    yield "indication", translated(TITLES["indication"]), "indication", indication.indication(report)
    yield "technique", translated(TITLES["technique"]), "outcome", procedure.safety_and_outcome(report)
    for path, title, duct in ducts:
        heading = format_phrase(TITLES["technique of a duct"], duct=title)
        yield "technique", heading, path, technique.duct_technique(duct)
    yield (
        "technique",
        translated(TITLES["further steps"]),
        "added_procedures",
        procedure.dose_and_added_procedures(report),
    )
    for path, title, duct in ducts:
        yield "findings", format_phrase(TITLES["findings of a duct"], duct=title), path, duct_findings(duct)
    yield "findings", translated(TITLES["limitations"]), "outcome", procedure.limitations(report)
    yield "breast", translated(TITLES["breast"]), "breast", breast_sentences(report)
    yield (
        "complications",
        translated(TITLES["complications"]),
        "complications",
        procedure.complications(report),
    )
    yield "comparison", translated(TITLES["comparison"]), "comparison", comparison(report)
    yield "impression", translated(TITLES["impression"]), "impression", impression(report)
    yield "recommendation", translated(TITLES["recommendation"]), "breasts", recommendation(report)
