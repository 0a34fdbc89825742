"""Patient preparation leaflet, identical for all patients of a site.

Sources (SOURCES.md): no squeezing, no deodorant, talc or lotion, earlier images, allergy, pregnancy, tenderness:
SEED, CAIRO; no discharge, no examination: SEED, DE-GUHL; 30 to 60 minutes: COLMAM; contraindications: FR-MAM.
"""

from __future__ import annotations

from ..layout.print_state import Letterhead
from ..phrases import patient_leaflet
from ..phrases.translation_cache import Phrase, translated, with_cached_language
from .leaflet import Leaflet, LeafletSection, make_leaflet
from .patient_summary import after_contrast_section, contact_sentence


@with_cached_language
def preparation_leaflet(letterhead: Letterhead) -> Leaflet:
    """Build the preparation leaflet; ``letterhead`` has the contact."""
    call = after_contrast_section()
    return make_leaflet(
        translated(patient_leaflet.PREPARATION_TITLE),
        LeafletSection(
            "about", translated(patient_leaflet.ABOUT_TITLE), _translated_all(patient_leaflet.ABOUT)
        ),
        LeafletSection(
            "before", translated(patient_leaflet.BEFORE_TITLE), (), _translated_all(patient_leaflet.BEFORE)
        ),
        LeafletSection(
            "day", translated(patient_leaflet.DAY_TITLE), (), _translated_all(patient_leaflet.DAY)
        ),
        LeafletSection(
            "after", translated(patient_leaflet.AFTER_TITLE), (), _translated_all(patient_leaflet.AFTER)
        ),
        LeafletSection("call", call.title, call.sentences[1:], call.points),
        LeafletSection(
            "questions", translated(patient_leaflet.QUESTIONS_TITLE), (contact_sentence(letterhead),)
        ),
    )


def _translated_all(phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
    return tuple(translated(phrase) for phrase in phrases)
