"""The head of the report and the evidence below it divide the answers between them, and none falls between."""

import datetime
import json
from pathlib import Path

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState
from reporting.ductography.layout.report_layout import ReportLayout, build_report_layout
from reporting.ductography.layout.report_sections import Entry, Section, report_sections
from reporting.ductography.layout.status_banners import origin_mark
from reporting.ductography.narrative.caveats import caveats, normal_breasts
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
HEAD = ("identity", "impression", "assessments", "recommendation")


def composed(given: ReportDocument, its_stamp: PrintState | None = None) -> ReportLayout:
    return build_report_layout(given, its_stamp or stamp(), LETTERHEAD)


def entries(sections: tuple[Section, ...]) -> list[Entry]:
    return [entry for section in sections for entry in section.walk()]


def is_proposal(entry: Entry) -> bool:
    """What the program proposed stands below, for the reader who asks."""
    return entry.path.endswith(".generated") or entry.path.startswith("recommendation.proposal.")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_evidence_holds_every_other_section_once_and_unchanged(name: str) -> None:
    given = DOCUMENTS[name]
    elsewhere = (*HEAD, "key_images")
    expected = [
        entry
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
            elif entry.path not in {"recommendation.within", "recommendation.interval_unit"}:
                assert all(line in head for line in entry.text.splitlines() if line.strip()), entry


def rows(found: tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    return [(entry.path.removeprefix("recommendation."), entry.label, entry.text) for entry in found]


WHEN = ("within", "timeframe")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({}, []),
        ({"interval_unit": "weeks"}, [("interval_unit", "interval unit", "weeks")]),
        (
            {"not_before": 0, "interval_unit": "weeks", "urgency": "soon"},
            [
                (*WHEN, "Priority: soon"),
                ("not_before", "no earlier than", "0"),
                ("interval_unit", "interval unit", "weeks"),
            ],
        ),
        ({"not_before": 2, "interval_unit": "weeks"}, [(*WHEN, "No earlier than 2 weeks")]),
        (
            {"urgency": "soon", "within": 2, "not_recorded": ["interval_unit"]},
            [
                (*WHEN, "Priority: soon"),
                ("within", "within (latest)", "2"),
                ("interval_unit", "interval unit", "not recorded"),
            ],
        ),
        (
            {"within": 2, "interval_unit": "days", "not_recorded": ["urgency", "not_before"]},
            [
                (*WHEN, "Within 2 days"),
                ("not_before", "no earlier than", "not recorded"),
                ("urgency", "priority", "not recorded"),
            ],
        ),
        (
            {"text": "Words.", "responsible": ["patient"], "urgency": "routine", "actions": ["reschedule"]},
            [
                ("actions", "recommended action", "repeat ductography when discharge recurs"),
                (*WHEN, "Priority: routine"),
                ("responsible", "responsible", "patient"),
                ("text", "recommendation details", "Words."),
            ],
        ),
    ],
)
def test_what_by_when_and_who_come_first_and_nothing_is_lost(
    wanted: dict[str, object], told: list[tuple[str, str, str]]
) -> None:
    made = composed(ReportDocument.from_json(json.dumps({"recommendation": wanted})))
    assert rows(made.recommendation) == told


@pytest.mark.parametrize(
    ("assessments", "told"),
    [
        ([{"side": "left", "birads": "2"}], []),
        ([{"side": "right", "birads": "2"}], [("Breast assessment 1: side", "right")]),
        ([{"side": "left", "birads": "2"}, {"side": "right", "gics": "2"}], []),
        ([{"side": "left", "birads": "2"}, {"side": "right"}], [("Breast assessment 2: side", "right")]),
        ([{"not_recorded": ["side"], "birads": "2"}], [("Breast assessment 1: side", "not recorded")]),
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
        "Clinical outcome",
        "Case source",
        "Decision-support suggestion",
    ]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"within": 1, "interval_unit": "weeks"}, "Within 1 week"),
        (
            {"within": 6, "interval_unit": "months", "urgency": "routine"},
            "Within 6 months, priority: routine",
        ),
        ({"not_before": 7, "within": 14, "interval_unit": "days"}, "In 7–14 days"),
        ({"not_before": 18, "within": 18, "interval_unit": "weeks"}, "In 18 weeks"),
        ({"not_before": 1, "within": 1, "interval_unit": "months"}, "In 1 month"),
    ],
)
def test_by_when_is_told_once_in_words(values: dict[str, object], text: str) -> None:
    made = composed(document(recommendation={"actions": ["reschedule"], **values}))
    assert [(entry.label, entry.text) for entry in made.recommendation][1:] == [("timeframe", text)]


def test_a_number_without_its_unit_is_not_lost() -> None:
    made = composed(document(recommendation={"within": 3}))
    assert [(entry.label, entry.text) for entry in made.recommendation] == [("within (latest)", "3")]


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
