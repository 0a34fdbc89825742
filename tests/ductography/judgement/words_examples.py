"""Examples of the rules that read impression and recommendation back: words that differ, and words that agree."""

from tests.ductography.clinical_reports import LESION
from tests.ductography.rule_examples import ALERT, Example

# One smooth filling defect of the left breast: 2 o'clock, 22 mm from the nipple, 6 by 3 mm.
MEASURED = {
    **LESION,
    "ducts[0].findings[0].location": {"clock_position": 2, "distance_from_nipple_mm": 22},
    "ducts[0].findings[0].length_mm": 6,
    "ducts[0].findings[0].width_mm": 3,
}


def _words(rule_id: str, met: str, nearly: str, text: str = "impression.text") -> Example:
    path = text.replace("recommendation", "breasts[0].recommendation")
    return Example(rule_id, ALERT, path, {**MEASURED, text: met}, {**MEASURED, text: nearly})


FOLLOW_UP = {
    "recommendation.actions": ["clinical_follow_up"],
    "recommendation.responsible": ["referrer"],
}

WORDS = [
    _words(
        "words-side",
        "Filling defect of the right breast.",
        "Filling defect of the left breast; no discharge on the right.",
    ),
    _words(
        "words-side",
        "Ultrasound of the right breast.",
        "Ultrasound of the left breast.",
        "recommendation.text",
    ),
    _words("words-normal", "Normal ductogram of the left breast.", "Abnormal ductogram of the left breast."),
    _words("words-normal", "Kein Füllungsdefekt.", "Kein Gangabbruch."),
    _words(
        "words-finding", "Abrupt cut-off of the left duct.", "Filling defect of the left duct, no cut-off."
    ),
    _words("words-clock", "Filling defect at 4 o’clock.", "Filling defect at 3 o’clock."),
    _words(
        "words-distance", "Filling defect 3.3 cm from the nipple.", "Filling defect 3.2 cm from the nipple."
    ),
    _words("words-size", "Filling defect of 8.1 mm.", "Filling defect of 8 mm."),
    _words("words-category", "Filling defect, BI-RADS 3.", "Filling defect, BI-RADS 4."),
    *(
        _words("words-work-up", denied, stated, "recommendation.text")
        for denied, stated in (
            ("No biopsy needed.", "Biopsy is needed."),
            (
                "No further biopsy of the lesion is required.",
                "No further mammogram of the lesion is required.",
            ),
            ("Biopsy is not necessary.", "Biopsy is necessary."),
            ("No further work-up needed.", "Further work-up needed."),
            (
                "No further imaging of the left breast is needed.",
                "No further imaging of the right breast is needed.",
            ),
            ("Keine Stanzbiopsie erforderlich.", "Stanzbiopsie erforderlich."),
            ("Keine weitere Abklärung erforderlich.", "Weitere Abklärung erforderlich."),
        )
    ),
    # Without such a step there is nothing to contradict.
    Example(
        "words-work-up",
        ALERT,
        "breasts[0].recommendation.text",
        {**MEASURED, "recommendation.text": "No further work-up needed."},
        {**MEASURED, **FOLLOW_UP, "recommendation.text": "No further work-up needed."},
    ),
    Example(
        "words-biopsy",
        ALERT,
        "breasts[0].recommendation.text",
        {**FOLLOW_UP, "recommendation.text": "Core biopsy is recommended."},
        {**FOLLOW_UP, "recommendation.text": "Core biopsy is not necessary."},
    ),
    Example(
        "words-biopsy",
        ALERT,
        "breasts[0].recommendation.text",
        {**FOLLOW_UP, "recommendation.text": "Stanzbiopsie empfohlen."},
        {
            "recommendation.actions": ["surgical_consultation"],
            "recommendation.text": "Stanzbiopsie empfohlen.",
        },
    ),
]
