"""What a patient should know before the examination and after it; the same for everybody.

Sources (SOURCES.md): no squeezing, no deodorant, talc or lotion, earlier images, allergy, pregnancy, tenderness:
SEED, CAIRO; no discharge, no examination: SEED, DE-GUHL; 30 to 60 minutes: COLMAM; contraindications: FR-MAM.
"""

from __future__ import annotations

from ..layout.print_state import Letterhead
from ..phrases import patient_leaflet
from ..phrases.translation_cache import Phrase, translated, with_cached_language
from .leaflet import Sheet, SheetSection, sheet
from .patient_summary import after_contrast, whom_to_call


@with_cached_language
def preparation_sheet(letterhead: Letterhead) -> Sheet:
    """The sheet of an institution; ``letterhead`` says who can be called."""
    call = after_contrast()
    return sheet(
        translated(patient_leaflet.PREPARATION_TITLE),
        SheetSection("about", translated(patient_leaflet.ABOUT_TITLE), _said(patient_leaflet.ABOUT)),
        SheetSection("before", translated(patient_leaflet.BEFORE_TITLE), (), _said(patient_leaflet.BEFORE)),
        SheetSection("day", translated(patient_leaflet.DAY_TITLE), (), _said(patient_leaflet.DAY)),
        SheetSection("after", translated(patient_leaflet.AFTER_TITLE), (), _said(patient_leaflet.AFTER)),
        SheetSection("call", call.title, call.sentences[1:], call.points),
        SheetSection("questions", translated(patient_leaflet.QUESTIONS_TITLE), (whom_to_call(letterhead),)),
    )


def _said(phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
    return tuple(translated(phrase) for phrase in phrases)
