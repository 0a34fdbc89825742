"""Phrases for other studies, for prior and subsequent procedures, and for pathology."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..vocabulary import (
    AddedProcedureKind,
    Agreement,
    Answer,
    BreastComposition,
    Contour,
    Diagnosis,
    DischargeCourse,
    Grade,
    LocalisationAid,
    MarginDirection,
    MarginStatus,
    Modality,
    Multiplicity,
    NodeStatus,
    PreContrastMammogram,
    ProcedureKind,
    SizeInWords,
    SpecimenFinding,
    StudyResult,
)
from .translation_cache import Phrase

# As the subject of a sentence (“ultrasound”), and as an adverbial (“on ultrasound”).
MODALITY: dict[Modality, tuple[Phrase, Phrase]] = {
    Modality.MAMMOGRAPHY: (pgettext_lazy("subject", "mammography"), _("on mammography")),
    Modality.TOMOSYNTHESIS: (pgettext_lazy("subject", "tomosynthesis"), _("on tomosynthesis")),
    Modality.ULTRASOUND: (pgettext_lazy("subject", "ultrasound"), _("on ultrasound")),
    Modality.CEM: (
        pgettext_lazy("subject", "contrast-enhanced mammography"),
        _("on contrast-enhanced mammography"),
    ),
    Modality.MRI: (pgettext_lazy("subject", "contrast-enhanced MRI"), _("on contrast-enhanced MRI")),
    Modality.CT: (pgettext_lazy("subject", "computed tomography"), _("on computed tomography")),
    Modality.PLANNING_CT: (
        pgettext_lazy("subject", "radiotherapy planning CT"),
        _("on radiotherapy planning CT"),
    ),
    Modality.DUCTOGRAPHY: (pgettext_lazy("subject", "ductography"), _("on ductography")),
    Modality.DUCTOSCOPY: (pgettext_lazy("subject", "ductoscopy"), _("on ductoscopy")),
    Modality.CYTOLOGY: (
        pgettext_lazy("subject", "cytology of the discharge"),
        _("on cytology of the discharge"),
    ),
    Modality.CLINICAL_EXAMINATION: (
        pgettext_lazy("subject", "clinical examination"),
        _("on clinical examination"),
    ),
    Modality.OTHER: (pgettext_lazy("subject", "another study"), _("on another study")),
}
ANOTHER_STUDY = (pgettext_lazy("subject", "another study"), _("on another study"))
STUDY_OF = _("{study} {of_breast}")
STUDY_DATED = _("{study} ({date})")
RESULT: dict[StudyResult, Phrase] = {
    StudyResult.NEGATIVE: _("was negative"),
    StudyResult.BENIGN: _("showed a benign finding"),
    StudyResult.PROBABLY_BENIGN: _("showed a probably benign finding"),
    StudyResult.ABNORMAL: _("was abnormal"),
    StudyResult.SUSPICIOUS: _("was suspicious"),
    StudyResult.MALIGNANT: _("showed a malignant finding"),
    StudyResult.INCOMPLETE: _("was incomplete"),
}
IS_AVAILABLE = _("is available")
FIRST_RESULT: dict[StudyResult, Phrase] = {
    StudyResult.NEGATIVE: _("Initially interpreted as negative."),
    StudyResult.BENIGN: _("Initially interpreted as benign."),
    StudyResult.PROBABLY_BENIGN: _("Initially interpreted as probably benign."),
    StudyResult.ABNORMAL: _("Initially interpreted as abnormal."),
    StudyResult.SUSPICIOUS: _("Initially interpreted as suspicious."),
    StudyResult.MALIGNANT: _("Initially interpreted as malignant."),
    StudyResult.INCOMPLETE: _("Initially interpreted as incomplete."),
}
AGREEMENT: dict[Agreement, Phrase] = {
    Agreement.CONCORDANT: _("Concordant with the ductogram."),
    Agreement.PARTLY: _("Partially concordant with the ductogram."),
    Agreement.DISCORDANT: _("Discordant with the ductogram."),
}
SHOWS = ngettext_lazy("{Study} there is {finding} {place}.", "{Study} there are {finding} {place}.", "count")
SHOWS_NO = _("{Study} there is {findings}.")
FINDING_AT = _("{finding} {place}")

PRE_CONTRAST: dict[PreContrastMammogram, Phrase] = {
    PreContrastMammogram.OBTAINED: _("A pre-contrast mammogram was obtained."),
    PreContrastMammogram.RECENT: _("A recent mammogram served as the pre-contrast study."),
    PreContrastMammogram.NOT_OBTAINED: _("No pre-contrast mammogram was obtained."),
}
COMPOSITION: dict[BreastComposition, Phrase] = {
    BreastComposition.A: _("The breasts are almost entirely fatty (composition a)."),
    BreastComposition.B: _("There are scattered areas of fibroglandular density (composition b)."),
    BreastComposition.C: _("The breasts are heterogeneously dense (composition c)."),
    BreastComposition.D: _("The breasts are extremely dense (composition d)."),
}

PRIOR_PROCEDURE = _("Prior procedure: {procedure}.")
SUBSEQUENT_PROCEDURE = _("Subsequent procedure: {procedure}.")
PROCEDURE: dict[ProcedureKind | None, Phrase] = {
    ProcedureKind.CORE_BIOPSY: pgettext_lazy("procedure", "core biopsy"),
    ProcedureKind.VACUUM_BIOPSY: pgettext_lazy("procedure", "vacuum-assisted biopsy or excision"),
    ProcedureKind.DUCTOSCOPY: pgettext_lazy("procedure", "ductoscopy"),
    ProcedureKind.MICRODOCHECTOMY: pgettext_lazy("procedure", "microdochectomy"),
    ProcedureKind.TOTAL_DUCT_EXCISION: pgettext_lazy("procedure", "total subareolar duct excision"),
    ProcedureKind.FOCUSED_EXCISION: pgettext_lazy("procedure", "focused duct excision"),
    ProcedureKind.LOCALISED_EXCISION: pgettext_lazy("procedure", "excision after localisation"),
    ProcedureKind.EXCISION: pgettext_lazy("procedure", "excision"),
    ProcedureKind.NIPPLE_EXCISION: pgettext_lazy("procedure", "nipple excision"),
    ProcedureKind.LUMPECTOMY: pgettext_lazy("procedure", "lumpectomy"),
    ProcedureKind.MASTECTOMY: pgettext_lazy("procedure", "mastectomy"),
    ProcedureKind.SIMPLE_MASTECTOMY: pgettext_lazy("procedure", "simple mastectomy"),
    ProcedureKind.NIPPLE_SPARING_MASTECTOMY: pgettext_lazy("procedure", "nipple-sparing mastectomy"),
    ProcedureKind.SENTINEL_NODE_BIOPSY: pgettext_lazy("procedure", "sentinel node biopsy"),
    ProcedureKind.AUGMENTATION: pgettext_lazy("procedure", "breast augmentation"),
    ProcedureKind.MASTOPEXY: pgettext_lazy("procedure", "mastopexy"),
    ProcedureKind.MASTOPEXY_AUGMENTATION: pgettext_lazy("procedure", "mastopexy with augmentation"),
    ProcedureKind.REDUCTION: pgettext_lazy("procedure", "breast reduction"),
    ProcedureKind.RADIOTHERAPY: pgettext_lazy("procedure", "radiotherapy"),
    ProcedureKind.OTHER: pgettext_lazy("procedure", "another procedure"),
    None: pgettext_lazy("procedure", "procedure of unrecorded kind"),
}
PROCEDURE_AT = _("{procedure} {place}")
YEARS_BEFORE = ngettext_lazy(
    "{number} year before this examination", "{number} years before this examination", "count"
)
PATHOLOGY = _("Pathology: {diagnosis}.")
DIAGNOSIS: dict[Diagnosis, Phrase] = {
    Diagnosis.NO_ABNORMALITY: pgettext_lazy("diagnosis", "no abnormality"),
    Diagnosis.INTRADUCTAL_PAPILLOMA: pgettext_lazy("diagnosis", "intraductal papilloma"),
    Diagnosis.PAPILLOMA: pgettext_lazy("diagnosis", "papilloma"),
    Diagnosis.LARGE_DUCT_PAPILLOMA: pgettext_lazy("diagnosis", "solitary papilloma of a major duct"),
    Diagnosis.MULTIPLE_PAPILLOMAS: pgettext_lazy("diagnosis", "multiple intraductal papillomas"),
    Diagnosis.PERIPHERAL_PAPILLOMAS: pgettext_lazy("diagnosis", "peripheral duct papillomas"),
    Diagnosis.ATYPICAL_PAPILLOMA: pgettext_lazy("diagnosis", "papilloma with atypia"),
    Diagnosis.PAPILLARY_PROLIFERATION: pgettext_lazy("diagnosis", "papillomatous proliferation"),
    Diagnosis.USUAL_DUCTAL_HYPERPLASIA: pgettext_lazy("diagnosis", "usual ductal hyperplasia"),
    Diagnosis.ATYPICAL_DUCTAL_HYPERPLASIA: pgettext_lazy("diagnosis", "atypical ductal hyperplasia"),
    Diagnosis.DUCT_ECTASIA: pgettext_lazy("diagnosis", "duct ectasia"),
    Diagnosis.FIBROCYSTIC_CHANGE: pgettext_lazy("diagnosis", "fibrocystic change"),
    Diagnosis.FIBROADENOMA: pgettext_lazy("diagnosis", "fibroadenoma"),
    Diagnosis.HYALINISED_FIBROADENOMA: pgettext_lazy("diagnosis", "hyalinised fibroadenoma"),
    Diagnosis.NIPPLE_ADENOMA: pgettext_lazy("diagnosis", "nipple adenoma"),
    Diagnosis.SEROMA: pgettext_lazy("diagnosis", "seroma"),
    Diagnosis.GALACTORRHOEA: pgettext_lazy("diagnosis", "galactorrhoea"),
    Diagnosis.IMPLANT_RUPTURE: pgettext_lazy("diagnosis", "implant rupture with silicone discharge"),
    Diagnosis.INFLAMMATION: pgettext_lazy("diagnosis", "inflammation"),
    Diagnosis.ABSCESS: pgettext_lazy("diagnosis", "abscess"),
    Diagnosis.DEBRIS: pgettext_lazy("diagnosis", "inspissated debris"),
    Diagnosis.DCIS: pgettext_lazy("diagnosis", "ductal carcinoma in situ"),
    Diagnosis.ENCAPSULATED_PAPILLARY_CARCINOMA: pgettext_lazy(
        "diagnosis", "encapsulated (intracystic) papillary carcinoma"
    ),
    Diagnosis.PAPILLARY_CARCINOMA_IN_SITU: pgettext_lazy("diagnosis", "papillary carcinoma in situ"),
    Diagnosis.INVASIVE_AND_IN_SITU: pgettext_lazy("diagnosis", "invasive and in situ carcinoma"),
    Diagnosis.INVASIVE_DUCTAL_CARCINOMA: pgettext_lazy("diagnosis", "invasive ductal carcinoma"),
    Diagnosis.OTHER_INVASIVE_CARCINOMA: pgettext_lazy("diagnosis", "other invasive carcinoma"),
    Diagnosis.MUCINOUS_CARCINOMA: pgettext_lazy("diagnosis", "mucinous carcinoma"),
    Diagnosis.CARCINOMA_NOT_SPECIFIED: pgettext_lazy("diagnosis", "carcinoma, type not stated"),
    Diagnosis.PAGET: pgettext_lazy("diagnosis", "Paget disease of the nipple"),
    Diagnosis.OTHER: pgettext_lazy("diagnosis", "other diagnosis"),
}
# Predicates of the removed lesion.
THE_LESION = _("the lesion")
MULTIPLICITY: dict[Multiplicity, Phrase] = {
    Multiplicity.SINGLE: _("was single"),
    Multiplicity.MULTIPLE: _("was one of several"),
}
SIZE_IN_WORDS: dict[SizeInWords, Phrase] = {
    SizeInWords.SMALL: _("was small"),
    SizeInWords.MEDIUM: _("was medium-sized"),
    SizeInWords.LARGE: _("was large"),
}
LESION_MEASURED = _("measured {length}")
LESION_CONTOUR: dict[Contour, Phrase] = {
    Contour.SMOOTH: _("had a smooth contour"),
    Contour.LOBULATED: _("had a lobulated contour"),
    Contour.IRREGULAR: _("had an irregular contour"),
}
GRADE: dict[Grade, Phrase] = {
    Grade.LOW: _("was of low grade"),
    Grade.INTERMEDIATE: _("was of intermediate grade"),
    Grade.HIGH: _("was of high grade"),
}
MARGIN = _("The margin was {length}.")
MARGIN_TOWARD: dict[MarginDirection, Phrase] = {
    MarginDirection.DEEP: _("The deep margin was {length}."),
    MarginDirection.SUPERFICIAL: _("The superficial margin was {length}."),
    MarginDirection.MEDIAL: _("The medial margin was {length}."),
    MarginDirection.LATERAL: _("The lateral margin was {length}."),
    MarginDirection.SUPERIOR: _("The superior margin was {length}."),
    MarginDirection.INFERIOR: _("The inferior margin was {length}."),
}
MARGINS: dict[MarginStatus, Phrase] = {
    MarginStatus.CLEAR: _("The margins are clear."),
    MarginStatus.CLOSE: _("The margins are close."),
    MarginStatus.NOT_CLEAR: _("The margins are not clear."),
}
NODES = ngettext_lazy(
    "{positive} of {count} lymph node examined was positive.",
    "{positive} of {count} lymph nodes examined were positive.",
    "count",
)
POSITIVE_NODES = _("Positive lymph nodes: {positive}.")
SENTINEL: dict[NodeStatus, Phrase] = {
    NodeStatus.NEGATIVE: _("The sentinel node was negative."),
    NodeStatus.POSITIVE: _("The sentinel node was positive."),
    NodeStatus.ISOLATED_TUMOUR_CELLS: _("The sentinel node contained isolated tumour cells."),
    NodeStatus.NOT_EXAMINED: _("No sentinel node was examined."),
}
COURSE: dict[DischargeCourse, Phrase] = {
    DischargeCourse.CEASED: _("The discharge subsequently ceased."),
    DischargeCourse.LESS: _("The discharge subsequently decreased."),
    DischargeCourse.UNCHANGED: _("The discharge was subsequently unchanged."),
    DischargeCourse.RECURRED: _("The discharge subsequently recurred."),
}
FOLLOWED_UP = ngettext_lazy(
    "The patient was followed up for {number} month.",
    "The patient was followed up for {number} months.",
    "count",
)
RECURRENCE: dict[Answer, Phrase] = {
    Answer.YES: _("Tumour recurrence."),
    Answer.NO: _("No tumour recurrence."),
    Answer.UNKNOWN: _("Tumour recurrence: unknown."),
}

ADDITIONAL_PROCEDURE = _("Additional procedure: {procedure}.")
ADDED_PROCEDURE: dict[AddedProcedureKind | None, Phrase] = {
    AddedProcedureKind.MARKER: _("placement of a tissue marker"),
    AddedProcedureKind.WIRE_LOCALISATION: _("wire localisation"),
    AddedProcedureKind.NEEDLE_LOCALISATION: _("needle localisation"),
    AddedProcedureKind.PROBE: _("placement of a probe in the duct"),
    AddedProcedureKind.DYE_INJECTION: _("injection of dye into the duct"),
    AddedProcedureKind.REPEAT_DUCTOGRAM: _("ductogram repeated on the day of surgery"),
    AddedProcedureKind.SPECIMEN_RADIOGRAPH: _("specimen radiograph"),
    AddedProcedureKind.ORTHOGONAL_VIEW: _("orthogonal view after localisation"),
    AddedProcedureKind.OTHER: _("another additional procedure"),
    None: pgettext_lazy("procedure", "procedure of unrecorded kind"),
}
TARGET = _("target: {sign}")
AID: dict[LocalisationAid, Phrase] = {
    LocalisationAid.ALPHANUMERIC_PADDLE: _("guided by an alphanumeric compression paddle"),
    LocalisationAid.STEREOTAXIS: _("under stereotactic guidance"),
    LocalisationAid.ULTRASOUND: _("under ultrasound guidance"),
    LocalisationAid.FREEHAND: _("freehand"),
}
SUCCEEDED: dict[Answer, Phrase] = {
    Answer.YES: _("Technically successful."),
    Answer.NO: _("Technically unsuccessful."),
    Answer.UNKNOWN: _("Technical success unknown."),
}
SPECIMEN: dict[SpecimenFinding, Phrase] = {
    SpecimenFinding.LESION_VISIBLE: _("The lesion is visible in the specimen."),
    SpecimenFinding.NO_LESION_VISIBLE: _("No lesion is visible in the specimen."),
    SpecimenFinding.WIRE_INCLUDED: _("The wire is in the specimen."),
    SpecimenFinding.WIRE_OUT: _("The wire is no longer in the specimen."),
    SpecimenFinding.MARKER_INCLUDED: _("The marker is in the specimen."),
    SpecimenFinding.CONTRAST_VISIBLE: _("Contrast is visible in the specimen."),
    SpecimenFinding.CONTRAST_GONE: _("Contrast is no longer visible in the specimen."),
}
