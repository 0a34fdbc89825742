"""The patient's sheet: right words for every result, nothing that frightens, and easy to read in every variant."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat

from reporting.ductography.decision.ranks import breast_facts
from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import Letterhead
from reporting.ductography.leaflets.leaflet import Leaflet
from reporting.ductography.leaflets.patient_summary import patient_summary, result_key
from reporting.ductography.leaflets.preparation_leaflet import preparation_leaflet
from reporting.ductography.phrases import patient_leaflet
from reporting.ductography.vocabulary import IncompleteReason, RecommendedAction, Responsible
from tests.ductography.clinical_reports import report as clinical_report
from tests.full_document import full_document, not_recorded_document
from tests.pdf.samples import failed, papilloma

CASES = Path(__file__).parents[3] / "fixtures" / "cases"
CLINIC = Letterhead("Breast Imaging", phone="555 0100")
WORST_GRADE = 8.0

# Words that a patient should hear from her doctor, and never first from a sheet.
FRIGHTENING = re.compile(
    r"\b(cancer|tumou?r|carcinoma|malignan\w*|suspicious|suspect\w*|papilloma\w*|birads|bi-rads|gics|lesions?|death|"
    r"die|risk|abnormal\w*|positive|negative|biops\w*|categor\w*)\b|%|\d\s*in\s*\d",
    re.IGNORECASE,
)


def report(**parts: Any) -> ReportDocument:
    return ReportDocument.from_json(json.dumps(parts))


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((CASES / f"{name}.json").read_bytes())


def text_of(sheet: Leaflet) -> str:
    """The sheet as one text; a point of a list is read as a sentence."""
    sentences = (sentence for section in sheet.sections for sentence in (*section.sentences, *section.points))
    return " ".join(
        sentence if sentence.endswith(".") else f"{sentence.rstrip(':')}." for sentence in sentences
    )


# --- Every input that changes the text --------------------------------------------------------------

SIDES = ({}, {"ordered_side": "left"}, {"ordered_side": "right"}, {"ordered_side": "both"})
INDICATIONS = ({}, {"discharge": "yes"})
OUTCOMES: tuple[dict[str, Any], ...] = (
    {},
    {"status": "succeeded"},
    {"status": "partially_succeeded"},
    {"status": "failed"},
    {"status": "not_attempted"},
    *({"status": "not_attempted", "reasons": [reason.value]} for reason in IncompleteReason),
)
DUCTS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{}],
    [{"findings": [{"kind": "normal_duct"}]}],
    [{"findings": [{"kind": "ectasia"}]}],
    [{"findings": [{"kind": "cavity_filling"}]}],
    [{"findings": [{"kind": "filling_defect"}]}],
    [{"findings": [{"kind": "calcification"}]}],
    [{"findings": [{"kind": "wall_irregularity"}]}],
    [{"findings": [{"kind": "filling_defect", "possible_artefacts": ["air"]}]}],
    [{"contrast": {"extravasation": "parenchymal", "extravasation_cause": "technical"}}],
    [{"contrast": {"reflux": "yes"}, "filling": {"completeness": "incomplete"}}],
    [{"filling": {"completeness": "incomplete"}, "findings": [{"kind": "normal_duct"}]}],
    [{"filling": {"completeness": "not_filled"}}],
)
EVENTS: tuple[list[dict[str, Any]], ...] = ([], [{"kind": "urticaria"}])
TIMES: tuple[dict[str, Any], ...] = (
    {},
    {"urgency": "soon"},
    *(
        {"interval_unit": unit, **span}
        for unit in ("days", "weeks", "months")
        for span in ({"within": 1}, {"within": 6}, {"within": 14, "not_before": 7}, {"not_before": 1})
    ),
)
LETTERHEADS = tuple(
    Letterhead(name, phone=phone) for name in ("", "Breast Imaging") for phone in ("", "555 0100")
)
REFERRERS = ({}, {"referrer": "Dr Finn Demo"})


def courses() -> Iterator[ReportDocument]:
    """What was done and seen, in every combination."""
    for sides, indication, outcome, ducts, events in itertools.product(
        SIDES, INDICATIONS, OUTCOMES, DUCTS, EVENTS
    ):
        yield report(
            identity=sides,
            indication=indication,
            outcome=outcome,
            ducts=ducts,
            complications={"events": events},
        )


def next_steps() -> Iterator[ReportDocument]:
    """What comes next, in every combination of one action, one time and one person; then all actions together."""
    everybody = [[], *([person.value] for person in Responsible)]
    alone = [[], *([action.value] for action in RecommendedAction)]
    together = [[action.value for action in RecommendedAction if not action.exclusive]]
    for actions, time, people in itertools.product(alone + together, TIMES, everybody):
        yield report(recommendation={"actions": actions, "responsible": people, **time})


def counts(text: str) -> tuple[int, int, int]:
    """Sentences, words and syllables as textstat counts them."""
    return textstat.sentence_count(text), textstat.lexicon_count(text), textstat.syllable_count(text)


def flesch_kincaid(sentences: int, words: int, syllables: int) -> float:
    """Kincaid et al. 1975."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def test_the_sum_of_the_counts_of_parts_gives_the_grade_of_the_library() -> None:
    parts = [text_of(patient_summary(case("synthetic-normal"), CLINIC)), text_of(preparation_leaflet(CLINIC))]
    total = [sum(column) for column in zip(*map(counts, parts), strict=True)]
    whole = " ".join(parts)
    assert counts(whole) == tuple(total)
    assert flesch_kincaid(*total) == pytest.approx(textstat.flesch_kincaid_grade(whole), abs=0.05)


def sections(sheet: Leaflet, *keys: str) -> str:
    return text_of(Leaflet("", tuple(section for section in sheet.sections if section.key in keys)))


def test_reading_grade_of_every_variant() -> None:
    """Every combination of what was done and seen, with every next step, letterhead and referrer.

    The parts do not depend on each other, so each is counted once and the counts are added.
    """
    first = {sections(patient_summary(document, CLINIC), "done", "seen", "call") for document in courses()}
    second = {sections(patient_summary(document, CLINIC), "next") for document in next_steps()}
    third = {
        sections(patient_summary(report(identity=referrer), letterhead), "questions")
        for referrer in REFERRERS
        for letterhead in LETTERHEADS
    }
    assert len(first) > 100 and len(second) > 2000 and len(third) == 8
    # Texts with the same counts have the same grade.
    counted = [{counts(text) for text in part} for part in (first, second, third)]
    grades = [
        flesch_kincaid(*(sum(column) for column in zip(*parts, strict=True)))
        for parts in itertools.product(*counted)
    ]
    assert max(grades) <= WORST_GRADE, max(grades)


def test_no_single_section_is_hard_to_read() -> None:
    texts = {
        sections(patient_summary(document, CLINIC), key)
        for document in itertools.chain(itertools.islice(courses(), 0, None, 7), next_steps())
        for key in ("done", "seen", "next", "call")
    }
    texts.discard("")
    worst = max(texts, key=textstat.flesch_kincaid_grade)
    assert textstat.flesch_kincaid_grade(worst) <= WORST_GRADE, worst


def test_reading_grade_of_the_preparation_sheet() -> None:
    for letterhead in LETTERHEADS:
        assert textstat.flesch_kincaid_grade(text_of(preparation_leaflet(letterhead))) <= WORST_GRADE


def test_nothing_frightens_and_no_category_or_percentage_is_given() -> None:
    for document in itertools.chain(courses(), next_steps()):
        for text in patient_summary(document, CLINIC).texts():
            assert not FRIGHTENING.search(text), text
    for text in preparation_leaflet(CLINIC).texts():
        assert not FRIGHTENING.search(text), text


# --- What it says -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "done", "seen", "following"),
    [
        (
            "synthetic-normal",
            "a milk duct in your right breast",
            "looks normal",
            "See your doctor for a check.",
        ),
        (
            "c03",
            "a milk duct in your left breast",
            "that we want to know more about",
            "talk with you about the next step",
        ),
        ("synthetic-cancer-signs", "right breast", "that we want to know more about", "within 7 days"),
        (
            "synthetic-both-breasts",
            "in both of your breasts",
            "that we want to know more about",
            "ultrasound",
        ),
        ("c14", "left breast", "a small hollow space", "talk with you about the next step"),
        (
            "synthetic-allergic-like-reaction",
            "only do part of the test",
            "had a reaction to the dye",
            "check",
        ),
        (
            "synthetic-technical-extravasation",
            "only do part",
            "do not yet give a clear answer",
            "in 7–14 days",
        ),
        (
            "synthetic-incomplete-filling",
            "only do part",
            "do not yet give a clear answer",
            "the test again",
        ),
        ("synthetic-failed-cannulation", "it did not work", "no pictures", "an MRI scan"),
        ("synthetic-no-discharge-today", "No fluid came from your nipple.", "no pictures", "Do not squeeze"),
        ("n01", "There are better ways", "no pictures", "Blood tests can help"),
    ],
)
def test_what_the_sheet_of_a_case_says(name: str, done: str, seen: str, following: str) -> None:
    sheet = patient_summary(case(name), CLINIC)
    assert done in " ".join(sheet.section("done").sentences)
    assert seen in " ".join(sheet.section("seen").sentences)
    assert following in " ".join(sheet.section("next").sentences)


def test_she_learns_whom_to_ask() -> None:
    document = report(identity={"referrer": "Dr Finn Demo"})
    assert patient_summary(document, CLINIC).section("questions").sentences == (
        "Ask Dr Finn Demo what the test means for you.",
        "If you have questions about the test, call Breast Imaging: 555 0100.",
    )
    assert patient_summary(report(), Letterhead("")).section("questions").sentences == (
        "Ask your doctor what the test means for you.",
        "If you have questions about the test, call us.",
    )


def test_when_to_call_is_said_only_where_contrast_was_given() -> None:
    assert patient_summary(case("synthetic-normal"), CLINIC).section("call").points
    for name in ("synthetic-no-discharge-today", "synthetic-failed-cannulation", "n01"):
        assert patient_summary(case(name), CLINIC).section("call").is_empty


def test_whose_sheet_it_is() -> None:
    identity = {"patient_name": "Synthetic Patient", "examination_date": "2026-05-17"}
    assert (
        patient_summary(report(identity=identity), CLINIC).subject
        == "For Synthetic Patient, test on 17 May 2026"
    )
    assert patient_summary(report(identity={"patient_name": "X"}), CLINIC).subject == "For X"
    assert patient_summary(report(), CLINIC).subject == ""


def test_whole_sheets_read_as_approved() -> None:
    """The preparation, a lesion and a failed examination: each was read aloud as a patient would read it."""
    approved = Path(__file__).with_name("whole_sheets.txt").read_text(encoding="utf-8").strip().split("\n\n")
    made = (
        preparation_leaflet(CLINIC),
        patient_summary(papilloma(), CLINIC),
        patient_summary(failed(), CLINIC),
    )
    assert [list(filter(None, sheet.texts())) for sheet in made] == [text.split("\n") for text in approved]


@pytest.mark.parametrize(
    ("event", "warned"),
    [
        ({"kind": "urticaria"}, True),
        ({"kind": "rash"}, True),
        ({"kind": "adverse_reaction"}, True),
        ({"kind": "swelling", "reaction_type": "allergic_like"}, True),
        ({"kind": "pain"}, False),
        ({"kind": "vasovagal", "reaction_type": "physiologic"}, False),
    ],
)
def test_a_reaction_to_the_dye_is_told_and_nothing_else_is_called_one(
    event: dict[str, str], warned: bool
) -> None:
    sheet = patient_summary(report(complications={"events": [event]}), CLINIC)
    assert (
        any("had a reaction to the dye" in sentence for sentence in sheet.section("seen").sentences) is warned
    )


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({}, ()),
        ({"urgency": "routine"}, ()),
        ({"urgency": "urgent"}, ("Please do this soon.",)),
        (
            {"within": 2, "interval_unit": "weeks", "urgency": "soon"},
            ("This should be done within 2 weeks.",),
        ),
        (
            {"not_before": 1, "interval_unit": "months"},
            ("This should be done no earlier than 1 month after your test.",),
        ),
        (
            {"not_before": 7, "within": 14, "interval_unit": "days"},
            ("This should be done in 7–14 days.",),
        ),
        ({"not_before": 6, "within": 6, "interval_unit": "months"}, ("This should be done in 6 months.",)),
    ],
)
def test_when_the_next_step_is_due(wanted: dict[str, Any], told: tuple[str, ...]) -> None:
    sheet = patient_summary(report(recommendation={"actions": ["contrast_mri"], **wanted}), CLINIC)
    assert sheet.section("next").sentences == ("You should have an MRI scan of your breast.", *told)


MRI = "You should have an MRI scan of your breast."


def steps_told(*breasts: dict[str, Any]) -> tuple[str, ...]:
    return patient_summary(report(schema_version=2, breasts=breasts), CLINIC).section("next").sentences


def test_each_breast_has_its_own_next_steps() -> None:
    soon = {"action": "contrast_mri", "within": 2, "interval_unit": "weeks", "responsible": ["patient"]}
    later = {"action": "contrast_mri", "within": 6, "interval_unit": "months"}
    told = steps_told(
        {"side": "right", "recommendation": {"steps": [soon]}},
        {"side": "left", "recommendation": {"steps": [later]}},
    )
    arranged = str(patient_leaflet.ARRANGED_BY[Responsible.PATIENT])
    assert told == (
        "Your right breast:",
        MRI,
        "This should be done within 2 weeks.",
        arranged,
        "Your left breast:",
        MRI,
        "This should be done within 6 months.",
    )


def test_a_step_of_no_side_never_stands_below_the_title_of_a_breast() -> None:
    mri = {"steps": [{"action": "contrast_mri"}]}
    assert steps_told({"side": "left", "recommendation": mri}, {"recommendation": mri}) == (
        MRI,
        "Your left breast:",
        MRI,
    )


def test_a_step_that_waits_for_a_result_has_no_time_of_its_own() -> None:
    steps = [
        {"action": "targeted_ultrasound", "within": 1, "interval_unit": "weeks"},
        {
            "action": "contrast_mri",
            "condition": "if_repeat_fails",
            "within": 2,
            "interval_unit": "weeks",
            "urgency": "urgent",
        },
    ]
    (_ultrasound, *told) = steps_told({"side": "left", "recommendation": {"steps": steps}})
    assert told == [
        "This should be done within 1 week.",
        MRI,
        "Your doctor will tell you if you need this.",
    ]


def test_a_time_that_two_steps_share_is_said_once() -> None:
    time = {"within": 2, "interval_unit": "weeks"}
    steps = [{"action": "targeted_ultrasound", **time}, {"action": "contrast_mri", **time}]
    (_ultrasound, *told) = steps_told({"side": "left", "recommendation": {"steps": steps}})
    assert told == [MRI, "This should be done within 2 weeks."]


def test_preparation_sheet_says_what_has_to_be_known() -> None:
    text = " ".join(preparation_leaflet(CLINIC).texts())
    for words in (
        "Do not squeeze",
        "deodorant, talc",
        "lotion",
        "earlier breast images",
        "allergies",
        "pregnant",
        "30–60 minutes",
    ):
        assert words in text
    for words in ("tender", "fever", "call us if"):
        assert words in text


def test_any_document_has_a_sheet() -> None:
    for document in (ReportDocument(), full_document(2), not_recorded_document()):
        for text in patient_summary(document, CLINIC).texts():
            assert "None" not in text and "{" not in text
    assert set(patient_leaflet.SEEN) >= {"open", "unclear", "spots", "something"}


def test_a_category_for_a_finding_outside_the_ducts_speaks_of_no_milk_duct() -> None:
    changes = {
        "breast.findings": [{"kind": "mass", "presence": "present", "side": "left"}],
        "assessments": [{"side": "left", "birads": "4B"}],
    }
    (breast,) = breast_facts(clinical_report(changes))
    assert result_key(breast) == "elsewhere"
