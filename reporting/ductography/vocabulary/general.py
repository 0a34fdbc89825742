"""Terms shared by all parts of the report: sides, answers, people, locations in the breast."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .terms import Term


class Side(Term):
    """One breast. Codes: DICOM laterality, SOURCES.md."""

    RIGHT = "right", _("right")
    LEFT = "left", _("left")


class Sides(Term):
    RIGHT = "right", _("right")
    LEFT = "left", _("left")
    BOTH = "both", _("both")
    UNILATERAL = "unilateral", _("one side, not stated which")

    @property
    def is_known(self) -> bool:
        """Whether it says which breast is meant."""
        return self is not Sides.UNILATERAL

    @classmethod
    def known_choices(cls) -> list[tuple[str, str | Promise]]:
        """Return (value, label) pairs for what is ordered, which names its side."""
        return [(member.value, member.label) for member in cls if member.is_known]


class Precision(Term):
    """How a quantity is meant; a range has an upper limit of its own."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class DurationUnit(Term):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class Answer(Term):
    """Answer to a question. *Unknown* means asked but not known; “not recorded” is stored separately."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")


class Presence(Term):
    """Presence of a sign; *absent* is an explicit negative and differs from a blank."""

    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    NOT_ASSESSABLE = "not_assessable", _("not assessable")


class Sex(Term):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class Origin(Term):
    """Origin of the case; anything but a clinical case is marked on every page."""

    CLINICAL = "clinical", _("clinical case")
    PUBLISHED = "published", _("published case")
    SYNTHETIC = "synthetic", _("synthetic case")


class Region(Term):
    """Part of the breast. Codes: DICOM CID 6018 and quadrants, SOURCES.md."""

    NIPPLE = "nipple", _("nipple")
    SUBAREOLAR = "subareolar", _("subareolar (retroareolar)")
    CENTRAL = "central", _("central")
    UPPER_OUTER = "upper_outer", _("upper outer quadrant")
    UPPER_INNER = "upper_inner", _("upper inner quadrant")
    LOWER_OUTER = "lower_outer", _("lower outer quadrant")
    LOWER_INNER = "lower_inner", _("lower inner quadrant")
    AXILLARY_TAIL = "axillary_tail", _("axillary tail")
    AXILLA = "axilla", _("axilla")


class DepthThird(Term):
    ANTERIOR = "anterior", _("anterior third")
    MIDDLE = "middle", _("middle third")
    POSTERIOR = "posterior", _("posterior third")


class NippleDirection(Term):
    """Direction from the nipple, used if no clock position is given."""

    MEDIAL = "medial", _("medial to the nipple")
    LATERAL = "lateral", _("lateral to the nipple")
    SUPERIOR = "superior", _("above the nipple")
    INFERIOR = "inferior", _("below the nipple")
    POSTERIOR = "posterior", _("directly behind the nipple")


class Degree(Term):
    SLIGHT = "slight", _("slightly")
    MARKED = "marked", _("clearly")


class Modality(Term):
    MAMMOGRAPHY = "mammography", _("mammography")
    TOMOSYNTHESIS = "tomosynthesis", _("tomosynthesis")
    ULTRASOUND = "ultrasound", _("ultrasound")
    MRI = "mri", _("contrast-enhanced MRI")
    CEM = "cem", _("contrast-enhanced mammography")
    CT = "ct", _("computed tomography")
    PLANNING_CT = "planning_ct", _("radiotherapy planning CT")
    DUCTOGRAPHY = "ductography", _("ductography")
    DUCTOSCOPY = "ductoscopy", _("ductoscopy")
    CYTOLOGY = "cytology", _("cytology of the discharge")
    CLINICAL_EXAMINATION = "clinical_examination", _("clinical examination")
    OTHER = "other", _("other study")
