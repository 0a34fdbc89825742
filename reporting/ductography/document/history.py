"""Whose examination it is, why it was asked for, what had to be known before, and what came earlier."""

from __future__ import annotations

import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from ..vocabulary import (
    Answer,
    BloodTest,
    BloodTestMethod,
    BreastComposition,
    Comorbidity,
    Consent,
    CytologyResult,
    CytologyStatus,
    DischargeColour,
    DuctCount,
    DurationUnit,
    FamilyHistory,
    HormoneOrDrug,
    ImplantIntegrity,
    ImplantStatus,
    LaboratoryLevel,
    Lactation,
    MenopausalStatus,
    NippleSkinChange,
    Origin,
    PathogenicVariant,
    Persistence,
    Precision,
    PreContrastMammogram,
    Pregnancy,
    PregnancyTestMethod,
    Purpose,
    QualitativeResult,
    SafetyStatus,
    Sex,
    Sides,
    Spontaneity,
    Thickness,
    TimeOut,
)
from .node import InOrder, Node, group, items, leaf
from .places import BreastLocation, Procedure, RelatedStudy
from .text import Line, PartialDate, Text
from .units import MONTHS, YEARS


class CaseOrigin(Node):
    """Where the case comes from; a published or synthetic case says so on every page."""

    kind: Origin | None = leaf(_("case source"), default=Origin.CLINICAL)
    citation: Line | None = leaf(_("source"), help=_("citation and URL of the published case"))
    teaching: Text | None = leaf(
        _("teaching point"), help=_("general teaching point, not a finding in this case")
    )


class Identity(Node):
    """Patient, examination and people, frozen in when the report is signed."""

    patient_name: Line | None = leaf(_("patient"))
    mrn: Line | None = leaf(_("medical record number"))
    birth_date: datetime.date | None = leaf(_("date of birth"))
    age_years: int | None = leaf(
        _("age at examination"), unit=YEARS, help=_("only if the date of birth is unknown"), ge=0, le=120
    )
    age_months: int | None = leaf(
        _("age in months"),
        unit=MONTHS,
        help=_("under two years, if the date of birth is unknown"),
        ge=0,
        le=23,
    )
    sex: Sex | None = leaf(_("sex"))
    accession_number: Line | None = leaf(_("accession number"))
    examination_date: datetime.date | None = leaf(_("date of examination"))
    ordered_side: Sides | None = leaf(_("requested side"))
    referrer: Line | None = leaf(_("referring clinician"))
    operator: Line | None = leaf(_("performed by"))
    facility: Line | None = leaf(_("facility"))


class Indication(Node):
    """The discharge as the patient tells it, and what belongs to it."""

    discharge: Answer | None = leaf(_("nipple discharge"))
    discharge_sides: Sides | None = leaf(_("side of the discharge"))
    since: PartialDate | None = leaf(
        _("onset of discharge"), help=_("year, month or full date (2015, 2015-06 or 2015-06-30)")
    )
    presented: PartialDate | None = leaf(
        _("first presentation"), help=_("year, month or full date (2015, 2015-06 or 2015-06-30)")
    )
    duration: float | None = leaf(_("duration"), help=_("in the unit selected"), ge=0, le=1200)
    duration_to: float | None = leaf(
        _("duration, upper limit"), help=_("only for a range, such as 3–4 months"), ge=0, le=1200
    )
    duration_unit: DurationUnit | None = leaf(_("unit of the duration"))
    duration_precision: Precision | None = leaf(_("precision of the duration"))
    duration_in_words: Line | None = leaf(_("duration in words"), help=_("only if no number is known"))
    spontaneity: Spontaneity | None = leaf(_("spontaneous or expressed"))
    persistence: Persistence | None = leaf(_("persistence"))
    stains_clothing: Answer | None = leaf(_("staining of clothing"))
    colours: Annotated[tuple[DischargeColour, ...], InOrder] = leaf(
        _("discharge colour by history"),
        default=(),
        help=_("select all that apply; today’s colour is recorded for each duct"),
    )
    thickness: Thickness | None = leaf(_("consistency by history"))
    bloody: Answer | None = leaf(_("blood noticed by the patient"))
    bloody_other_side: Answer | None = leaf(_("bloody discharge from the contralateral nipple"))
    discharging_ducts: DuctCount | None = leaf(_("number of discharging ducts"))
    blood_test: BloodTest | None = leaf(_("occult blood test before the examination"))
    blood_test_method: BloodTestMethod | None = leaf(_("test method"))
    cytology: CytologyStatus | None = leaf(_("cytology before the examination"))
    cytology_results: Annotated[tuple[CytologyResult, ...], InOrder] = leaf(
        _("result of prior cytology"), default=()
    )
    palpable_mass: Answer | None = leaf(_("palpable mass"))
    palpable_mass_location: BreastLocation = group(_("location of the palpable mass"), BreastLocation)
    nipple_skin_changes: Annotated[tuple[NippleSkinChange, ...], InOrder] = leaf(
        _("skin or nipple change"), default=()
    )
    nipple_retraction: Answer | None = leaf(_("nipple retraction"))
    pain: Answer | None = leaf(_("pain"))
    had_surgery: Answer | None = leaf(_("prior breast surgery"))
    surgery: tuple[Procedure, ...] = items(_("prior surgery"), _("prior procedure"))
    implants: ImplantStatus | None = leaf(_("implants"))
    implant_integrity: ImplantIntegrity | None = leaf(_("implant integrity"))
    implant_rupture_sides: Sides | None = leaf(_("side of the implant rupture"))
    hormones_and_drugs: Annotated[tuple[HormoneOrDrug, ...], InOrder] = leaf(
        _("hormones and medication"), default=()
    )
    drug_names: Line | None = leaf(_("medication names"))
    comorbidities: Annotated[tuple[Comorbidity, ...], InOrder] = leaf(_("comorbidities"), default=())
    pregnancy: Pregnancy | None = leaf(_("pregnancy"))
    pregnancy_test: QualitativeResult | None = leaf(_("pregnancy test"))
    pregnancy_test_method: PregnancyTestMethod | None = leaf(_("pregnancy test type"))
    lactation: Lactation | None = leaf(_("lactation"))
    menopausal_status: MenopausalStatus | None = leaf(_("menopausal status"))
    births: int | None = leaf(_("parity"), help=_("0 for nulliparous"), ge=0, le=30)
    cycle_day: int | None = leaf(_("day of the menstrual cycle"), ge=1, le=99)
    prolactin: LaboratoryLevel | None = leaf(_("prolactin"))
    thyroid_function: LaboratoryLevel | None = leaf(_("thyroid function"))
    family_history: Annotated[tuple[FamilyHistory, ...], InOrder] = leaf(_("family history"), default=())
    pathogenic_variant: PathogenicVariant | None = leaf(_("pathogenic variant of the patient"))
    family_history_text: Line | None = leaf(_("family history details"))
    purposes: Annotated[tuple[Purpose, ...], InOrder] = leaf(_("indication for ductography"), default=())
    text: Text | None = leaf(_("clinical question and further history"))


class SafetyItem(Node):
    status: SafetyStatus | None = leaf(_("status"))
    reason_to_proceed: Line | None = leaf(_("reason for proceeding"), help=_("if present"))


class Safety(Node):
    """Contraindications as published (SOURCES.md), consent and time-out."""

    contrast_allergy: SafetyItem = group(_("allergy to iodinated contrast"), SafetyItem)
    acute_inflammation: SafetyItem = group(_("acute mastitis or abscess"), SafetyItem)
    purulent_discharge: SafetyItem = group(_("purulent discharge"), SafetyItem)
    pregnancy: SafetyItem = group(_("pregnancy"), SafetyItem)
    lactation: SafetyItem = group(_("lactation"), SafetyItem)
    coagulation_disorder: SafetyItem = group(_("coagulation disorder"), SafetyItem)
    severe_nipple_retraction: SafetyItem = group(_("severe nipple retraction"), SafetyItem)
    premedication: Line | None = leaf(_("premedication"), help=_("drug, dose and time given"))
    consent: Consent | None = leaf(_("consent"))
    time_out: TimeOut | None = leaf(_("time-out (patient, side, procedure)"))


class Comparison(Node):
    """What was known from images before contrast was given."""

    pre_contrast_mammogram: PreContrastMammogram | None = leaf(
        _("pre-contrast mammogram"), help=_("contrast can obscure calcifications")
    )
    breast_composition: BreastComposition | None = leaf(_("breast composition"))
    earlier_studies: tuple[RelatedStudy, ...] = items(_("prior studies"), _("prior study"))
    text: Text | None = leaf(_("comparison details"))
