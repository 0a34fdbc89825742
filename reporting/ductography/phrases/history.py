"""Sentences of the indication: what the patient tells and what belongs to it.

``STATED`` gives, for a field and its answer, a whole sentence; *unknown* and the like are said where a reader would
otherwise take silence for a negative.
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
    Pregnancy,
    PregnancyTestMethod,
    Purpose,
    QualitativeResult,
    Sex,
    Sides,
)
from ..vocabulary.terms import Term
from .places import UNRECORDED
from .translation_cache import Phrase

_SOMEBODY = (_("a {age}-year-old patient"), _("an {age}-year-old patient"), _("a patient"))
# With the age, with an age that begins with a vowel in English (8, 11, 18, 80 to 89), and without it.
PATIENT: dict[Sex | None, tuple[Phrase, Phrase, Phrase]] = {
    Sex.FEMALE: (_("a {age}-year-old woman"), _("an {age}-year-old woman"), _("a woman")),
    Sex.MALE: (_("a {age}-year-old man"), _("an {age}-year-old man"), _("a man")),
    Sex.OTHER: _SOMEBODY,
    Sex.UNKNOWN: _SOMEBODY,
    None: _SOMEBODY,
}
AGES_WITH_VOWEL = frozenset({8, 11, 18, *range(80, 90)})
HAS_DISCHARGE: dict[str, Phrase] = {
    Sides.LEFT: _("{patient} has nipple discharge from the left breast."),
    Sides.RIGHT: _("{patient} has nipple discharge from the right breast."),
    Sides.BOTH: _("{patient} has nipple discharge from both breasts."),
    UNRECORDED: _("{patient} has nipple discharge; the side is not recorded."),
    "": _("{patient} has nipple discharge."),
}
NO_DISCHARGE = _("{patient} has no nipple discharge.")
EXAMINED = _("{patient} is examined.")
SINCE = _("The discharge has been present since {date}.")
DURATION = ngettext_lazy(
    "The discharge has been present for {number} month.",
    "The discharge has been present for {number} months.",
    "count",
)
PRESENTED = _("The patient was first seen for it in {date}.")
PRESENTED_ON = _("The patient was first seen for it on {date}.")
THE_DISCHARGE = _("the discharge")

# What a reader would miss, by name of the field.
UNSTATED: dict[str, Phrase] = {
    "spontaneity": _("whether the discharge is spontaneous"),
    "colours": _("the colour of the discharge"),
    "discharging_ducts": _("the number of discharging ducts"),
}

STATED: dict[str, Mapping[Term, Phrase]] = {
    "bloody": {
        Answer.YES: _("The patient has seen blood in the discharge."),
        Answer.NO: _("The patient has seen no blood in the discharge."),
        Answer.UNKNOWN: _("It is not known whether there was blood in the discharge."),
    },
    "bloody_other_side": {
        Answer.YES: _("There is blood from the other nipple too."),
        Answer.NO: _("There is no blood from the other nipple."),
    },
    "palpable_mass": {Answer.NO: _("No mass is palpable.")},
    "nipple_retraction": {
        Answer.YES: _("The nipple is retracted."),
        Answer.NO: _("The nipple is not retracted."),
    },
    "pain": {Answer.YES: _("There is pain."), Answer.NO: _("There is no pain.")},
    "had_surgery": {
        Answer.NO: _("There has been no earlier breast surgery."),
        Answer.UNKNOWN: _("It is not known whether there was earlier breast surgery."),
    },
    "implants": {
        ImplantStatus.NONE: _("There is no implant."),
        ImplantStatus.RIGHT: _("There is an implant in the right breast."),
        ImplantStatus.LEFT: _("There is an implant in the left breast."),
        ImplantStatus.BOTH: _("There are implants in both breasts."),
    },
    "implant_integrity": {
        ImplantIntegrity.INTACT: _("The implant is intact."),
        ImplantIntegrity.SUSPECTED_RUPTURE: _("Rupture of the implant is suspected."),
        ImplantIntegrity.RUPTURED: _("The implant is ruptured."),
        ImplantIntegrity.UNKNOWN: _("The state of the implant is not known."),
    },
    "pregnancy": {
        Pregnancy.PREGNANT: _("The patient is pregnant."),
        Pregnancy.NOT_PREGNANT: _("The patient is not pregnant."),
        Pregnancy.POSSIBLE: _("The patient may be pregnant."),
        Pregnancy.UNKNOWN: _("It is not known whether the patient is pregnant."),
    },
    "pregnancy_test": {
        QualitativeResult.NOT_DONE: _("No pregnancy test was done."),
        QualitativeResult.NEGATIVE: _("The pregnancy test was negative."),
        QualitativeResult.POSITIVE: _("The pregnancy test was positive."),
    },
    "pregnancy_test_method": {
        PregnancyTestMethod.URINE_HCG: _("It measured hCG in urine."),
        PregnancyTestMethod.SERUM_HCG: _("It measured hCG in serum."),
    },
    "lactation": {
        Lactation.LACTATING: _("The patient is lactating."),
        Lactation.STOPPED: _("Lactation has stopped."),
        Lactation.NEVER: _("The patient has never lactated."),
        Lactation.UNKNOWN: _("It is not known whether the patient is lactating."),
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
        LaboratoryLevel.RAISED: _("Prolactin is raised."),
    },
    "thyroid_function": {
        LaboratoryLevel.NOT_DONE: _("Thyroid function was not measured."),
        LaboratoryLevel.LOW: _("Thyroid function is low."),
        LaboratoryLevel.NORMAL: _("Thyroid function is normal."),
        LaboratoryLevel.RAISED: _("Thyroid function is raised."),
    },
}
PALPABLE_MASS = _("A mass is palpable {place}.")
SKIN_CHANGES = _("There is {changes}.")
NO_CHANGE: dict[NippleSkinChange, Phrase] = {
    NippleSkinChange.NONE: _("There is no change of the skin or the nipple."),
    NippleSkinChange.NO_SKIN_CHANGE: _("There is no change of the skin."),
}
SKIN_CHANGE: dict[NippleSkinChange, Phrase] = {
    NippleSkinChange.RETRACTION: _("retraction of the nipple"),
    NippleSkinChange.INVERSION: _("inversion of the nipple since puberty"),
    NippleSkinChange.PROMINENT_NIPPLE: _("a prominent nipple"),
    NippleSkinChange.NIPPLE_MASS: _("a mass in the nipple"),
    NippleSkinChange.ECZEMA: _("an eczema-like change of the nipple"),
    NippleSkinChange.ULCERATION: _("ulceration of the nipple"),
    NippleSkinChange.REDNESS: _("redness of the skin"),
    NippleSkinChange.SKIN_THICKENING: _("thickening of the skin"),
    NippleSkinChange.SKIN_RETRACTION: _("retraction of the skin"),
    NippleSkinChange.OTHER: _("another change of the skin or the nipple"),
}
HAD_SURGERY = _("There has been earlier breast surgery.")
DRUGS = _("The patient uses {drugs}.")
NO_DRUGS = _("The patient uses no hormones and no relevant drugs.")
NO_HORMONES = _("The patient uses no hormones.")
DRUG: dict[HormoneOrDrug, Phrase] = {
    HormoneOrDrug.ORAL_CONTRACEPTIVE: _("an oral contraceptive"),
    HormoneOrDrug.HORMONE_THERAPY: _("menopausal hormone therapy"),
    HormoneOrDrug.INTRAUTERINE_DEVICE: _("an intrauterine device"),
    HormoneOrDrug.PROLACTIN_RAISING: _("a drug that raises prolactin"),
    HormoneOrDrug.ANTICOAGULANT: _("an anticoagulant"),
    HormoneOrDrug.ENDOCRINE_CANCER_THERAPY: _("endocrine cancer therapy"),
    HormoneOrDrug.OTHER: _("another drug"),
}
DRUG_NAMES = _("Drugs by name: {names}.")
DISEASES = _("The patient has {diseases}.")
NO_DISEASE = _("The patient has no other disease.")
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
NULLIPAROUS = _("The patient has not given birth.")
BIRTHS = ngettext_lazy(
    "The patient has given birth once.", "The patient has given birth {count} times.", "count"
)
CYCLE_DAY = _("It is day {day} of the menstrual cycle.")
FAMILY_HISTORY: dict[FamilyHistory, Phrase] = {
    FamilyHistory.NONE: _("There is no family history of breast or ovarian cancer."),
    FamilyHistory.FIRST_DEGREE_BREAST: _("A first-degree relative has had breast cancer."),
    FamilyHistory.OTHER_BREAST: _("Another relative has had breast cancer."),
    FamilyHistory.OVARIAN: _("There is ovarian cancer in the family."),
    FamilyHistory.KNOWN_MUTATION: _("A hereditary mutation is known in the family."),
    FamilyHistory.UNKNOWN: _("The family history is not known."),
}
PURPOSE: dict[Purpose, Phrase] = {
    Purpose.FIND_CAUSE: _("Ductography is to find the cause of the discharge."),
    Purpose.MAP_BEFORE_SURGERY: _("Ductography is to map the duct before surgery."),
    Purpose.NORMAL_MAMMOGRAM_ULTRASOUND: _("Mammogram and ultrasound do not explain the discharge."),
    Purpose.MRI_CONTRAINDICATED: _("MRI is contraindicated."),
    Purpose.MRI_UNAVAILABLE: _("MRI is not available."),
    Purpose.MRI_INCONCLUSIVE: _("MRI was negative or showed several findings."),
    Purpose.SUSPICIOUS_CYTOLOGY: _("The discharge contains atypical or tumour cells."),
    Purpose.DISCHARGE_AFTER_SURGERY: _("The discharge appeared after breast surgery."),
    Purpose.OTHER: _("There is another reason for the examination."),
}
