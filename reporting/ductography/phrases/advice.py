"""Sentences of the notes: one for every sentence key of notes.csv."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .translation_cache import Phrase

# Sentence of every note. The numbers are those of the study cited.
NOTE: dict[str, Phrase] = {
    "negative_does_not_exclude": _(
        "A normal ductogram does not exclude malignancy. Published negative predictive values "
        "depend on the endpoint: cancer or a high-risk lesion after a negative standard work-up "
        "(63 %; Morrogh 2007), the cause of the discharge (61 %; 94 patients, PubMed 31087408), "
        "cancer, papilloma or atypia (80 %), and cancer alone (100 %; both 48 breasts, Shen "
        "2023). In one series, 4 of 20 normal ductograms missed a papilloma (Dawes 1998)."
    ),
    "limited_study": _("A technical limitation restricts this study; unopacified ducts were not evaluated."),
    "infection_as_well": _(
        "Signs of infection are also present and should be treated, but should not delay work-up "
        "of the suspicious findings. Findings that persist after treatment should be "
        "re-evaluated."
    ),
    "not_shown": _("The discharging duct was not demonstrated; the assessment is based on other imaging."),
    "localisation": _(
        "If excision is planned and the lesion is occult on mammography and ultrasound, it can "
        "be localised under ductographic guidance. In one series, wire localisation succeeded in "
        "9 of 16 patients, and a marker placed at ductography followed by a wire in 5 of 5 "
        "(Woodward 2010)."
    ),
    "one_duct": _("If excision is planned, microdochectomy is an option for a single discharging duct."),
    "several_ducts": _(
        "If excision is planned, total subareolar duct excision is an option when multiple "
        "ducts, or an unknown number of ducts, discharge."
    ),
    "multiple_lesions": _(
        "Multiple papillomas carry a higher association with cancer than a solitary papilloma; 6 "
        "of 14 patients with multiple peripheral papillomas had atypia (Cardenosa 1991). If not "
        "excised, annual follow-up is recommended."
    ),
    "male_patient": _(
        "Nipple discharge in men carries a higher risk of malignancy; work-up should include "
        "mammography, with ultrasound as indicated."
    ),
    "upstream_not_seen": _(
        "Where the upstream duct is not opacified, neither lesion extent nor additional lesions "
        "can be evaluated."
    ),
    "symptom_not_closed": _(
        "Negative or benign imaging does not resolve the clinical concern; any decision to "
        "biopsy should be based on clinical assessment."
    ),
    "colour_does_not_exclude": _(
        "Non-bloody discharge does not exclude cancer. One series found no cancer among 24 "
        "pathologic non-bloody discharges (Dillon 2006); in another, 19 of 39 cancers with "
        "discharge had non-bloody discharge (10 serous, 4 clear, 5 turbid; Zhang 2017)."
    ),
    "physiologic_discharge": _(
        "Bilateral non-bloody discharge that is milky or only expressible has a physiologic "
        "pattern. Work-up for galactorrhoea (pregnancy test, prolactin, TSH, renal function, "
        "medication review) is recommended; further ductography is not indicated."
    ),
    "implant_as_well": _(
        "A ruptured implant, or silicone in the discharge, can explain the discharge; implant "
        "assessment is also recommended."
    ),
    "gics_no_management": _(
        "Only a GICS category is given. No published management by GICS category was available."
    ),
}

NORMAL_DOES_NOT_EXCLUDE = _("A normal ductogram does not exclude malignancy.")
