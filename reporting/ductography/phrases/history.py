"""Sentences of the indication and the history.

``SENTENCES`` has a whole sentence for a field and its answer. *Unknown* and the like are printed where a reader would
otherwise take an omission for a negative.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import (
    Answer,
    Comorbidity,
    FamilyHistory,
    HormoneOrDrug,
    ImplantIntegrity,
    ImplantStatus,
    LaboratoryLevel,
    Lactation,
    MenopausalStatus,
    NippleSkinChange,
    PathogenicVariant,
    Pregnancy,
    PregnancyTestMethod,
    Purpose,
    QualitativeResult,
    Sex,
    Sides,
)
from ..vocabulary.terms import Term
from .places import SIDE_NOT_RECORDED
from .translation_cache import Phrase

_PATIENT = (_("a {age}-year-old patient"), _("an {age}-year-old patient"), _("a patient"))
# With an age, with an age that begins with a vowel in English (8, 11, 18, 80 to 89), and without an age.
PATIENT: dict[Sex | None, tuple[Phrase, Phrase, Phrase]] = {
    Sex.FEMALE: (_("a {age}-year-old woman"), _("an {age}-year-old woman"), _("a woman")),
    Sex.MALE: (_("a {age}-year-old man"), _("an {age}-year-old man"), _("a man")),
    Sex.OTHER: _PATIENT,
    Sex.UNKNOWN: _PATIENT,
    None: _PATIENT,
}
INFANT = _("a patient aged {age}")
AGES_WITH_VOWEL = frozenset({8, 11, 18, *range(80, 90)})
HAS_DISCHARGE: dict[str, Phrase] = {
    Sides.LEFT: _("{patient} has nipple discharge from the left breast."),
    Sides.RIGHT: _("{patient} has nipple discharge from the right breast."),
    Sides.BOTH: _("{patient} has nipple discharge from both breasts."),
    Sides.UNILATERAL: _("{patient} has nipple discharge from one breast; the side is not stated."),
    SIDE_NOT_RECORDED: _("{patient} has nipple discharge; the side is not recorded."),
    "": _("{patient} has nipple discharge."),
}
NO_DISCHARGE = _("{patient} has no nipple discharge.")
EXAMINED = _("{patient} presents for ductography.")
SINCE = _("Discharge since {date}.")
DURATION = _("The discharge has been present for {duration}.")
DURATION_IN_WORDS = _("Duration of the discharge: {duration}.")
PRESENTED = _("First presentation: {date}.")
PRESENTED_ON = _("First presentation: {date}.")
THE_DISCHARGE = _("the discharge")

# Nouns for fields that are explicitly not recorded, by field name.
NOT_RECORDED: dict[str, Phrase] = {
    "spontaneity": _("whether the discharge is spontaneous"),
    "colours": _("the colour of the discharge"),
    "discharging_ducts": _("the number of discharging ducts"),
}

SENTENCES: dict[str, Mapping[Term, Phrase]] = {
    "bloody": {
        Answer.YES: _("The patient reports blood in the discharge."),
        Answer.NO: _("The patient reports no blood in the discharge."),
        Answer.UNKNOWN: _("Blood in the discharge: unknown."),
    },
    "bloody_other_side": {
        Answer.YES: _("Bloody discharge from the contralateral nipple."),
        Answer.NO: _("No bloody discharge from the contralateral nipple."),
    },
    "palpable_mass": {Answer.NO: _("No mass is palpable.")},
    "nipple_retraction": {
        Answer.YES: _("The nipple is retracted."),
        Answer.NO: _("The nipple is not retracted."),
    },
    "pain": {Answer.YES: _("The patient reports breast pain."), Answer.NO: _("No breast pain.")},
    "had_surgery": {
        Answer.NO: _("No prior breast surgery."),
        Answer.UNKNOWN: _("Prior breast surgery: unknown."),
    },
    "implants": {
        ImplantStatus.NONE: _("No breast implants."),
        ImplantStatus.RIGHT: _("There is an implant in the right breast."),
        ImplantStatus.LEFT: _("There is an implant in the left breast."),
        ImplantStatus.BOTH: _("There are implants in both breasts."),
    },
    "implant_integrity": {
        ImplantIntegrity.INTACT: _("The implant is intact."),
        ImplantIntegrity.SUSPECTED_RUPTURE: _("Suspected implant rupture."),
        ImplantIntegrity.RUPTURED: _("The implant is ruptured."),
        ImplantIntegrity.UNKNOWN: _("Implant integrity unknown."),
    },
    "implant_rupture_sides": {
        Sides.RIGHT: _("The implant rupture is on the right."),
        Sides.LEFT: _("The implant rupture is on the left."),
        Sides.BOTH: _("Both implants are ruptured."),
        Sides.UNILATERAL: _("The side of the implant rupture is not stated."),
    },
    "pathogenic_variant": {
        PathogenicVariant.NOT_TESTED: _("No genetic test of the patient."),
        PathogenicVariant.NONE_FOUND: _("No pathogenic variant was found in the patient."),
        PathogenicVariant.BRCA1: _("The patient carries a pathogenic variant of BRCA1."),
        PathogenicVariant.BRCA2: _("The patient carries a pathogenic variant of BRCA2."),
        PathogenicVariant.OTHER: _("The patient carries a pathogenic variant of another gene."),
        PathogenicVariant.UNKNOWN: _("Genetic test of the patient: unknown."),
    },
    "pregnancy": {
        Pregnancy.PREGNANT: _("The patient is pregnant."),
        Pregnancy.NOT_PREGNANT: _("The patient is not pregnant."),
        Pregnancy.POSSIBLE: _("The patient may be pregnant."),
        Pregnancy.UNKNOWN: _("Pregnancy status unknown."),
    },
    "pregnancy_test": {
        QualitativeResult.NOT_DONE: _("No pregnancy test was done."),
        QualitativeResult.NEGATIVE: _("The pregnancy test was negative."),
        QualitativeResult.POSITIVE: _("The pregnancy test was positive."),
    },
    "pregnancy_test_method": {
        PregnancyTestMethod.URINE_HCG: _("Urine hCG test."),
        PregnancyTestMethod.SERUM_HCG: _("Serum hCG test."),
    },
    "lactation": {
        Lactation.LACTATING: _("The patient is lactating."),
        Lactation.STOPPED: _("Lactation has stopped."),
        Lactation.NEVER: _("The patient has never lactated."),
        Lactation.UNKNOWN: _("Lactation status unknown."),
    },
    "menopausal_status": {
        MenopausalStatus.PREMENOPAUSAL: _("The patient is premenopausal."),
        MenopausalStatus.PERIMENOPAUSAL: _("The patient is perimenopausal."),
        MenopausalStatus.POSTMENOPAUSAL: _("The patient is postmenopausal."),
    },
    "prolactin": {
        LaboratoryLevel.NOT_DONE: _("Prolactin was not measured."),
        LaboratoryLevel.LOW: _("Prolactin is low."),
        LaboratoryLevel.NORMAL: _("Prolactin is normal."),
        LaboratoryLevel.RAISED: _("Prolactin is elevated."),
    },
    "thyroid_function": {
        LaboratoryLevel.NOT_DONE: _("Thyroid function was not measured."),
        LaboratoryLevel.LOW: _("Thyroid function: low."),
        LaboratoryLevel.NORMAL: _("Thyroid function: normal."),
        LaboratoryLevel.RAISED: _("Thyroid function: elevated."),
    },
}
PALPABLE_MASS = _("A mass is palpable {place}.")
SKIN_CHANGES = _("There is {changes}.")
NO_CHANGE: dict[NippleSkinChange, Phrase] = {
    NippleSkinChange.NONE: _("No skin or nipple changes."),
    NippleSkinChange.NO_SKIN_CHANGE: _("No skin changes."),
}
SKIN_CHANGE: dict[NippleSkinChange, Phrase] = {
    NippleSkinChange.RETRACTION: pgettext_lazy("there is", "nipple retraction"),
    NippleSkinChange.INVERSION: _("long-standing nipple inversion (since puberty)"),
    NippleSkinChange.PROMINENT_NIPPLE: _("a prominent nipple"),
    NippleSkinChange.NIPPLE_MASS: _("a mass in the nipple"),
    NippleSkinChange.ECZEMA: pgettext_lazy("there is", "eczematous nipple change"),
    NippleSkinChange.ULCERATION: _("nipple ulceration"),
    NippleSkinChange.REDNESS: _("skin erythema"),
    NippleSkinChange.SKIN_THICKENING: pgettext_lazy("there is", "skin thickening"),
    NippleSkinChange.SKIN_RETRACTION: pgettext_lazy("there is", "skin retraction"),
    NippleSkinChange.OTHER: _("another skin or nipple change"),
}
HAD_SURGERY = _("Prior breast surgery.")
DRUGS = _("Medication: {drugs}.")
NO_DRUGS = _("No hormonal or other relevant medication.")
NO_HORMONES = _("No hormonal medication.")
DRUG: dict[HormoneOrDrug, Phrase] = {
    HormoneOrDrug.ORAL_CONTRACEPTIVE: _("an oral contraceptive"),
    HormoneOrDrug.HORMONE_THERAPY: pgettext_lazy("medication", "menopausal hormone therapy"),
    HormoneOrDrug.INTRAUTERINE_DEVICE: _("an intrauterine device"),
    HormoneOrDrug.PROLACTIN_RAISING: _("a prolactin-raising drug"),
    HormoneOrDrug.ANTICOAGULANT: _("an anticoagulant"),
    HormoneOrDrug.ENDOCRINE_CANCER_THERAPY: pgettext_lazy("medication", "endocrine cancer therapy"),
    HormoneOrDrug.OTHER: _("another drug"),
}
DRUG_NAMES = _("Named medication: {names}.")
DISEASES = _("The patient has {diseases}.")
NO_DISEASE = _("No comorbidities.")
DISEASE: dict[Comorbidity, Phrase] = {
    Comorbidity.DIABETES_TYPE_1: pgettext_lazy("the patient has", "type 1 diabetes"),
    Comorbidity.DIABETES_TYPE_2: pgettext_lazy("the patient has", "type 2 diabetes"),
    Comorbidity.HYPERTENSION: pgettext_lazy("the patient has", "hypertension"),
    Comorbidity.HYPERLIPIDAEMIA: pgettext_lazy("the patient has", "hyperlipidaemia"),
    Comorbidity.THYROID_DISEASE: pgettext_lazy("the patient has", "thyroid disease"),
    Comorbidity.PITUITARY_DISEASE: pgettext_lazy("the patient has", "pituitary disease"),
    Comorbidity.RENAL_FAILURE: pgettext_lazy("the patient has", "renal failure"),
    Comorbidity.ASTHMA: pgettext_lazy("the patient has", "asthma"),
    Comorbidity.OTHER: pgettext_lazy("the patient has", "another disease"),
}
NULLIPAROUS = _("Nulliparous.")
BIRTHS = ngettext_lazy("Parity: 1.", "Parity: {count}.", "count")
CYCLE_DAY = _("Day {day} of the menstrual cycle.")
FAMILY_HISTORY: dict[FamilyHistory, Phrase] = {
    FamilyHistory.NONE: _("No family history of breast or ovarian cancer."),
    FamilyHistory.FIRST_DEGREE_BREAST: _("Breast cancer in a first-degree relative."),
    FamilyHistory.OTHER_BREAST: _("Breast cancer in a more distant relative."),
    FamilyHistory.OVARIAN: _("Family history of ovarian cancer."),
    FamilyHistory.KNOWN_MUTATION: _("Known familial pathogenic variant."),
    FamilyHistory.UNKNOWN: _("Family history unknown."),
}
PURPOSE: dict[Purpose, Phrase] = {
    Purpose.FIND_CAUSE: _("Ductography was requested to identify the cause of the discharge."),
    Purpose.MAP_BEFORE_SURGERY: _("Ductography was requested for preoperative duct mapping."),
    Purpose.NORMAL_MAMMOGRAM_ULTRASOUND: _("The discharge is not explained by mammography or ultrasound."),
    Purpose.MRI_CONTRAINDICATED: _("MRI is contraindicated."),
    Purpose.MRI_UNAVAILABLE: _("MRI is not available."),
    Purpose.MRI_INCONCLUSIVE: _("MRI was negative or showed multiple findings."),
    Purpose.SUSPICIOUS_CYTOLOGY: _("Cytology of the discharge shows atypical or malignant cells."),
    Purpose.DISCHARGE_AFTER_SURGERY: _("The discharge appeared after breast surgery."),
    Purpose.OTHER: _("Other indication."),
}
