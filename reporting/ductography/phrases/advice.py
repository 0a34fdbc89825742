"""Sentences of the decision table: one or two for every sentence key of recommendations.csv."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .translation_cache import Phrase

# Reason and suggestion of every main rule. The sources are in the row of each key in recommendations.csv.
MAIN: dict[str, tuple[Phrase, Phrase]] = {
    "treat_infection": (
        _("Signs of infection are present."),
        _(
            "Treat the infection first. If discharge persists after resolution, ductography or "
            "clinical follow-up can be rescheduled."
        ),
    ),
    "galactorrhoea": (
        _("The discharge pattern is physiologic, as in galactorrhoea; ductography is not the next step."),
        _("Recommended work-up: pregnancy test, prolactin, TSH, renal function and medication review."),
    ),
    "implant_rupture": (
        _("A ruptured implant, or silicone in the discharge, can explain the discharge."),
        _("Implant assessment is recommended before any ductography."),
    ),
    "not_indicated": (
        _("Ductography is not indicated for this pattern of discharge."),
        _(
            "Clinical follow-up is recommended. The patient should report discharge that becomes "
            "spontaneous, bloody or clear."
        ),
    ),
    "no_discharge": (
        _("Without discharge on the day of the examination, the duct cannot be identified."),
        _(
            "Reschedule ductography for when discharge is present; advise the patient not to "
            "express the nipple beforehand."
        ),
    ),
    "not_possible": (
        _("Ductography was not possible."),
        _("Targeted ultrasound, contrast-enhanced MRI or surgical consultation is recommended instead."),
    ),
    "extravasation": (
        _("Extravasation of contrast rendered the study non-diagnostic."),
        _("Repeat ductography in 7–14 days is recommended."),
    ),
    "failed": (
        _("The duct could not be examined."),
        _(
            "Ductography may be attempted once more. Alternatives are contrast-enhanced MRI, "
            "targeted ultrasound, ductoscopy or surgical consultation."
        ),
    ),
    "known_malignancy": (
        _("Known biopsy-proven malignancy."),
        _("Multidisciplinary discussion and surgical consultation are recommended."),
    ),
    "highly_suspicious": (
        _("The assessment is highly suggestive of malignancy."),
        _("Prompt tissue diagnosis by image-guided biopsy or excision is recommended."),
    ),
    "suspicious": (
        _("The assessment is suspicious."),
        _("Tissue diagnosis by image-guided biopsy or excision is recommended."),
    ),
    "incomplete_assessment": (
        _("The assessment is incomplete."),
        _(
            "Additional imaging (targeted ultrasound, additional mammographic views or "
            "contrast-enhanced MRI) or comparison with prior imaging is recommended for a final "
            "assessment."
        ),
    ),
    "artefact": (
        _("The finding may represent air, clot or debris."),
        _("Repeat ductography with evacuation and refilling is recommended before a lesion is diagnosed."),
    ),
    "reflux_only": (
        _(
            "Only reflux of contrast was seen at the orifice, which can indicate a lesion close to "
            "the nipple."
        ),
        _("Targeted ultrasound of the nipple region and repeat ductography are recommended."),
    ),
    "incomplete_filling": (
        _("The duct was only partially opacified; a lesion in the unopacified segment is not excluded."),
        _(
            "Repeat ductography is recommended; contrast-enhanced MRI, targeted ultrasound, ductoscopy or"
            " surgical consultation are the alternatives."
        ),
    ),
    "suspicious_signs": (
        _("Ductography shows features associated with malignancy, although none is diagnostic."),
        _(
            "Targeted ultrasound is recommended, with image-guided biopsy of any correlate; "
            "lesions without a sonographic correlate should be localised and excised."
        ),
    ),
    "lesion": (
        _("Ductography demonstrates a ductal lesion."),
        _(
            "Targeted ultrasound is recommended, with image-guided biopsy if a correlate is "
            "seen; otherwise, localisation and excision."
        ),
    ),
    "unclear_sign": (
        _("Ductography shows an indeterminate finding."),
        _("Targeted ultrasound or additional mammographic views are recommended first."),
    ),
    "cavity": (
        _("The opacified cavity communicates with the duct."),
        _("Comparison with prior imaging and follow-up are recommended."),
    ),
    "follow_up_six_months": (
        _("The assessment is probably benign."),
        _("Short-interval follow-up imaging in 6 months is recommended."),
    ),
    "benign": (
        _("Ductography shows a benign pattern that may account for the discharge."),
        _("Conservative follow-up may be sufficient."),
    ),
    "normal": (
        _("The opacified ducts are normal."),
        _(
            "Clinical follow-up or contrast-enhanced MRI is recommended, and surgical consultation if the"
            " discharge persists."
        ),
    ),
    "undescribed": (
        _("No ductal lesion is described."),
        _(
            "Clinical follow-up is recommended; any decision to biopsy should be based on "
            "clinical assessment."
        ),
    ),
}
# Sentence of every note. The numbers are those of the study cited.
NOTE: dict[str, Phrase] = {
    "negative_does_not_exclude": _(
        "A normal ductogram does not exclude malignancy. Published negative predictive values "
        "depend on the endpoint: cancer or a high-risk lesion after a negative standard work-up "
        "(63 %; Morrogh 2007), the cause of the discharge (61 %; 94 patients, PubMed 31087408), "
        "cancer, papilloma or atypia (80 %), and cancer alone (100 %; both 48 breasts, Shen "
        "2023). In one series, 4 of 20 normal ductograms missed a papilloma (Dawes 1998)."
    ),
    "limited_study": _(
        "Extravasation, reflux, incomplete filling or possible artefact limits this study; "
        "unopacified ducts were not evaluated."
    ),
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
