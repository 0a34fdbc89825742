"""The head of the report and the evidence below it divide the answers between them, and none falls between."""

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState
from reporting.ductography.layout.report_layout import ReportLayout, build_report_layout
from reporting.ductography.layout.report_sections import Entry, Section, report_sections
from reporting.ductography.layout.status_banners import origin_mark
from reporting.ductography.narrative.caveats import caveats, normal_breasts
from reporting.ductography.phrases.recommended_steps import breast_name
from tests.ductography import printed_report
from tests.full_document import full_document, not_recorded_document
from tests.pdf.samples import LETTERHEAD, bilateral, document, failed, normal, papilloma, stamp

DOCUMENTS = {
    "papilloma": papilloma(),
    "bilateral": bilateral(),
    "normal": normal(),
    "failed": failed(),
    "full": full_document(2),
    "not recorded": not_recorded_document(2),
    "blank": ReportDocument(),
}
HEAD = ("identity", "impression", "breasts")


def composed(given: ReportDocument, its_stamp: PrintState | None = None) -> ReportLayout:
    return build_report_layout(given, its_stamp or stamp(), LETTERHEAD)


def entries(sections: tuple[Section, ...]) -> list[Entry]:
    return [entry for section in sections for entry in section.walk()]


def is_proposal(entry: Entry) -> bool:
    """What the program proposed stands below, for the reader who asks."""
    return entry.path.endswith(".generated") or ".recommendation.proposal." in entry.path


def with_its_breast(given: ReportDocument, entry: Entry) -> Entry:
    """What was proposed for one of two breasts names it; what version 1 proposed was about the whole report."""
    if len(given.breasts) < 2 or ".proposal." not in entry.path:
        return entry
    index = int(entry.path.removeprefix("breasts[")[0])
    return replace(entry, label=f"{breast_name(given.breasts[index], index + 1)}, {entry.label}")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_evidence_holds_every_other_section_once_and_unchanged(name: str) -> None:
    given = DOCUMENTS[name]
    elsewhere = (*HEAD, "key_images")
    expected = [
        with_its_breast(given, entry)
        for section in report_sections(given)
        for entry in section.walk()
        if section.key not in elsewhere or is_proposal(entry)
        # A mark on every page tells it.
        if entry.path != "origin.kind" or origin_mark(given) is None
    ]
    assert sorted(map(repr, entries(composed(given).details))) == sorted(map(repr, expected))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_path_is_printed_twice_below_the_running_identity(name: str) -> None:
    made = composed(DOCUMENTS[name])
    paths = [entry.path for entry in (*made.result_details, *made.recommendation, *entries(made.details))]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_head_tells_every_answer_of_its_sections(name: str) -> None:
    given = DOCUMENTS[name]
    made = composed(given)
    head = "\n".join(
        [made.side, *made.result, made.category]
        + [
            entry.text
            for entry in (*made.result_details, *made.recommendation, *made.identity, *made.running_identity)
        ]
    )
    for section in report_sections(given):
        for entry in section.walk() if section.key in HEAD else ():
            if is_proposal(entry):
                continue
            if entry.path.endswith(".side"):
                assert entry.text.upper() in head.upper()
            elif not TIME.fullmatch(entry.path):
                # A line of a step names what is not recorded by its label, in one line with the rest.
                told = f"{entry.label} not recorded" if STEP.match(entry.path) else ""
                words = told if told and entry.text == "not recorded" else entry.text
                assert all(line.upper() in head.upper() for line in words.splitlines() if line.strip()), entry


STEP = re.compile(r"breasts\[\d+\]\.recommendation\.steps\[\d+\]\.")
# A step says these three in words: “in 7–14 days”; `test_report_header` has them word for word.
TIME = re.compile(STEP.pattern + "(not_before|within|interval_unit)")


def rows(found: tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    return [(entry.path, entry.label, entry.text) for entry in found]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"interval_unit": "weeks"}, "Interval unit: weeks"),
        (
            {"not_before": 0, "interval_unit": "weeks", "urgency": "soon"},
            "No earlier than: 0, interval unit: weeks; priority: soon",
        ),
        ({"not_before": 2, "interval_unit": "weeks"}, "No earlier than 2 weeks"),
        (
            {"urgency": "soon", "within": 2, "not_recorded": ["interval_unit"]},
            "Within (latest): 2; priority: soon; interval unit not recorded",
        ),
        (
            {"within": 2, "interval_unit": "days", "not_recorded": ["urgency", "not_before"]},
            "Within 2 days; no earlier than not recorded; priority not recorded",
        ),
        (
            {"text": "Words.", "responsible": ["patient"], "urgency": "routine", "action": "reschedule"},
            "Repeat ductography when discharge recurs; priority: routine; responsible: patient; Words.",
        ),
    ],
)
def test_what_by_when_and_who_are_one_line_and_nothing_is_lost(step: dict[str, object], told: str) -> None:
    document = {"schema_version": 2, "breasts": [{"side": "left", "recommendation": {"steps": [step]}}]}
    made = composed(ReportDocument.from_json(json.dumps(document)))
    assert rows(made.recommendation) == [
        ("breasts[0].recommendation.steps[0]", "recommended action", told),
    ]


def test_the_steps_of_two_breasts_are_printed_with_their_sides_conditions_and_last_days() -> None:
    biopsy = {"action": "core_biopsy", "duct_number": 1, "condition": "if_shown", "urgency": "soon"}
    right = {
        "steps": [
            {"action": "targeted_ultrasound", "duct_number": 1, "within": 2, "interval_unit": "weeks"},
            biopsy,
        ],
        "text": "Ultrasound first.",
        "departure_reason": "At the wish of the patient.",
    }
    left = {"steps": [{"action": "clinical_follow_up", "within": 6, "interval_unit": "months"}]}
    given = ReportDocument.from_json(
        json.dumps(
            {
                "schema_version": 2,
                "identity": {"examination_date": "2026-05-04"},
                "ducts": [{"side": "right"}, {"side": "left"}],
                "breasts": [
                    {
                        "side": "right",
                        "birads": "4A",
                        "recommendation": right,
                        "comment": "Seen on both views.",
                    },
                    {"side": "left", "birads": "2", "recommendation": left},
                ],
            }
        )
    )
    made = composed(given)
    assert rows(made.recommendation) == [
        (
            "breasts[0].recommendation.steps[0]",
            "Right breast, step 1",
            "Targeted ultrasound, duct 1, within 2 weeks (by 18 May 2026)",
        ),
        (
            "breasts[0].recommendation.steps[1]",
            "Right breast, step 2",
            "Image-guided core biopsy, duct 1, if ultrasound shows the lesion; priority: soon",
        ),
        (
            "breasts[0].recommendation.text",
            "Right breast, recommendation details",
            "Ultrasound first.",
        ),
        (
            "breasts[0].recommendation.departure_reason",
            "Right breast, reason for differing from the suggestion",
            "At the wish of the patient.",
        ),
        (
            "breasts[1].recommendation.steps[0]",
            "Left breast",
            "Clinical follow-up, within 6 months (by 4 November 2026)",
        ),
    ]
    assert rows(made.result_details) == [
        ("breasts[0].comment", "Right breast: comment", "Seen on both views."),
    ]
    assert made.category == (
        "Right breast: BI-RADS 4A – low suspicion for malignancy; Left breast: BI-RADS 2 – benign"
    )


def test_the_suggestions_for_two_breasts_name_their_breast() -> None:
    proposal = {"rule_id": "right:birads_4", "action": "1. Targeted ultrasound\n2. Core biopsy"}
    given = ReportDocument.from_json(
        json.dumps(
            {
                "schema_version": 2,
                "breasts": [
                    {"side": "right", "recommendation": {"proposal": proposal}},
                    {"side": "left", "recommendation": {"proposal": {"rule_id": "left:normal"}}},
                ],
            }
        )
    )
    (section,) = composed(given).details
    assert rows(section.entries) == [
        ("breasts[0].recommendation.proposal.rule_id", "Right breast, rule", "right:birads_4"),
        (
            "breasts[0].recommendation.proposal.action",
            "Right breast, suggested steps",
            "1. Targeted ultrasound · 2. Core biopsy",
        ),
        ("breasts[1].recommendation.proposal.rule_id", "Left breast, rule", "left:normal"),
    ]


@pytest.mark.parametrize(
    ("assessments", "told"),
    [
        ([{"side": "left", "birads": "2"}], []),
        ([{"side": "right", "birads": "2"}], [("Breast 1: side", "right")]),
        ([{"side": "left", "birads": "2"}, {"side": "right", "gics": "2"}], []),
        ([{"side": "left", "birads": "2"}, {"side": "right"}], [("Right breast: side", "right")]),
        ([{"not_recorded": ["side"], "birads": "2"}], [("Breast 1: side", "not recorded")]),
    ],
)
def test_what_the_line_of_categories_leaves_open_is_told_below(
    assessments: list[dict[str, object]], told: list[tuple[str, str]]
) -> None:
    given = ReportDocument.from_json(json.dumps({"ducts": [{"side": "left"}], "assessments": assessments}))
    assert [(entry.label, entry.text) for entry in composed(given).result_details] == told


AT = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
HAND_SIGNED = "Electronically signed in the application. This PDF carries no digital signature."


@pytest.mark.parametrize(
    ("its_stamp", "subtitle", "signature"),
    [
        (PrintState("draft"), "draft", [("stamp", "signature", "not signed")]),
        (
            PrintState("draft", meaning="For a look."),
            "draft",
            [("stamp", "signature", "not signed"), ("stamp.meaning", "attestation", "For a look.")],
        ),
        (
            PrintState("preliminary", 1, signer_name="Rosa", signed_at=AT),
            "preliminary, version 1",
            [
                ("stamp.signer_name", "signed by", "Rosa"),
                ("stamp.signed_at", "signed on", "4 May 2026, 12:00 UTC"),
                ("stamp.version_number", "version", "1"),
                ("stamp.certificate", "digital signature", HAND_SIGNED),
            ],
        ),
        (
            PrintState("final", signer_name="Rosa"),
            "final",
            [
                ("stamp.signer_name", "signed by", "Rosa"),
                ("stamp.certificate", "digital signature", HAND_SIGNED),
            ],
        ),
        (PrintState("amended", 2), "amended, version 2", None),
        (PrintState("addendum", 3), "final, with addendum, version 3", None),
        (PrintState("withdrawn", 4), "withdrawn, version 4", None),
    ],
)
def test_state_and_signature(
    its_stamp: PrintState, subtitle: str, signature: list[tuple[str, str, str]] | None
) -> None:
    made = composed(ReportDocument(), its_stamp)
    assert made.subtitle == subtitle
    if signature:
        assert rows(made.signature) == signature


def test_the_evidence_stands_in_the_order_in_which_it_is_read() -> None:
    assert [section.title for section in composed(full_document()).details] == [
        "Ductographic findings",
        "Extraductal findings",
        "Technical outcome",
        "Technique",
        "Trigger zone and discharge",
        "Complications",
        "Additional procedures",
        "Dose",
        "Comparison",
        "Correlation with other studies",
        "Indication and history",
        "Safety",
        "Communication of urgent results",
        "Subsequent procedures and pathology",
        "Acknowledged alerts",
        "Authorship",
        "Clinical outcome",
        "Case source",
        "Decision-support suggestion",
    ]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"within": 1, "interval_unit": "weeks"}, "within 1 week (by 24 May 2026)"),
        (
            {"within": 6, "interval_unit": "months", "urgency": "routine"},
            "within 6 months (by 17 November 2026); priority: routine",
        ),
        ({"not_before": 7, "within": 14, "interval_unit": "days"}, "in 7–14 days (by 31 May 2026)"),
        ({"not_before": 18, "within": 18, "interval_unit": "weeks"}, "in 18 weeks (by 20 September 2026)"),
        ({"not_before": 1, "within": 1, "interval_unit": "months"}, "in 1 month (by 17 June 2026)"),
    ],
)
def test_by_when_is_told_once_in_words(values: dict[str, object], text: str) -> None:
    made = composed(document(recommendation={"actions": ["contrast_mri"], **values}))
    assert [entry.text for entry in made.recommendation] == [f"Contrast-enhanced MRI, {text}"]


def test_a_number_without_its_unit_is_not_lost() -> None:
    made = composed(document(recommendation={"within": 3}))
    assert [(entry.label, entry.text) for entry in made.recommendation] == [
        ("recommended action", "Within (latest): 3")
    ]


def test_a_category_of_a_side_that_was_not_examined_is_told() -> None:
    made = composed(document(assessments=[{"side": "right", "birads": "2"}]))
    assert [entry.text for entry in made.result_details if "side" in entry.label] == ["right"]


def test_what_is_not_entered_yet_keeps_its_place_in_the_identity() -> None:
    assert [entry.text for entry in composed(ReportDocument()).running_identity] == ["–"] * 6


def test_texts_hold_every_printed_word() -> None:
    made = composed(full_document(), stamp("withdrawn", withdrawn_reason="why"))
    texts = dict(made.texts())
    assert "why" in texts["stamp.withdrawn_reason"]
    joined = "\n".join(texts.values())
    for entry in entries(made.details):
        assert entry.label in joined
        assert entry.text in joined


def test_every_printed_text_leads_to_its_field() -> None:
    """But for what the diagrams say. The file was read line by line against the text report."""
    made = build_report_layout(printed_report.DOCUMENT, printed_report.STAMP, printed_report.LETTERHEAD)
    texts = {f"{path} | {text}".replace("\n", " / ") for path, text in made.texts() if path != "map"}
    expected = Path(__file__).with_name("whole_composition.txt").read_text(encoding="utf-8")
    assert texts == set(expected.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    ("findings", "nothing"),
    [
        ([], False),
        ([{"kind": "normal_duct"}], True),
        ([{"kind": "filling_defect", "presence": "absent"}], True),
        ([{"kind": "normal_duct"}, {"kind": "cut_off"}], False),
        ([{"kind": "filling_defect", "presence": "not_assessable"}], False),
    ],
)
def test_when_nothing_abnormal_is_shown(findings: list[dict[str, str]], nothing: bool) -> None:
    given = document(ducts=[{"side": "left", "findings": findings}])
    assert bool(normal_breasts(given)) is nothing
    assert any("does not exclude malignancy" in sentence for sentence in caveats(given)) is nothing


def test_what_the_impression_says_is_not_said_again_but_its_sources_are() -> None:
    normal = {"side": "left", "findings": [{"kind": "normal_duct"}]}
    given = document(
        ducts=[normal], impression={"text": "Normal. A normal ductogram does not exclude malignancy."}
    )
    assert caveats(given) == ("Sources: Morrogh 2007, Dawes 1998",)


def test_a_duct_that_did_not_fill_is_named_as_a_limit() -> None:
    given = document(ducts=[{"side": "left", "filling": {"upstream": "not_opacified"}}])
    assert caveats(given) == ("The upstream duct did not opacify and could not be evaluated.",)
