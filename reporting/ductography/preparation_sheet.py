"""What a patient should know before the examination and after it; the same for everybody.

Sources (SOURCES.md): no squeezing, no deodorant, talc or lotion, earlier images, allergy, pregnancy, tenderness:
SEED, CAIRO; no discharge, no examination: SEED, DE-GUHL; 30 to 60 minutes: COLMAM; contraindications: FR-MAM.
"""

from __future__ import annotations

from .patient_sheet import after_contrast, whom_to_call
from .phrases import plain
from .phrases.spoken import Phrase, in_one_language, spoken
from .sheets import Sheet, SheetSection, sheet
from .stamp import Letterhead


@in_one_language
def preparation_sheet(letterhead: Letterhead) -> Sheet:
    """The sheet of an institution; ``letterhead`` says who can be called."""
    call = after_contrast()
    return sheet(
        spoken(plain.PREPARATION_TITLE),
        SheetSection("about", spoken(plain.ABOUT_TITLE), _said(plain.ABOUT)),
        SheetSection("before", spoken(plain.BEFORE_TITLE), (), _said(plain.BEFORE)),
        SheetSection("day", spoken(plain.DAY_TITLE), (), _said(plain.DAY)),
        SheetSection("after", spoken(plain.AFTER_TITLE), (), _said(plain.AFTER)),
        SheetSection("call", call.title, call.sentences[1:], call.points),
        SheetSection("questions", spoken(plain.QUESTIONS_TITLE), (whom_to_call(letterhead),)),
    )


def _said(phrases: tuple[Phrase, ...]) -> tuple[str, ...]:
    return tuple(spoken(phrase) for phrase in phrases)
