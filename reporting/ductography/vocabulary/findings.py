"""Terms for findings: in the ducts, elsewhere in the breast, and in pathology."""

from django.utils.translation import gettext_lazy as _

from .terms import Term


class FillingCompleteness(Term):
    COMPLETE = "complete", _("complete")
    INCOMPLETE = "incomplete", _("incomplete")
    NOT_FILLED = "not_filled", _("not filled")


class UpstreamFilling(Term):
    """Filling of the part of the duct system away from the nipple."""

    OPACIFIED = "opacified", _("opacified")
    PARTLY_OPACIFIED = "partly_opacified", _("partially opacified")
    NOT_OPACIFIED = "not_opacified", _("not opacified")


class DuctCalibre(Term):
    NORMAL = "normal", _("normal calibre")
    DILATED = "dilated", _("dilated")
    NARROWED = "narrowed", _("narrowed")


class Distribution(Term):
    FOCAL = "focal", _("focal")
    SEGMENTAL = "segmental", _("segmental")
    DIFFUSE = "diffuse", _("diffuse")


class Branching(Term):
    NORMAL = "normal", _("normal")
    REDUCED = "reduced", _("reduced")


class DuctFindingKind(Term):
    """Signs of a ductogram. Codes: DICOM CID 6057; associations: SOURCES.md."""

    NORMAL_DUCT = "normal_duct", _("normal duct")
    FILLING_DEFECT = "filling_defect", _("filling defect")
    CUT_OFF = "cut_off", _("duct cut-off (obstruction)")
    ECTASIA = "ectasia", _("duct ectasia (dilatation)")
    STENOSIS = "stenosis", _("duct narrowing (stenosis)")
    WALL_IRREGULARITY = "wall_irregularity", _("wall irregularity")
    WALL_DESTRUCTION = "wall_destruction", _("wall destruction")
    DISTORTION = "distortion", _("duct distortion")
    DISPLACEMENT = "displacement", _("duct displacement")
    RIGIDITY = "rigidity", _("duct rigidity")
    COMPRESSION = "compression", _("extrinsic compression")
    REDUCED_BRANCHING = "reduced_branching", _("reduced branching")
    DISORDERED_ARRANGEMENT = "disordered_arrangement", _("disorganised duct pattern")
    CAVITY_FILLING = "cavity_filling", _("opacified cyst or cavity")
    EXTRAVASATION = "extravasation", _("lesional extravasation")
    POOLING = "pooling", _("pooling of contrast")
    CALCIFICATION = "calcification", _("intraductal calcification")
    ADJACENT_CALCIFICATION = "adjacent_calcification", _("calcification adjacent to the duct")
    ADJACENT_MASS = "adjacent_mass", _("adjacent non-opacified mass")
    OTHER = "other", _("other finding")


class Multiplicity(Term):
    SINGLE = "single", _("single")
    MULTIPLE = "multiple", _("multiple")


class Contour(Term):
    SMOOTH = "smooth", _("smooth")
    LOBULATED = "lobulated", _("lobulated")
    IRREGULAR = "irregular", _("irregular")


class Shape(Term):
    ROUND = "round", _("round")
    OVAL = "oval", _("oval")
    ELONGATED = "elongated", _("elongated")
    IRREGULAR = "irregular", _("irregular")


class LumenEffect(Term):
    PARTIAL = "partial", _("partially obstructing")
    COMPLETE = "complete", _("completely obstructing")
    MURAL = "mural", _("mural, non-obstructing")


class LumenPosition(Term):
    CENTRAL = "central", _("central")
    ECCENTRIC = "eccentric", _("eccentric")


class CutOffForm(Term):
    ABRUPT = "abrupt", _("abrupt")
    TAPERING = "tapering", _("tapering")
    CONVEX = "convex", _("with a convex margin (meniscus)")


class BranchOrder(Term):
    MAIN_DUCT = "main_duct", _("main duct")
    SECOND_ORDER = "second_order", _("second-order branch")
    THIRD_ORDER = "third_order", _("third-order branch")
    PERIPHERAL = "peripheral", _("peripheral branch")


class AlongDuct(Term):
    """Position along the duct; *proximal* and *distal* are not offered because publications use them both ways."""

    NEAR_NIPPLE = "near_nipple", _("near the nipple")
    MIDDLE = "middle", _("mid duct")
    AWAY_FROM_NIPPLE = "away_from_nipple", _("upstream (away from the nipple)")


class Artefact(Term):
    NONE = "none", _("no artefact suspected"), True
    AIR = "air", _("air bubble")
    CLOT = "clot", _("blood clot")
    DEBRIS = "debris", _("debris or concretion")


class CavityKind(Term):
    CYST = "cyst", _("cyst")
    POSTOPERATIVE_SEROMA = "postoperative_seroma", _("postoperative seroma cavity")
    ABSCESS = "abscess", _("abscess cavity")
    UNDETERMINED = "undetermined", _("indeterminate cavity")


class BreastFindingKind(Term):
    MASS = "mass", _("mass")
    INTRADUCTAL_MASS = "intraductal_mass", _("intraductal mass or nodule")
    DILATED_DUCT = "dilated_duct", _("dilated duct")
    CYST = "cyst", _("cyst")
    SEROMA = "seroma", _("seroma")
    CALCIFICATION = "calcification", _("calcification")
    SUSPICIOUS_MICROCALCIFICATION = "suspicious_microcalcification", _("suspicious calcifications")
    ARCHITECTURAL_DISTORTION = "architectural_distortion", _("architectural distortion")
    ASYMMETRY = "asymmetry", _("asymmetry")
    ENLARGED_LYMPH_NODE = "enlarged_lymph_node", _("enlarged axillary lymph node")
    NIPPLE_RETRACTION = "nipple_retraction", _("nipple retraction")
    PROMINENT_NIPPLE = "prominent_nipple", _("prominent nipple")
    SKIN_THICKENING = "skin_thickening", _("skin thickening")
    INCREASED_VASCULARITY = "increased_vascularity", _("increased vascularity")
    ENHANCEMENT = "enhancement", _("enhancing lesion")
    IMPLANT_RUPTURE = "implant_rupture", _("implant rupture")
    GYNAECOMASTIA = "gynaecomastia", _("gynaecomastia")
    OTHER = "other", _("other finding")


class Content(Term):
    FLUID = "fluid", _("fluid")
    DEBRIS = "debris", _("debris")
    FAT = "fat", _("fat")
    GAS = "gas", _("gas")
    SILICONE = "silicone", _("silicone")


class SizeInWords(Term):
    SMALL = "small", _("small")
    MEDIUM = "medium", _("medium-sized")
    LARGE = "large", _("large")


class Echogenicity(Term):
    ANECHOIC = "anechoic", _("anechoic")
    HYPOECHOIC = "hypoechoic", _("hypoechoic")
    ISOECHOIC = "isoechoic", _("isoechoic")
    HYPERECHOIC = "hyperechoic", _("hyperechoic")
    MIXED = "mixed", _("mixed")


class CalcificationForm(Term):
    POPCORN = "popcorn", _("popcorn")
    MACROCALCIFICATION = "macrocalcification", _("macrocalcification")
    ROD_LIKE = "rod_like", _("rod-like")
    ROUND = "round", _("round")
    PUNCTATE = "punctate", _("punctate")
    AMORPHOUS = "amorphous", _("amorphous")
    PLEOMORPHIC = "pleomorphic", _("pleomorphic")
    LINEAR = "linear", _("linear or branching")
    FAINT = "faint", _("faint")


class StudyResult(Term):
    NEGATIVE = "negative", _("negative")
    BENIGN = "benign", _("benign finding")
    PROBABLY_BENIGN = "probably_benign", _("probably benign finding")
    ABNORMAL = "abnormal", _("abnormal")
    SUSPICIOUS = "suspicious", _("suspicious")
    MALIGNANT = "malignant", _("malignant")
    INCOMPLETE = "incomplete", _("incomplete")


class Agreement(Term):
    CONCORDANT = "concordant", _("concordant")
    PARTLY = "partly", _("partially concordant")
    DISCORDANT = "discordant", _("discordant")


class Certainty(Term):
    """How sure the reader is that a sign is there."""

    CONFIRMED = "confirmed", _("confirmed")
    POSSIBLE = "possible", _("possible")


class Diagnosis(Term):
    """Pathological diagnosis, DICOM CID 6030 family; also used for a diagnosis suspected on imaging."""

    NO_ABNORMALITY = "no_abnormality", _("no abnormality")
    INTRADUCTAL_PAPILLOMA = "intraductal_papilloma", _("intraductal papilloma")
    PAPILLOMA = "papilloma", _("papilloma, type not specified")
    LARGE_DUCT_PAPILLOMA = "large_duct_papilloma", _("solitary papilloma of a major duct")
    MULTIPLE_PAPILLOMAS = "multiple_papillomas", _("multiple intraductal papillomas")
    PERIPHERAL_PAPILLOMAS = "peripheral_papillomas", _("peripheral duct papillomas")
    ATYPICAL_PAPILLOMA = "atypical_papilloma", _("papilloma with atypia")
    PAPILLARY_PROLIFERATION = "papillary_proliferation", _("papillomatous proliferation")
    USUAL_DUCTAL_HYPERPLASIA = "usual_ductal_hyperplasia", _("usual ductal hyperplasia")
    ATYPICAL_DUCTAL_HYPERPLASIA = "atypical_ductal_hyperplasia", _("atypical ductal hyperplasia")
    DUCT_ECTASIA = "duct_ectasia", _("duct ectasia")
    FIBROCYSTIC_CHANGE = "fibrocystic_change", _("fibrocystic change")
    FIBROADENOMA = "fibroadenoma", _("fibroadenoma")
    HYALINISED_FIBROADENOMA = "hyalinised_fibroadenoma", _("hyalinised fibroadenoma")
    NIPPLE_ADENOMA = "nipple_adenoma", _("nipple adenoma")
    SEROMA = "seroma", _("seroma")
    GALACTORRHOEA = "galactorrhoea", _("galactorrhoea")
    IMPLANT_RUPTURE = "implant_rupture", _("implant rupture with silicone discharge")
    INFLAMMATION = "inflammation", _("inflammation")
    ABSCESS = "abscess", _("abscess")
    DEBRIS = "debris", _("inspissated debris")
    DCIS = "dcis", _("ductal carcinoma in situ")
    ENCAPSULATED_PAPILLARY_CARCINOMA = (
        "encapsulated_papillary_carcinoma",
        _("encapsulated (intracystic) papillary carcinoma"),
    )
    PAPILLARY_CARCINOMA_IN_SITU = "papillary_carcinoma_in_situ", _("papillary carcinoma in situ")
    INVASIVE_AND_IN_SITU = "invasive_and_in_situ", _("invasive and in situ carcinoma")
    INVASIVE_DUCTAL_CARCINOMA = "invasive_ductal_carcinoma", _("invasive ductal carcinoma")
    OTHER_INVASIVE_CARCINOMA = "other_invasive_carcinoma", _("other invasive carcinoma")
    MUCINOUS_CARCINOMA = "mucinous_carcinoma", _("mucinous carcinoma")
    CARCINOMA_NOT_SPECIFIED = "carcinoma_not_specified", _("carcinoma, type not stated")
    PAGET = "paget", _("Paget disease of the nipple")
    OTHER = "other", _("other diagnosis")
