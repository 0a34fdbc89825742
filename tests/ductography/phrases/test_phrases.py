"""Every term that a report can hold has its words, and every key of the decision table its sentence."""

import re
import string
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.utils.functional import Promise

from reporting.ductography import vocabulary
from reporting.ductography.decision import notes, plan_table, ranks
from reporting.ductography.document import ChildSpec, LeafSpec, Node, ReportDocument
from reporting.ductography.facts.conclusions import DEPENDENT_CONDITIONS
from reporting.ductography.facts.ducts import Obstacle
from reporting.ductography.facts.outside_ducts import Evidence
from reporting.ductography.phrases import (
    advice,
    attributes,
    breast,
    discharge,
    ducts,
    history,
    intervals,
    next_steps,
    patient_leaflet,
    places,
    plan,
    quantities,
    recommended_steps,
    safety,
    signs,
    studies,
    technique,
)
from reporting.ductography.phrases.grammar import Noun
from reporting.ductography.vocabulary import all_vocabularies
from reporting.ductography.vocabulary.terms import Term

# The tables that speak of a vocabulary, together. Terms that say nothing of their own stand in SILENT.
TABLES: dict[str, list[Any]] = {
    "AddedProcedureKind": [studies.ADDED_PROCEDURE],
    "Agreement": [studies.AGREEMENT],
    "AlongDuct": [attributes.ALONG_DUCT],
    "Amount": [discharge.AMOUNT],
    "Artefact": [signs.ARTEFACT],
    "BloodTest": [discharge.BLOOD_TEST],
    "BloodTestMethod": [discharge.BLOOD_TEST_METHOD],
    "BranchOrder": [attributes.BRANCH_ORDER],
    "Branching": [ducts.BRANCHING],
    "BreastComposition": [studies.COMPOSITION],
    "BreastFindingKind": [breast.BREAST_SIGN],
    "CalcificationForm": [breast.CALCIFICATION_FORM],
    "CannulaAfter": [technique.CANNULA_AFTER],
    "CannulaShape": [technique.CANNULA_SHAPE],
    "CannulaType": [technique.CANNULA_TYPE],
    "CannulationAid": [technique.AID],
    "Certainty": [attributes.CERTAINTY],
    "CavityKind": [attributes.CAVITY],
    "Comorbidity": [history.DISEASE],
    "CommunicationMethod": [next_steps.COMMUNICATED_BY],
    "ComplicationKind": [safety.COMPLICATION],
    "ComplicationOccurrence": [safety.OCCURRENCE],
    "Consent": [safety.SENTENCES["consent"]],
    "Content": [breast.CONTENT],
    "Contour": [attributes.CONTOUR],
    "ContrastAgent": [technique.AGENT],
    "CutOffForm": [attributes.CUT_OFF_FORM],
    "CytologyResult": [discharge.CYTOLOGY_RESULT],
    "CytologyStatus": [discharge.CYTOLOGY],
    "DepthThird": [places.DEPTH],
    "Diagnosis": [studies.DIAGNOSIS],
    "Dilator": [technique.DILATOR],
    "DischargeColour": [discharge.COLOUR],
    "DischargeCourse": [studies.COURSE],
    "Distribution": [attributes.DISTRIBUTION],
    "DuctCalibre": [ducts.CALIBRE],
    "DuctCount": [discharge.DUCT_COUNT],
    "DuctFindingKind": [signs.SIGN],
    "DurationUnit": [quantities.DURATION],
    "Dye": [technique.CONTRAST_SENTENCES["dye"]],
    "Echogenicity": [breast.ECHOGENICITY],
    "Endpoint": [technique.ENDPOINT],
    "Extravasation": [technique.CONTRAST_SENTENCES["extravasation"]],
    "ExtravasationCause": [technique.CONTRAST_SENTENCES["extravasation_cause"]],
    "FamilyHistory": [history.FAMILY_HISTORY],
    "FillingCompleteness": [ducts.FILLING],
    "Grade": [studies.GRADE],
    "HormoneOrDrug": [history.DRUG],
    "ImplantIntegrity": [history.SENTENCES["implant_integrity"]],
    "ImplantStatus": [history.SENTENCES["implants"]],
    "IncompleteReason": [safety.REASON],
    "IntervalUnit": [intervals.TARGET],
    "LaboratoryLevel": [history.SENTENCES["prolactin"]],
    "Lactation": [history.SENTENCES["lactation"]],
    "Limitation": [safety.LIMITATION],
    "LocalisationAid": [studies.AID],
    "LumenEffect": [attributes.LUMEN_EFFECT],
    "LumenPosition": [attributes.LUMEN_POSITION],
    "MarginDirection": [studies.MARGIN_TOWARD],
    "MarginStatus": [studies.MARGINS],
    "MenopausalStatus": [history.SENTENCES["menopausal_status"]],
    "Modality": [studies.MODALITY],
    "Multiplicity": [studies.MULTIPLICITY],
    "NippleSkinChange": [history.SKIN_CHANGE, history.NO_CHANGE],
    "NodeStatus": [studies.SENTINEL],
    "OrificeZone": [places.ZONE],
    "Outcome": [safety.OUTCOME],
    "PathogenicVariant": [history.SENTENCES["pathogenic_variant"]],
    "PatientPosition": [technique.POSITION],
    "Persistence": [discharge.PERSISTENCE],
    "PreContrastMammogram": [studies.PRE_CONTRAST],
    "Precision": [quantities.QUALIFIED],
    "Pregnancy": [history.SENTENCES["pregnancy"]],
    "PregnancyTestMethod": [history.SENTENCES["pregnancy_test_method"]],
    "Presence": [breast.VASCULARITY],
    "ProcedureKind": [studies.PROCEDURE],
    "Projection": [technique.PROJECTION],
    "Purpose": [history.PURPOSE],
    "QualitativeResult": [history.SENTENCES["pregnancy_test"]],
    "RecommendedAction": [next_steps.ACTION],
    "Region": [places.REGION],
    "Responsible": [patient_leaflet.ARRANGED_BY],
    "Sample": [discharge.SAMPLE],
    "Sex": [history.PATIENT],
    "Shape": [attributes.SHAPE],
    "Side": [places.IN_BREAST],
    "Sides": [history.HAS_DISCHARGE],
    "SizeInWords": [studies.SIZE_IN_WORDS],
    "SpecimenFinding": [studies.SPECIMEN],
    "Spontaneity": [discharge.SPONTANEITY],
    "StepCondition": [plan.CONDITION],
    "StudyResult": [studies.RESULT],
    "Thickness": [discharge.THICKNESS],
    "TimeOut": [safety.SENTENCES["time_out"]],
    "UltrasoundCheck": [technique.CONTRAST_SENTENCES["ultrasound_check"]],
    "UpstreamFilling": [ducts.UPSTREAM],
    "VascularFilling": [technique.VASCULAR],
    "ViewModifier": [technique.MODIFIER],
    "ViewPhase": [technique.IMAGES],
    "ViewTechnique": [technique.TECHNIQUE],
}
# Said by a sentence of its own, or (not applicable) nothing to say.
SILENT = {
    "Artefact": {"none"},
    "CannulationAid": {"none"},
    "Comorbidity": {"none"},
    "Dilator": {"none"},
    "HormoneOrDrug": {"none", "no_hormones"},
    "MenopausalStatus": {"not_applicable"},
}
# Spoken of by their labels, by tables of pairs, or for each question anew.
ELSEWHERE = {
    "Answer",
    "Birads",
    "Degree",
    "Gics",
    "NippleDirection",
    "Origin",
    "ReactionType",
    "SafetyStatus",
    "Severity",
    "Urgency",
}


@pytest.mark.parametrize("vocabulary_class", all_vocabularies(), ids=lambda found: found.__name__)
def test_every_term_has_its_phrase(vocabulary_class: type[Term]) -> None:
    name = vocabulary_class.__name__
    if vocabulary_class.__module__.endswith(".rules") or name in ELSEWHERE:
        return
    spoken = {term for table in TABLES[name] for term in table}
    assert {term.value for term in vocabulary_class} - spoken == SILENT.get(name, set())


def test_direction_and_degree_go_together() -> None:
    degrees = (None, *vocabulary.Degree)
    assert set(places.DIRECTION) == {
        (degree, way) for degree in degrees for way in vocabulary.NippleDirection
    }


@pytest.mark.parametrize(
    ("table", "other"),
    [
        (studies.RESULT, studies.FIRST_RESULT),
        (attributes.SHAPE, breast.SHAPE),
        (attributes.CONTOUR, breast.CONTOUR),
        (attributes.CONTOUR, studies.LESION_CONTOUR),
        (breast.CALCIFICATION_FORM, breast.CALCIFICATION_IS),
        (places.ZONE, places.ZONE_BESIDE_CLOCK),
        (attributes.DISTRIBUTION, ducts.DILATATION),
        (safety.OUTCOME, safety.CANNULATION),
        (history.SENTENCES["prolactin"], history.SENTENCES["thyroid_function"]),
        (intervals.TARGET, intervals.LATEST),
        (intervals.TARGET, intervals.RANGE),
        (intervals.TARGET, intervals.EARLIEST),
        (next_steps.ACTION, patient_leaflet.NEXT),
    ],
)
def test_tables_of_one_vocabulary_have_the_same_terms(table: dict[Any, Any], other: dict[Any, Any]) -> None:
    assert set(table) == set(other)


def test_every_safety_question_and_every_answered_field_exists() -> None:
    def leaves(node_class: type[Node]) -> Iterator[tuple[type[Node], str]]:
        for spec in node_class.specs():
            if isinstance(spec, LeafSpec):
                yield node_class, spec.name
            else:
                if isinstance(spec, ChildSpec):
                    yield node_class, spec.name
                yield from leaves(spec.node_class)

    known = {name for _node, name in leaves(ReportDocument)}
    tables = (
        history.SENTENCES,
        safety.SENTENCES,
        safety.RISK,
        technique.CONTRAST_SENTENCES,
        attributes.ANSWER_PREDICATES,
    )
    assert {name for table in tables for name in table} <= known
    assert {name for _node, name in leaves(ReportDocument) if _node.__name__ == "Safety"} >= set(safety.RISK)


def test_every_key_of_the_tables_has_its_words_and_no_other_is_kept() -> None:
    assert {rule.sentence for rule in notes.rules()} == set(advice.NOTE)
    conditions = {row.condition for row in plan_table.rows()} - {""}
    assert conditions == set(plan.CONDITION) == set(recommended_steps.CONDITIONS)
    assert conditions >= {condition.value for condition in DEPENDENT_CONDITIONS}
    assert {rank.value for rank in ranks.Rank} | {""} == set(plan.REASON)
    assert {kind.value for kind in Evidence} == set(plan.EVIDENCE)
    assert {kind.value for kind in Obstacle} <= set(plan.LIMIT)


MODULES = (
    advice,
    attributes,
    breast,
    discharge,
    ducts,
    history,
    intervals,
    next_steps,
    places,
    patient_leaflet,
    plan,
    safety,
    signs,
    studies,
    technique,
)


def spoken(module: ModuleType) -> Iterator[str]:
    """Every phrase of a module, also those inside tables and nouns."""
    waiting = [value for name, value in vars(module).items() if name.lstrip("_").isupper()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Promise):
            yield plural(value) if hasattr(value, "_get_number_value") else str(value)
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, tuple | list):
            waiting += value
        elif isinstance(value, Noun):
            waiting += [getattr(value, name) for name in Noun.__slots__]


def plural(value: Any) -> str:
    names = (
        "size",
        "finding",
        "findings",
        "place",
        "it",
        "predicates",
        "on_nipple",
        "artefacts",
        "first",
        "number",
        "positive",
    )
    return str(value.format(count=3, Study="x", **dict.fromkeys(names, "x")))


# “1 to be narrated” by number, 63 % by study: the published predictive values and nothing else.
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_phrases_are_clean(module: ModuleType) -> None:
    phrases = list(spoken(module))
    assert len(phrases) > 10
    for phrase in phrases:
        assert phrase == phrase.strip() and "  " not in phrase, phrase
        assert not re.search(r"\b(proximal|distal)", phrase, re.IGNORECASE), phrase
        assert all(
            name for _text, name, _spec, _conversion in string.Formatter().parse(phrase) if name is not None
        )


def test_published_predictive_values_are_given_with_what_they_refer_to() -> None:
    said = str(advice.NOTE["negative_does_not_exclude"])
    assert said.startswith("A normal ductogram does not exclude malignancy.")
    for value, subject in (
        ("63 %", "cancer or a high-risk lesion after a negative standard work-up"),
        ("61 %", "the cause of the discharge"),
        ("80 %", "cancer, papilloma or atypia"),
        ("100 %", "cancer alone"),
    ):
        assert re.search(rf"{subject} \({value}", said)
    assert "4 of 20 normal ductograms missed a papilloma" in said
    numbers = {number for phrase in spoken(advice) for number in re.findall(r"(\d+) %", phrase)}
    assert numbers == {"61", "63", "80", "100"}
