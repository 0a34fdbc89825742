"""Terms of the indication, the history and the safety questions."""

from django.utils.translation import gettext_lazy as _

from .terms import Term


class DischargeColour(Term):
    """Colour of the discharge. DICOM CID 6067 where a code exists; the others are local terms."""

    CLEAR = "clear", _("clear (watery)")
    SEROUS = "serous", _("serous (straw-coloured)")
    YELLOW = "yellow", _("yellow")
    BLOOD_TINGED = "blood_tinged", _("serosanguineous (blood-tinged, pink)")
    BRIGHT_RED = "bright_red", _("bright red")
    DARK_RED = "dark_red", _("dark red")
    BLOODY = "bloody", _("bloody, shade not specified")
    LIGHT_BROWN = "light_brown", _("light brown")
    BROWN = "brown", _("brown")
    DARK_BROWN = "dark_brown", _("dark brown")
    BLACK = "black", _("black")
    GREEN = "green", _("green")
    BLUE_GREEN = "blue_green", _("blue-green")
    GREY = "grey", _("grey")
    WHITE = "white", _("white")
    MILKY = "milky", _("milky")
    PURULENT = "purulent", _("purulent")


class Thickness(Term):
    WATERY = "watery", _("thin, watery")
    STICKY = "sticky", _("sticky")
    VISCOUS = "viscous", _("thick, viscous")
    PASTE_LIKE = "paste_like", _("pasty")


class Spontaneity(Term):
    SPONTANEOUS = "spontaneous", _("spontaneous")
    EXPRESSED = "expressed", _("only on expression")
    BOTH = "both", _("spontaneous and on expression")
    UNKNOWN = "unknown", _("unknown")


class Persistence(Term):
    PERSISTENT = "persistent", _("persistent")
    INTERMITTENT = "intermittent", _("intermittent")
    SINGLE_EPISODE = "single_episode", _("a single episode")
    CEASED = "ceased", _("ceased")


class DuctCount(Term):
    """Number of discharging ducts: uni-, pauci- or multi-orificial."""

    ONE = "one", _("one duct")
    FEW = "few", _("two or three ducts")
    SEVERAL = "several", _("multiple ducts")
    UNKNOWN = "unknown", _("number unknown")


class NippleSkinChange(Term):
    NONE = "none", _("no skin or nipple change"), True
    NO_SKIN_CHANGE = "no_skin_change", _("no skin change")
    RETRACTION = "retraction", _("nipple retraction")
    INVERSION = "inversion", _("nipple inversion since puberty")
    PROMINENT_NIPPLE = "prominent_nipple", _("prominent nipple")
    NIPPLE_MASS = "nipple_mass", _("mass in the nipple")
    ECZEMA = "eczema", _("eczematous nipple change")
    ULCERATION = "ulceration", _("ulceration")
    REDNESS = "redness", _("erythema")
    SKIN_THICKENING = "skin_thickening", _("skin thickening")
    SKIN_RETRACTION = "skin_retraction", _("skin retraction")
    OTHER = "other", _("other change")


class ImplantStatus(Term):
    NONE = "none", _("no implant")
    RIGHT = "right", _("right implant")
    LEFT = "left", _("left implant")
    BOTH = "both", _("bilateral implants")


class ImplantIntegrity(Term):
    INTACT = "intact", _("intact")
    SUSPECTED_RUPTURE = "suspected_rupture", _("rupture suspected")
    RUPTURED = "ruptured", _("ruptured")
    UNKNOWN = "unknown", _("unknown")


class HormoneOrDrug(Term):
    NONE = "none", _("no hormones or relevant medication"), True
    NO_HORMONES = "no_hormones", _("no hormones")
    ORAL_CONTRACEPTIVE = "oral_contraceptive", _("oral contraceptive")
    HORMONE_THERAPY = "hormone_therapy", _("menopausal hormone therapy")
    INTRAUTERINE_DEVICE = "intrauterine_device", _("intrauterine device")
    PROLACTIN_RAISING = "prolactin_raising", _("prolactin-raising drug")
    ANTICOAGULANT = "anticoagulant", _("anticoagulant")
    ENDOCRINE_CANCER_THERAPY = "endocrine_cancer_therapy", _("endocrine cancer therapy")
    OTHER = "other", _("other drug")


class Comorbidity(Term):
    NONE = "none", _("no comorbidities"), True
    DIABETES_TYPE_1 = "diabetes_type_1", _("type 1 diabetes")
    DIABETES_TYPE_2 = "diabetes_type_2", _("type 2 diabetes")
    HYPERTENSION = "hypertension", _("hypertension")
    HYPERLIPIDAEMIA = "hyperlipidaemia", _("hyperlipidaemia")
    THYROID_DISEASE = "thyroid_disease", _("thyroid disease")
    PITUITARY_DISEASE = "pituitary_disease", _("pituitary disease")
    RENAL_FAILURE = "renal_failure", _("renal failure")
    ASTHMA = "asthma", _("asthma")
    OTHER = "other", _("other disease")


class Pregnancy(Term):
    """Pregnancy status, DICOM CID 6096."""

    PREGNANT = "pregnant", _("pregnant")
    NOT_PREGNANT = "not_pregnant", _("not pregnant")
    POSSIBLE = "possible", _("possibly pregnant")
    UNKNOWN = "unknown", _("unknown")


class QualitativeResult(Term):
    NOT_DONE = "not_done", _("not done")
    NEGATIVE = "negative", _("negative")
    POSITIVE = "positive", _("positive")


class PregnancyTestMethod(Term):
    URINE_HCG = "urine_hcg", _("hCG in urine")
    SERUM_HCG = "serum_hcg", _("hCG in serum")


class LaboratoryLevel(Term):
    NOT_DONE = "not_done", _("not done")
    LOW = "low", _("low")
    NORMAL = "normal", _("normal")
    RAISED = "raised", _("elevated")


class Lactation(Term):
    LACTATING = "lactating", _("lactating")
    STOPPED = "stopped", _("stopped")
    NEVER = "never", _("never lactated")
    UNKNOWN = "unknown", _("unknown")


class MenopausalStatus(Term):
    PREMENOPAUSAL = "premenopausal", _("premenopausal")
    PERIMENOPAUSAL = "perimenopausal", _("perimenopausal")
    POSTMENOPAUSAL = "postmenopausal", _("postmenopausal")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class FamilyHistory(Term):
    NONE = "none", _("no family history of breast or ovarian cancer"), True
    FIRST_DEGREE_BREAST = "first_degree_breast", _("breast cancer in a first-degree relative")
    OTHER_BREAST = "other_breast", _("breast cancer in a more distant relative")
    OVARIAN = "ovarian", _("family history of ovarian cancer")
    KNOWN_MUTATION = "known_mutation", _("known pathogenic variant in the family")
    UNKNOWN = "unknown", _("unknown"), True


class PathogenicVariant(Term):
    """Result of the patient's own genetic test, apart from what is known in the family."""

    NOT_TESTED = "not_tested", _("not tested")
    NONE_FOUND = "none_found", _("no pathogenic variant found")
    BRCA1 = "brca1", _("pathogenic variant of BRCA1")
    BRCA2 = "brca2", _("pathogenic variant of BRCA2")
    OTHER = "other", _("pathogenic variant of another gene")
    UNKNOWN = "unknown", _("unknown")


class Purpose(Term):
    """Purpose of the examination (SOURCES.md)."""

    FIND_CAUSE = "find_cause", _("identify the cause of the discharge")
    MAP_BEFORE_SURGERY = "map_before_surgery", _("preoperative duct mapping")
    NORMAL_MAMMOGRAM_ULTRASOUND = (
        "normal_mammogram_ultrasound",
        _("discharge unexplained by mammography and ultrasound"),
    )
    MRI_CONTRAINDICATED = "mri_contraindicated", _("MRI contraindicated")
    MRI_UNAVAILABLE = "mri_unavailable", _("MRI not available")
    MRI_INCONCLUSIVE = "mri_inconclusive", _("MRI negative or multiple findings")
    SUSPICIOUS_CYTOLOGY = "suspicious_cytology", _("atypical or malignant cells on cytology")
    DISCHARGE_AFTER_SURGERY = "discharge_after_surgery", _("discharge after breast surgery")
    OTHER = "other", _("other reason")


class SafetyStatus(Term):
    """Answer to one safety question."""

    ABSENT = "absent", _("absent")
    PRESENT = "present", _("present")
    UNKNOWN = "unknown", _("unknown")


class Consent(Term):
    WRITTEN = "written", _("written consent")
    SPOKEN = "spoken", _("verbal consent")
    DECLINED = "declined", _("declined")


class TimeOut(Term):
    DONE = "done", _("done")
    NOT_DONE = "not_done", _("not done")
