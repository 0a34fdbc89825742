"""Terms for assessment, recommendation and follow-up."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .terms import Term


class Gics(Term):
    """Galactogram Imaging Classification System, names as published (Acta Radiol 2010;51:128-136)."""

    GICS_1 = "1", _("GICS 1 – negative")
    GICS_2 = "2", _("GICS 2 – benign")
    GICS_3 = "3", _("GICS 3 – probably benign")
    GICS_4 = "4", _("GICS 4 – suspect for malignancy")
    GICS_5 = "5", _("GICS 5 – highly suspect for malignancy")


class Birads(Term):
    """ACR BI-RADS assessment category, restated (SOURCES.md)."""

    BIRADS_0 = "0", _("BI-RADS 0 – incomplete: needs additional imaging and/or prior images")
    BIRADS_1 = "1", _("BI-RADS 1 – negative")
    BIRADS_2 = "2", _("BI-RADS 2 – benign")
    BIRADS_3 = "3", _("BI-RADS 3 – probably benign")
    BIRADS_4 = "4", _("BI-RADS 4 – suspicious")
    BIRADS_4A = "4A", _("BI-RADS 4A – low suspicion for malignancy")
    BIRADS_4B = "4B", _("BI-RADS 4B – moderate suspicion for malignancy")
    BIRADS_4C = "4C", _("BI-RADS 4C – high suspicion for malignancy")
    BIRADS_5 = "5", _("BI-RADS 5 – highly suggestive of malignancy")
    BIRADS_6 = "6", _("BI-RADS 6 – known biopsy-proven malignancy")


class RecommendedAction(Term):
    """Recommended next step (SOURCES.md, DICOM CID 6028)."""

    NO_FURTHER_ACTION = "no_further_action", _("no further action"), True
    ROUTINE_SCREENING = "routine_screening", _("routine screening")
    CLINICAL_FOLLOW_UP = "clinical_follow_up", _("clinical follow-up")
    IMAGING_FOLLOW_UP = "imaging_follow_up", _("follow-up imaging")
    RESCHEDULE = "reschedule", _("repeat ductography when discharge recurs")
    REPEAT_DUCTOGRAPHY = "repeat_ductography", _("repeat ductography")
    TARGETED_ULTRASOUND = "targeted_ultrasound", _("targeted ultrasound")
    DIAGNOSTIC_MAMMOGRAPHY = "diagnostic_mammography", _("diagnostic mammography")
    ADDITIONAL_MAMMOGRAPHY = "additional_mammography", _("additional mammographic views")
    SPOT_MAGNIFICATION = "spot_magnification", _("spot magnification views")
    CONTRAST_MRI = "contrast_mri", _("contrast-enhanced MRI")
    CONTRAST_MAMMOGRAPHY = "contrast_mammography", _("contrast-enhanced mammography")
    DUCTOSCOPY = "ductoscopy", _("ductoscopy")
    BLOOD_TEST = "blood_test", _("occult blood test of the discharge")
    CYTOLOGY = "cytology", _("cytology of the discharge")
    CORE_BIOPSY = "core_biopsy", _("image-guided core biopsy")
    VACUUM_BIOPSY = "vacuum_biopsy", _("vacuum-assisted biopsy or excision")
    NIPPLE_SKIN_BIOPSY = "nipple_skin_biopsy", _("skin (punch) biopsy of the nipple")
    LOCALISED_EXCISION = "localised_excision", _("localisation and excision")
    MICRODOCHECTOMY = "microdochectomy", _("microdochectomy (single duct excision)")
    TOTAL_DUCT_EXCISION = "total_duct_excision", _("total subareolar duct excision")
    SURGICAL_CONSULTATION = "surgical_consultation", _("surgical consultation")
    ENDOCRINE_WORK_UP = (
        "endocrine_work_up",
        _("galactorrhoea work-up (pregnancy test, prolactin, TSH, renal function, medication review)"),
    )
    TREAT_INFECTION = "treat_infection", _("treat infection first")
    COMPARE_WITH_PRIORS = "compare_with_priors", _("comparison with prior imaging")
    IMPLANT_ASSESSMENT = "implant_assessment", _("implant assessment")
    MULTIDISCIPLINARY = "multidisciplinary", _("multidisciplinary discussion")
    OTHER = "other", _("other (see text)")


class StepCondition(Term):
    """Under which condition a recommended step is taken, or what it is limited to."""

    BIOPSY_IS_THEIRS = "biopsy_is_theirs", _("including whether another lesion needs biopsy")
    EVEN_IF_NEGATIVE = "even_if_negative", _("even if imaging is negative")
    FOR_EXTENT = "for_extent", _("for extent")
    RETROAREOLAR = "retroareolar", _("of the retroareolar region")
    OF_FINDING = "of_finding", _("of the suspicious finding")
    OF_PALPABLE = "of_palpable", _("of the palpable mass")
    OF_WHAT_IS_FOUND = "of_what_is_found", _("of what ultrasound finds")
    IF_CONFIRMED = "if_confirmed", _("if the suspicious finding is confirmed")
    IF_SHOWN = "if_shown", _("if ultrasound shows the lesion")
    OTHERWISE = "otherwise", _("if ultrasound does not show the lesion")
    REFILLING = "refilling", _("with evacuation and refilling, before a lesion is diagnosed")
    REFILLING_IMPOSSIBLE = "refilling_impossible", _("because refilling is not possible")
    ONCE = "once", pgettext_lazy("condition", "once")
    IF_REPEAT_FAILS = "if_repeat_fails", _("if repeat ductography is not possible or non-diagnostic")
    IODINE_COMMENT = (
        "iodine_comment",
        _("only by documented decision, because of the reaction to iodinated contrast"),
    )
    WHEN_DISCHARGE_RECURS = "when_discharge_recurs", _("when discharge recurs")
    AFTER_PREGNANCY = "after_pregnancy", _("after the pregnancy, or earlier by documented decision")
    AFTER_TREATMENT = "after_treatment", _("after treatment, if discharge persists")
    EXCLUDE_RECURRENCE = "exclude_recurrence", _("to exclude recurrence")
    AFTER_NEGATIVE_MRI = "after_negative_mri", _("reasonable after negative MRI")
    TO_COMPLETE = "to_complete", _("to complete the assessment")


class IntervalUnit(Term):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class Urgency(Term):
    ROUTINE = "routine", _("routine")
    SOON = "soon", _("soon")
    URGENT = "urgent", _("urgent")


class Responsible(Term):
    REFERRER = "referrer", _("referring clinician")
    BREAST_SURGEON = "breast_surgeon", _("breast surgeon")
    RADIOLOGY = "radiology", _("breast radiology")
    BREAST_CLINIC = "breast_clinic", _("breast clinic")
    ENDOCRINOLOGY = "endocrinology", _("endocrinology")
    PATIENT = "patient", _("patient")
    OTHER = "other", _("other (see text)")


class ProcedureKind(Term):
    """Breast procedures, before or after this examination."""

    CORE_BIOPSY = "core_biopsy", _("core biopsy")
    VACUUM_BIOPSY = "vacuum_biopsy", _("vacuum-assisted biopsy or excision")
    DUCTOSCOPY = "ductoscopy", _("ductoscopy")
    MICRODOCHECTOMY = "microdochectomy", _("microdochectomy (single duct excision)")
    TOTAL_DUCT_EXCISION = "total_duct_excision", _("total subareolar duct excision")
    FOCUSED_EXCISION = "focused_excision", _("focused duct excision")
    LOCALISED_EXCISION = "localised_excision", _("excision after localisation")
    EXCISION = "excision", _("excision")
    NIPPLE_EXCISION = "nipple_excision", _("nipple excision")
    LUMPECTOMY = "lumpectomy", _("lumpectomy")
    MASTECTOMY = "mastectomy", _("mastectomy")
    SIMPLE_MASTECTOMY = "simple_mastectomy", _("simple mastectomy")
    NIPPLE_SPARING_MASTECTOMY = "nipple_sparing_mastectomy", _("nipple-sparing mastectomy")
    SENTINEL_NODE_BIOPSY = "sentinel_node_biopsy", _("sentinel node biopsy")
    AUGMENTATION = "augmentation", _("breast augmentation")
    MASTOPEXY = "mastopexy", _("mastopexy")
    MASTOPEXY_AUGMENTATION = "mastopexy_augmentation", _("mastopexy with augmentation")
    REDUCTION = "reduction", _("breast reduction")
    RADIOTHERAPY = "radiotherapy", _("radiotherapy")
    OTHER = "other", _("other procedure")


class MarginDirection(Term):
    DEEP = "deep", _("deep")
    SUPERFICIAL = "superficial", _("superficial")
    MEDIAL = "medial", _("medial")
    LATERAL = "lateral", _("lateral")
    SUPERIOR = "superior", _("superior")
    INFERIOR = "inferior", _("inferior")


class MarginStatus(Term):
    CLEAR = "clear", pgettext_lazy("margins", "clear")
    CLOSE = "close", pgettext_lazy("margins", "close")
    NOT_CLEAR = "not_clear", pgettext_lazy("margins", "not clear")


class NodeStatus(Term):
    NEGATIVE = "negative", _("negative")
    POSITIVE = "positive", _("positive")
    ISOLATED_TUMOUR_CELLS = "isolated_tumour_cells", _("isolated tumour cells")
    NOT_EXAMINED = "not_examined", _("not examined")


class Grade(Term):
    LOW = "low", _("low grade")
    INTERMEDIATE = "intermediate", _("intermediate grade")
    HIGH = "high", _("high grade")


class DischargeCourse(Term):
    CEASED = "ceased", _("ceased")
    LESS = "less", _("decreased")
    UNCHANGED = "unchanged", _("unchanged")
    RECURRED = "recurred", _("recurred")


class AddedProcedureKind(Term):
    """Procedure done in the same episode as the ductogram (SOURCES.md)."""

    MARKER = "marker", _("tissue marker placed")
    WIRE_LOCALISATION = "wire_localisation", _("wire localisation")
    NEEDLE_LOCALISATION = "needle_localisation", _("needle localisation")
    PROBE = "probe", _("probe placed in the duct")
    DYE_INJECTION = "dye_injection", _("dye injected into the duct")
    REPEAT_DUCTOGRAM = "repeat_ductogram", _("ductogram repeated on the day of surgery")
    SPECIMEN_RADIOGRAPH = "specimen_radiograph", _("specimen radiograph")
    ORTHOGONAL_VIEW = "orthogonal_view", _("orthogonal view after localisation")
    OTHER = "other", _("other additional procedure")


class LocalisationAid(Term):
    ALPHANUMERIC_PADDLE = "alphanumeric_paddle", _("alphanumeric compression paddle")
    STEREOTAXIS = "stereotaxis", _("stereotactic")
    ULTRASOUND = "ultrasound", _("ultrasound")
    FREEHAND = "freehand", _("freehand")


class SpecimenFinding(Term):
    LESION_VISIBLE = "lesion_visible", _("lesion visible in the specimen")
    NO_LESION_VISIBLE = "no_lesion_visible", _("no lesion visible in the specimen")
    WIRE_INCLUDED = "wire_included", _("wire in the specimen")
    WIRE_OUT = "wire_out", _("wire no longer in the specimen")
    MARKER_INCLUDED = "marker_included", _("marker in the specimen")
    CONTRAST_VISIBLE = "contrast_visible", _("contrast visible in the specimen")
    CONTRAST_GONE = "contrast_gone", _("contrast no longer visible in the specimen")


class CommunicationMethod(Term):
    IN_PERSON = "in_person", _("in person")
    TELEPHONE = "telephone", _("by telephone")
    SECURE_MESSAGE = "secure_message", _("by secure message")
    OTHER = "other", _("by other means")
