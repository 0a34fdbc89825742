"""What the decision table says, in sentences: one or two for every sentence key of recommendations.csv."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .translation_cache import Phrase

# For every main rule: why, and what is proposed. The sources stand beside each key in recommendations.csv.
MAIN: dict[str, tuple[Phrase, Phrase]] = {
    "treat_infection": (
        _("There are signs of infection."),
        _(
            "The infection is to be treated first; ductography or clinical follow-up can be arranged "
            "again when it has healed and the discharge persists."
        ),
    ),
    "galactorrhoea": (
        _(
            "The discharge is of physiologic pattern, as in galactorrhoea, for which ductography is not "
            "the next step."
        ),
        _(
            "A work-up is recommended: pregnancy test, prolactin, TSH, renal function, and a review of "
            "the drugs taken."
        ),
    ),
    "implant_rupture": (
        _("A ruptured implant, or silicone in the discharge, can explain the discharge."),
        _("Assessment of the implant is recommended before any ductography."),
    ),
    "not_indicated": (
        _("Ductography is not indicated for this pattern of discharge."),
        _(
            "Clinical follow-up is recommended; discharge that becomes spontaneous, bloody or clear is to"
            " be reported."
        ),
    ),
    "no_discharge": (
        _("Without discharge on the day the duct cannot be identified."),
        _(
            "Ductography is to be arranged again when the discharge is present; the nipple should not be "
            "squeezed beforehand."
        ),
    ),
    "not_possible": (
        _("Ductography was not possible."),
        _("Targeted ultrasound, contrast-enhanced MRI or surgical consultation is recommended instead."),
    ),
    "extravasation": (
        _("Contrast left the duct, so the examination is not diagnostic."),
        _("Repeat ductography after 7 to 14 days is recommended."),
    ),
    "failed": (
        _("The duct could not be examined."),
        _(
            "Ductography can be tried once more; contrast-enhanced MRI, targeted ultrasound, ductoscopy "
            "or surgical consultation are the alternatives."
        ),
    ),
    "known_malignancy": (
        _("Malignancy is already proven."),
        _("Multidisciplinary discussion and surgical consultation are recommended."),
    ),
    "highly_suspicious": (
        _("The assessment is highly suggestive of malignancy."),
        _("Tissue diagnosis is recommended without delay, by image-guided biopsy or by excision."),
    ),
    "suspicious": (
        _("The assessment is suspicious."),
        _("Tissue diagnosis is recommended, by image-guided biopsy or by excision."),
    ),
    "incomplete_assessment": (
        _("The assessment is incomplete."),
        _(
            "Further imaging (targeted ultrasound, additional mammographic views or contrast-enhanced "
            "MRI) or comparison with earlier images is recommended before it is completed."
        ),
    ),
    "artefact": (
        _("The finding may be air, clotted blood or debris."),
        _("Repeat ductography after evacuation and refilling is recommended before it is called a lesion."),
    ),
    "reflux_only": (
        _("Contrast only ran back at the orifice, which can be due to a lesion close to the nipple."),
        _("Targeted ultrasound of the nipple region and repeat ductography are recommended."),
    ),
    "incomplete_filling": (
        _("The duct was filled only in part, so a lesion in the rest of it is not excluded."),
        _(
            "Repeat ductography is recommended; contrast-enhanced MRI, targeted ultrasound, ductoscopy or"
            " surgical consultation are the alternatives."
        ),
    ),
    "suspicious_signs": (
        _("The ductogram shows signs that have been described with cancer, though none of them proves it."),
        _(
            "Targeted ultrasound is recommended, with image-guided biopsy of what it shows; what it does "
            "not show is to be localised and excised."
        ),
    ),
    "lesion": (
        _("The ductogram shows a lesion of the duct."),
        _(
            "Targeted ultrasound is recommended, with image-guided biopsy if the lesion is visible; "
            "otherwise it is to be localised and excised."
        ),
    ),
    "unclear_sign": (
        _("The ductogram shows a sign of no settled meaning."),
        _("Targeted ultrasound or further mammographic views are recommended first."),
    ),
    "cavity": (
        _("The filled cavity communicates with the duct."),
        _("Comparison with earlier images and follow-up are recommended."),
    ),
    "follow_up_six_months": (
        _("The assessment is probably benign."),
        _("Follow-up imaging after six months is recommended."),
    ),
    "benign": (
        _("The ductogram shows a benign pattern that may explain the discharge."),
        _("Conservative follow-up may be sufficient."),
    ),
    "normal": (
        _("The filled ducts are normal."),
        _(
            "Clinical follow-up or contrast-enhanced MRI is recommended, and surgical consultation if the"
            " discharge persists."
        ),
    ),
    "undescribed": (
        _("No lesion of a duct is described."),
        _(
            "Clinical follow-up is recommended; any decision on biopsy should be based on the clinical "
            "assessment."
        ),
    ),
}
# For every note. Numbers are those of the study named.
NOTE: dict[str, Phrase] = {
    "negative_does_not_exclude": _(
        "A normal ductogram does not exclude cancer. Published negative predictive values differ by what "
        "was sought: cancer or a high-risk lesion after a negative standard work-up (63 %; Morrogh 2007),"
        " the cause of the discharge (61 %; 94 patients, PubMed 31087408), cancer, papilloma or atypia "
        "(80 %), and cancer alone (100 %; both 48 breasts, Shen 2023). Of 20 normal ductograms 4 hid a "
        "papilloma (Dawes 1998)."
    ),
    "limited_study": _(
        "Extravasation, reflux, incomplete filling or a possible artefact limits what this study can "
        "exclude; what did not fill was not examined."
    ),
    "infection_as_well": _(
        "There are signs of infection too. They are to be treated, but they do not delay the work-up of "
        "what is suspicious; what persists after treatment is to be looked at again."
    ),
    "not_shown": _("The discharging duct itself has not been shown; the category rests on other images."),
    "localisation": _(
        "If the lesion is to be excised and is not visible on mammography or ultrasound, it can be "
        "localised by ductography: in one series by a wire in 9 of 16, and by a marker placed during "
        "ductography and then a wire in 5 of 5 (Woodward 2010)."
    ),
    "one_duct": _("If excision is chosen, microdochectomy is an option for the single discharging duct."),
    "several_ducts": _(
        "If excision is chosen, total subareolar duct excision is an option where several ducts, or an "
        "unknown number of them, discharge."
    ),
    "multiple_lesions": _(
        "Multiple papillomas are associated with cancer more often than a solitary one, and 6 of 14 "
        "patients with multiple peripheral papillomas had atypia (Cardenosa 1991). If they are not "
        "removed, annual review is recommended."
    ),
    "male_patient": _(
        "In a man nipple discharge is more likely to be due to malignancy; mammography, with ultrasound "
        "as indicated, belongs to the work-up."
    ),
    "upstream_not_seen": _(
        "Where the duct away from the nipple is not opacified, neither the extent of a lesion nor further"
        " lesions can be judged."
    ),
    "symptom_not_closed": _(
        "A negative or benign image does not settle the discharge; any decision on biopsy should be based"
        " on the clinical assessment."
    ),
    "colour_does_not_exclude": _(
        "Discharge without blood does not exclude cancer: it was found in none of 24 pathologic "
        "discharges without blood (Dillon 2006), but in another series 19 of 39 cancers with discharge "
        "were not bloody (10 serous, 4 clear, 5 turbid; Zhang 2017)."
    ),
    "physiologic_discharge": _(
        "Discharge from both breasts that is free of blood, and milky or only expressed, is of "
        "physiologic pattern. A work-up of galactorrhoea (pregnancy test, prolactin, TSH, renal function,"
        " drugs) is recommended, and no further ductography."
    ),
    "implant_as_well": _(
        "A ruptured implant, or silicone in the discharge, can explain the discharge; the implant is to be "
        "assessed too."
    ),
    "gics_no_management": _(
        "Only a GICS category is given. Which management belongs to a GICS category has not been "
        "published in what was available here."
    ),
}

NORMAL_IS_NO_PROOF = _("A normal ductogram does not exclude cancer.")
