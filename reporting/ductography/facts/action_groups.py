"""Recommended actions by what they are for: tissue, referral, imaging, ductography, follow-up."""

from __future__ import annotations

from ..vocabulary import RecommendedAction

TISSUE = frozenset(
    {
        RecommendedAction.CORE_BIOPSY,
        RecommendedAction.VACUUM_BIOPSY,
        RecommendedAction.NIPPLE_SKIN_BIOPSY,
        RecommendedAction.LOCALISED_EXCISION,
        RecommendedAction.MICRODOCHECTOMY,
        RecommendedAction.TOTAL_DUCT_EXCISION,
    }
)
REFERRAL = TISSUE | {RecommendedAction.SURGICAL_CONSULTATION, RecommendedAction.MULTIDISCIPLINARY}
MAMMOGRAPHY = frozenset(
    {
        RecommendedAction.ADDITIONAL_MAMMOGRAPHY,
        RecommendedAction.SPOT_MAGNIFICATION,
        RecommendedAction.DIAGNOSTIC_MAMMOGRAPHY,
    }
)
MRI = frozenset({RecommendedAction.CONTRAST_MRI})
WITH_CONTRAST = MRI | {RecommendedAction.CONTRAST_MAMMOGRAPHY}
IMAGING = MAMMOGRAPHY | WITH_CONTRAST | {RecommendedAction.TARGETED_ULTRASOUND}
DUCTOGRAPHY = frozenset({RecommendedAction.REPEAT_DUCTOGRAPHY, RecommendedAction.RESCHEDULE})
FOLLOW_UP = frozenset({RecommendedAction.CLINICAL_FOLLOW_UP, RecommendedAction.IMAGING_FOLLOW_UP})
# No one has to act on these.
ROUTINE = frozenset({RecommendedAction.NO_FURTHER_ACTION, RecommendedAction.ROUTINE_SCREENING})
