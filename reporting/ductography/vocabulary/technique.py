"""Terms for the examination itself: outcome, discharge, cannulation, contrast, views, complications."""

from django.utils.translation import gettext_lazy as _

from .terms import Term


class Outcome(Term):
    """Result status of the procedure, DICOM CID 6042."""

    SUCCEEDED = "succeeded", _("technically successful")
    PARTIALLY_SUCCEEDED = "partially_succeeded", _("partially successful")
    FAILED = "failed", _("unsuccessful")
    NOT_ATTEMPTED = "not_attempted", _("not attempted")


class IncompleteReason(Term):
    """Reason for an unsuccessful examination or cannulation (SOURCES.md)."""

    NO_DISCHARGE_TODAY = "no_discharge_today", _("no discharge today")
    NOT_INDICATED = "not_indicated", _("ductography not indicated")
    CONTRAINDICATED = "contraindicated", _("contraindicated")
    ORIFICE_NOT_FOUND = "orifice_not_found", _("orifice not found")
    DUCT_TOO_SMALL = "duct_too_small", _("duct too small to dilate")
    NIPPLE_RETRACTION = "nipple_retraction", _("nipple retraction")
    PAIN = "pain", _("pain")
    EXTRAVASATION = "extravasation", _("extravasation")
    WRONG_DUCT = "wrong_duct", _("non-discharging duct opacified")
    INCOMPLETE_FILLING = "incomplete_filling", _("incomplete filling")
    REFLUX_ONLY = "reflux_only", _("reflux only")
    ADVERSE_REACTION = "adverse_reaction", _("adverse reaction")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("patient withdrew consent")
    EQUIPMENT = "equipment", _("equipment failure")
    OTHER = "other", _("other reason")


class Limitation(Term):
    NONE = "none", _("no limitation"), True
    UPSTREAM_NOT_OPACIFIED = "upstream_not_opacified", _("upstream duct not opacified")
    EXTENT_NOT_DELINEATED = "extent_not_delineated", _("full extent of the lesion cannot be delineated")
    INCOMPLETE_FILLING = "incomplete_filling", _("incomplete filling")
    EXTRAVASATION = "extravasation", _("extravasation")
    POSSIBLE_ARTEFACT = "possible_artefact", _("possible air bubble, clot or debris")
    NO_PRE_CONTRAST_IMAGES = "no_pre_contrast_images", _("no pre-contrast images")
    IMAGE_QUALITY = "image_quality", _("limited image quality")
    OTHER_DUCTS_NOT_EXAMINED = "other_ducts_not_examined", _("other ducts not examined")


class Amount(Term):
    TRACE = "trace", _("trace")
    ONE_DROP = "one_drop", _("a drop")
    SEVERAL_DROPS = "several_drops", _("several drops")
    PROFUSE = "profuse", _("profuse")


class BloodTest(Term):
    NOT_DONE = "not_done", _("not done")
    NEGATIVE = "negative", _("negative")
    TRACE = "trace", _("trace")
    POSITIVE_1 = "positive_1", _("positive, +")
    POSITIVE_2 = "positive_2", _("positive, ++")
    POSITIVE_3 = "positive_3", _("positive, +++")
    POSITIVE = "positive", _("positive, not graded")


class BloodTestMethod(Term):
    GUAIAC = "guaiac", _("guaiac")
    DIPSTICK = "dipstick", _("test strip")
    OTHER = "other", _("other method")


class CytologyStatus(Term):
    NOT_SENT = "not_sent", _("not sent")
    SENT = "sent", _("sent; result pending")
    RESULTED = "resulted", _("result available")


class CytologyResult(Term):
    INSUFFICIENT = "insufficient", _("insufficient material")
    NORMAL_EPITHELIAL_CELLS = "normal_epithelial_cells", _("normal epithelial cells")
    DEBRIS = "debris", _("debris")
    FOAM_CELLS = "foam_cells", _("foam cells")
    RED_BLOOD_CELLS = "red_blood_cells", _("red blood cells")
    INFLAMMATORY_CELLS = "inflammatory_cells", _("inflammatory cells")
    PAPILLARY_CLUSTERS = "papillary_clusters", _("papillary cell clusters")
    ATYPICAL_CELLS = "atypical_cells", _("atypical cells")
    SUSPICIOUS_CELLS = "suspicious_cells", _("cells suspicious for malignancy")
    MALIGNANT_CELLS = "malignant_cells", _("malignant cells")
    SILICONE = "silicone", _("silicone")


class Sample(Term):
    BEFORE_CONTRAST = "before_contrast", _("taken before contrast")
    AFTER_CONTRAST = "after_contrast", _("taken after contrast")
    NOT_TAKEN = "not_taken", _("not taken")


class OrificeZone(Term):
    """Zone of the nipple in which the orifice is located."""

    CENTRAL = "central", _("central")
    MID = "mid", _("between centre and edge")
    PERIPHERAL = "peripheral", _("peripheral")


class CannulaType(Term):
    BLUNT_NEEDLE = "blunt_needle", _("blunt needle")
    SIALOGRAPHY_NEEDLE = "sialography_needle", _("blunt sialography needle")
    LYMPHOGRAPHY_NEEDLE = "lymphography_needle", _("lymphography needle")
    JABCZENSKI = "jabczenski", _("Jabczenski needle")
    PLASTIC_CATHETER = "plastic_catheter", _("plastic catheter")
    OTHER = "other", _("other cannula")


class CannulaShape(Term):
    STRAIGHT = "straight", _("straight")
    ANGLED = "angled", _("angled")


class Dilator(Term):
    NONE = "none", _("none"), True
    GRADED_DILATOR = "graded_dilator", _("graded dilators")
    METAL_PROBE = "metal_probe", _("metal probe")
    OTHER = "other", _("other dilator")


class PatientPosition(Term):
    SUPINE = "supine", _("supine")
    SITTING = "sitting", _("seated")


class CannulationAid(Term):
    NONE = "none", _("none"), True
    BRIGHT_LIGHT = "bright_light", _("bright light")
    LOUPE = "loupe", _("magnifying loupe")
    WARM_COMPRESS = "warm_compress", _("warm compress")
    TOPICAL_ANAESTHETIC = "topical_anaesthetic", _("topical anaesthetic")
    ULTRASOUND = "ultrasound", _("ultrasound guidance")
    ASPIRATION = "aspiration", _("aspiration to confirm the position in the duct")
    CONTRAST_DROP = "contrast_drop", _("drop of contrast as a magnifier")


class ContrastAgent(Term):
    """Iodinated contrast agents of DICOM CID 12; published use in ductography is of iohexol (SOURCES.md)."""

    IOHEXOL = "iohexol", _("iohexol")
    IOPAMIDOL = "iopamidol", _("iopamidol")
    IOVERSOL = "ioversol", _("ioversol")
    IOPROMIDE = "iopromide", _("iopromide")
    IODIXANOL = "iodixanol", _("iodixanol")
    IOXILAN = "ioxilan", _("ioxilan")
    IOXAGLATE = "ioxaglate", _("ioxaglate")
    IOTHALAMATE = "iothalamate", _("iothalamate")
    DIATRIZOATE = "diatrizoate", _("diatrizoate")
    NON_IONIC_IODINATED = "non_ionic_iodinated", _("non-ionic iodinated, not specified")
    WATER_SOLUBLE_IODINATED = "water_soluble_iodinated", _("water-soluble iodinated, not specified")
    IODINATED_WITH_GADOLINIUM = "iodinated_with_gadolinium", _("iodinated with gadolinium admixture")
    OTHER = "other", _("other agent")


class Dye(Term):
    NONE = "none", _("no dye")
    METHYLENE_BLUE = "methylene_blue", _("methylene blue")
    OTHER = "other", _("other dye")


class Endpoint(Term):
    FULLNESS = "fullness", _("sensation of fullness")
    RESISTANCE = "resistance", _("increasing resistance")
    REFLUX = "reflux", _("reflux at the orifice")
    PAIN = "pain", _("pain")
    PLANNED_VOLUME = "planned_volume", _("planned volume reached")
    EXTRAVASATION = "extravasation", _("extravasation")


class UltrasoundCheck(Term):
    NOT_DONE = "not_done", _("not done")
    INTRADUCTAL = "intraductal", _("contrast in the duct")
    OUTSIDE = "outside", _("contrast outside the duct")


class Extravasation(Term):
    NONE = "none", _("none")
    PERIDUCTAL = "periductal", _("periductal")
    PARENCHYMAL = "parenchymal", _("parenchymal")


class ExtravasationCause(Term):
    TECHNICAL = "technical", _("technical (perforation or pressure)")
    LESIONAL = "lesional", _("at a lesion")
    UNCERTAIN = "uncertain", _("uncertain")


class VascularFilling(Term):
    NONE = "none", _("none"), True
    LYMPHATIC = "lymphatic", _("lymphatic opacification")
    VENOUS = "venous", _("venous opacification")


class CannulaAfter(Term):
    LEFT_IN = "left_in", _("left in place for imaging")
    REMOVED = "removed", _("removed")
    REMOVED_SEALED = "removed_sealed", _("removed, orifice taped or sealed")


class Projection(Term):
    """Projection of a view, DICOM CID 4014."""

    CC = "cc", _("craniocaudal (CC)")
    ML = "ml", _("mediolateral (ML)")
    LM = "lm", _("lateromedial (LM)")
    MLO = "mlo", _("mediolateral oblique (MLO)")
    LMO = "lmo", _("lateromedial oblique (LMO)")
    XCCL = "xccl", _("craniocaudal exaggerated laterally (XCCL)")
    XCCM = "xccm", _("craniocaudal exaggerated medially (XCCM)")
    FB = "fb", _("caudocranial (FB)")
    SIO = "sio", _("superolateral to inferomedial oblique (SIO)")
    ISO = "iso", _("inferomedial to superolateral oblique (ISO)")


class ViewModifier(Term):
    """Modifier of a view, DICOM CID 4015."""

    MAGNIFICATION = "magnification", _("magnification")
    SPOT_COMPRESSION = "spot_compression", _("spot compression")
    ROLLED_MEDIAL = "rolled_medial", _("rolled medially")
    ROLLED_LATERAL = "rolled_lateral", _("rolled laterally")
    ROLLED_SUPERIOR = "rolled_superior", _("rolled superiorly")
    ROLLED_INFERIOR = "rolled_inferior", _("rolled inferiorly")
    TANGENTIAL = "tangential", _("tangential")
    NIPPLE_IN_PROFILE = "nipple_in_profile", _("nipple in profile")
    ANTERIOR_COMPRESSION = "anterior_compression", _("anterior compression")
    IMPLANT_DISPLACED = "implant_displaced", _("implant displaced")


class ViewPhase(Term):
    BEFORE_CONTRAST = "before_contrast", _("pre-contrast")
    EARLY_FILLING = "early_filling", _("early filling")
    FILLED = "filled", _("filled")
    AFTER_EVACUATION = "after_evacuation", _("post-evacuation")


class ViewTechnique(Term):
    FFDM = "ffdm", _("digital mammography")
    TOMOSYNTHESIS = "tomosynthesis", _("tomosynthesis")
    SCREEN_FILM = "screen_film", _("screen-film mammography")
    SPOT = "spot", _("spot image")
    FLUOROSCOPY = "fluoroscopy", _("fluoroscopy")
    SONOGRAPHY = "sonography", _("sonogalactography")
    MR = "mr", _("MR galactography")


class PreContrastMammogram(Term):
    OBTAINED = "obtained", _("obtained today")
    RECENT = "recent", _("recent images used")
    NOT_OBTAINED = "not_obtained", _("not obtained")


class BreastComposition(Term):
    """ACR BI-RADS breast composition."""

    A = "a", _("a – almost entirely fatty")
    B = "b", _("b – scattered areas of fibroglandular density")
    C = "c", _("c – heterogeneously dense")
    D = "d", _("d – extremely dense")


class ComplicationOccurrence(Term):
    NONE = "none", _("none")
    OCCURRED = "occurred", _("occurred")


class ComplicationKind(Term):
    """Kind of complication, clinical reference 3.7, DICOM CID 6062."""

    PAIN = "pain", _("pain")
    EXTRAVASATION = "extravasation", _("extravasation")
    DUCT_PERFORATION = "duct_perforation", _("duct injury or perforation")
    VASOVAGAL = "vasovagal", _("vasovagal reaction")
    BLEEDING = "bleeding", _("bleeding")
    HAEMATOMA = "haematoma", _("haematoma")
    INFECTION = "infection", _("infection or mastitis")
    URTICARIA = "urticaria", _("urticaria or pruritus")
    RASH = "rash", _("rash")
    SWELLING = "swelling", _("swelling")
    ADVERSE_REACTION = "adverse_reaction", _("other contrast reaction")
    OTHER = "other", _("other complication")


class ReactionType(Term):
    ALLERGIC_LIKE = "allergic_like", _("allergic-like")
    PHYSIOLOGIC = "physiologic", _("physiologic")


class Severity(Term):
    MILD = "mild", _("mild")
    MODERATE = "moderate", _("moderate")
    SEVERE = "severe", _("severe")
