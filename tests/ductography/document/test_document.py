"""The document takes what a ductogram holds, refuses what cannot be, and always names the field."""

import hashlib
import json

import pytest

from reporting.ductography.document import (
    BreastLocation,
    ChildSpec,
    Contrast,
    DocumentError,
    Duct,
    DuctFinding,
    LeafSpec,
    ListSpec,
    Node,
    Procedure,
    ReportDocument,
    differences,
    leaf_values,
    replace_identity,
)
from reporting.ductography.document.json_schema import json_schema
from reporting.ductography.document.node import leaf
from reporting.ductography.vocabulary import Side
from tests.full_document import full_document, not_recorded_document


def problems(text: str | bytes) -> dict[str, str]:
    with pytest.raises(DocumentError) as refused:
        ReportDocument.from_json(text)
    return {problem.path: problem.message for problem in refused.value.problems}


def test_a_blank_document_is_a_document() -> None:
    assert all(leaf.text == "" or leaf.spec.default for leaf in leaf_values(ReportDocument()))


@pytest.mark.parametrize("document", [ReportDocument(), full_document(2), not_recorded_document(2)])
def test_canonical_json_comes_back_equal(document: ReportDocument) -> None:
    again = ReportDocument.from_json(document.canonical_json())
    assert again == document
    assert again.canonical_json() == document.canonical_json()


def test_the_digest_is_the_sha256_of_the_canonical_text() -> None:
    document = full_document()
    assert document.digest() == hashlib.sha256(document.canonical_json().encode("utf-8")).hexdigest()


def test_equal_documents_have_one_text_whatever_the_order_of_writing() -> None:
    first = ReportDocument.from_json('{"indication": {"colours": ["serous", "clear"]}, "ducts": []}')
    second = ReportDocument.from_json(
        '{"ducts": [], "indication": {"colours": ["clear", "serous", "clear"]}}'
    )
    assert first.digest() == second.digest()


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ('{"ducts":[{"side":"up"}]}', "ducts[0].side", "'right' or 'left'"),
        ('{"ducts":[{"contrast":{"volume_ml":-1}}]}', "ducts[0].contrast.volume_ml", "allowed: 0 or more"),
        ('{"ducts":[{"contrast":{"volume_ml":"0.4"}}]}', "ducts[0].contrast.volume_ml", "not a number"),
        ('{"ducts":[{"contrast":{"volume_ml":NaN}}]}', "ducts[0].contrast.volume_ml", "finite"),
        ('{"ducts":[{"clock_position":13}]}', "ducts[0].clock_position", "12 or less"),
        ('{"ducts":[{"clock_position":true}]}', "ducts[0].clock_position", "whole number"),
        ('{"ducts":[{"clock_position":1.5}]}', "ducts[0].clock_position", "whole number"),
        ('{"ducts":{}}', "ducts", "not a list"),
        ('{"duct":[]}', "duct", "unknown field"),
        (
            '{"ducts":[{"findings":[{"location":{"quadrant":1}}]}]}',
            "ducts[0].findings[0].location.quadrant",
            "unknown",
        ),
        ('{"identity":{"birth_date":"1980-02-30"}}', "identity.birth_date", "YYYY-MM-DD"),
        ('{"indication":{"since":"2015-13"}}', "indication.since", "2015-06-30"),
        ('{"identity":{"mrn":"a\\u202eb"}}', "identity.mrn", "U+202E"),
        ('{"identity":{"mrn":"a\\u0000b"}}', "identity.mrn", "U+0000"),
        ('{"identity":{"mrn":"a\\nb"}}', "identity.mrn", "one line"),
        ('{"identity":{"not_recorded":["name"]}}', "identity.not_recorded", "patient_name"),
        ('{"identity":{"mrn":"1","not_recorded":["mrn"]}}', "identity", "keep one"),
        ('{"indication":{"family_history":["none","ovarian"]}}', "indication.family_history", "combined"),
        ('{"ducts":[],"ducts":[]}', "ducts", "duplicate"),
        ('{"schema_version":3}', "schema_version", "2"),
        (
            '{"communications":[{"communicated_at":"2026-05-17T14:05:00"}]}',
            "communications[0].communicated_at",
            "zone",
        ),
        ("[]", "", "object"),
        ("[", "", "JSON"),
        (b"\xff\xfe", "", "JSON"),
        ("[" * 100_000, "", "JSON"),
    ],
)
def test_what_cannot_be_is_refused_with_path_and_what_is_allowed(
    text: str | bytes, path: str, allowed: str
) -> None:
    assert allowed in problems(text)[path]


def test_every_problem_is_named_at_once() -> None:
    found = problems('{"ducts":[{"side":"up","clock_position":13}],"x":1}')
    assert set(found) == {"ducts[0].side", "ducts[0].clock_position", "x"}


def test_text_has_one_normal_form() -> None:
    document = ReportDocument.from_json(
        json.dumps({"impression": {"text": "  Jose\u0301\r\nsecond line \t"}})
    )
    assert document.impression.text == "José\nsecond line"


def test_a_difference_names_field_before_and_after() -> None:
    old = ReportDocument.from_json('{"ducts":[{"side":"left","contrast":{"volume_ml":0.4}}]}')
    new = ReportDocument.from_json('{"ducts":[{"side":"right","contrast":{"not_recorded":["volume_ml"]}}]}')
    assert [(d.path, d.old, d.new) for d in differences(old, new)] == [
        ("ducts[0].side", "left", "right"),
        ("ducts[0].contrast.volume_ml", "0.4 mL", "not recorded"),
    ]


def test_every_leaf_is_named_when_it_differs() -> None:
    named = {difference.path for difference in differences(ReportDocument(), full_document())}
    assert named == {leaf.path for leaf in leaf_values(full_document())}


def test_a_removed_duct_is_named_leaf_by_leaf() -> None:
    gone = {d.path for d in differences(full_document(2), full_document(1))}
    assert "ducts[1].contrast.volume_ml" in gone


def test_identity_from_the_rows_replaces_and_keeps_what_the_source_does_not_state() -> None:
    draft = ReportDocument.from_json('{"identity":{"operator":"Rosa","not_recorded":["birth_date","mrn"]}}')
    frozen = replace_identity(draft, mrn="M1", birth_date=None, patient_name="Ada")
    assert (frozen.identity.mrn, frozen.identity.operator) == ("M1", "Rosa")
    assert frozen.identity.not_recorded == ("birth_date",)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-05:00"])
def test_a_moment_outside_the_calendar_is_refused(moment: str) -> None:
    found = problems(json.dumps({"communications": [{"communicated_at": moment}]}))
    assert "9999" in found["communications[0].communicated_at"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"identity": {"patient_name": 5}}', "identity.patient_name: 5 is not text"),
        ('{"ducts": 3}', "ducts: 3 is not a list"),
        ('{"ducts": [3]}', "ducts[0]: 3 is not an object"),
        (
            '{"identity": {"birth_date": "soon"}}',
            'identity.birth_date: "soon" is not a date; allowed: YYYY-MM-DD',
        ),
        ('{"identity": {"birth_date": 5}}', "identity.birth_date: 5 is not a date; allowed: YYYY-MM-DD"),
        (
            '{"ducts": [{"contrast": {"volume_ml": NaN}}]}',
            "ducts[0].contrast.volume_ml: NaN is not a finite number",
        ),
        (
            '{"ducts": [{"contrast": {"volume_ml": "x"}}]}',
            'ducts[0].contrast.volume_ml: "x" is not a number',
        ),
        (
            '{"ducts": [{"contrast": {"volume_ml": -1}}]}',
            "ducts[0].contrast.volume_ml: -1 is too small; allowed: 0 or more",
        ),
        (
            '{"ducts": [{"clock_position": 13}]}',
            "ducts[0].clock_position: 13 is too large; allowed: 12 or less",
        ),
        ('{"ducts": [{"clock_position": 1.5}]}', "ducts[0].clock_position: 1.5 is not a whole number"),
        ('{"ducts": [{"clock_position": "x"}]}', 'ducts[0].clock_position: "x" is not a whole number'),
        ('{"identity": {"sexx": "x"}}', "identity.sexx: unknown field"),
        (
            json.dumps({"identity": {"patient_name": "x" * 501}}),
            "identity.patient_name: too long; allowed: 500 characters",
        ),
        (
            json.dumps({"impression": {"text": "x" * 100_001}}),
            "impression.text: too long; allowed: 100000 characters",
        ),
        ('{"ducts": [{"side": "up"}]}', "ducts[0].side: \"up\" is not allowed; allowed: 'right' or 'left'"),
        ('{"schema_version": "é"}', 'schema_version: "é" is not allowed; allowed: 2'),
        (
            json.dumps({"ducts": [{"side": "x" * 58}]}),
            f"ducts[0].side: \"{'x' * 58}\" is not allowed; allowed: 'right' or 'left'",
        ),
        (
            json.dumps({"ducts": [{"side": "x" * 59}]}),
            f"ducts[0].side: \"{'x' * 56}… is not allowed; allowed: 'right' or 'left'",
        ),
        (
            '{"communications": [{"communicated_at": "2026-05-17T14:05:00"}]}',
            "communications[0].communicated_at: the time zone is missing; use the form 2026-05-17T14:05:00+02:00",
        ),
        (
            '{"indication": {"since": "2015-13"}}',
            "indication.since: allowed: a year, month or full date (2015, 2015-06 or 2015-06-30)",
        ),
        ('{"identity": {"mrn": "a\\nb"}}', "identity.mrn: only one line is allowed"),
        (
            '{"identity": {"mrn": "a\\u202eb\\u0000c\\u202e"}}',
            "identity.mrn: these characters are not allowed: U+0000, U+202E",
        ),
        (
            '{"indication": {"family_history": ["none", "ovarian"]}}',
            "indication.family_history: “no family history of breast or ovarian cancer” cannot be "
            "combined with another answer",
        ),
        (
            '{"dose": {"not_recorded": ["volume"]}}',
            "dose.not_recorded: “volume” is not a field of this group; allowed: "
            "average_glandular_dose_mgy, accumulated_glandular_dose_mgy, exposures",
        ),
        (
            '{"dose": {"exposures": 2, "not_recorded": ["exposures"]}}',
            "dose: “exposures” has a value and is marked “not recorded”; keep one",
        ),
        (
            '{"dose": {"assumed": ["exposures"]}}',
            "dose: “exposures” is blank; there is nothing to confirm",
        ),
        ('{"dose": {}, "dose": {}}', "dose: duplicate key in one object"),
    ],
)
def test_a_problem_names_its_field_what_was_given_and_what_is_allowed(text: str, problem: str) -> None:
    with pytest.raises(DocumentError) as refused:
        ReportDocument.from_json(text)
    assert [str(found) for found in refused.value.problems] == [problem]


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_value_of_the_registration_empties_its_field(blank: str | None) -> None:
    named = ReportDocument.from_json('{"identity": {"referrer": "Finn", "mrn": "1"}}')
    identity = replace_identity(named, referrer=blank).identity
    assert (identity.referrer, identity.mrn, identity.not_recorded) == (None, "1", ())
    unstated = ReportDocument.from_json('{"identity": {"not_recorded": ["referrer"]}}')
    assert replace_identity(unstated, referrer=blank).identity.not_recorded == ("referrer",)


def test_a_difference_is_told_in_full() -> None:
    old = ReportDocument.from_json('{"ducts":[{"comment":"gone"},{}],"identity":{"not_recorded":["mrn"]}}')
    new = ReportDocument.from_json('{"ducts":[{}],"identity":{"mrn":"1"},"impression":{"text":"new"}}')
    assert [(d.path, d.label, d.old, d.new) for d in differences(old, new)] == [
        ("identity.mrn", "patient and examination › medical record number", "not recorded", "1"),
        ("ducts[0].comment", "duct 1 › comment", "gone", ""),
        ("impression.text", "impression", "", "new"),
    ]


def every_group() -> set[type[Node]]:
    found: set[type[Node]] = set()

    def look(group: type[Node]) -> None:
        found.add(group)
        for spec in group.specs():
            if not isinstance(spec, LeafSpec):
                look(spec.node_class)

    look(ReportDocument)
    return found


def test_every_field_describes_itself() -> None:
    """A label in words, a unit where there is a measure, and what a list holds, in the singular."""
    for group in every_group():
        for spec in group.specs():
            assert all(word.isascii() and word != "None" for word in str(spec.label).split()) and str(
                spec.label
            )
            assert str(spec.help) != "None"
            if isinstance(spec, ListSpec):
                assert str(spec.item_label) and str(spec.item_label) != "None"
            if isinstance(spec, LeafSpec) and spec.name.endswith(("_mm", "_ml", "_months", "_degrees")):
                assert str(spec.unit)


def test_a_group_and_a_list_are_declared_with_their_words() -> None:
    duct, procedure = ({spec.name: spec for spec in group.specs()} for group in (Duct, Procedure))
    contrast, findings, side, place = duct["contrast"], duct["findings"], duct["side"], procedure["location"]
    assert isinstance(contrast, ChildSpec) and (str(contrast.label), contrast.node_class) == (
        "contrast",
        Contrast,
    )
    assert isinstance(findings, ListSpec) and findings.node_class is DuctFinding
    assert (str(findings.label), str(findings.item_label)) == ("findings in the duct", "finding")
    assert isinstance(side, LeafSpec) and (side.kind, side.vocabulary, side.multiple) == (
        "choice",
        Side,
        False,
    )
    assert isinstance(place, ChildSpec) and place.node_class is BreastLocation


def test_what_is_declared_wrongly_is_refused_at_once() -> None:
    class Undeclared(Node):
        depth: float | None = None

    class OfNoKind(Node):
        depth: bytes | None = leaf("depth")

    with pytest.raises(TypeError, match=r"^depth is declared without leaf\(\), group\(\) or items\(\)$"):
        Undeclared.specs()
    with pytest.raises(TypeError, match=r"^no kind of field is known for <class 'bytes'>$"):
        OfNoKind.specs()


def test_the_schema_calls_a_field_by_its_label_and_unit() -> None:
    fields = json_schema()["$defs"]["Contrast"]["properties"]
    assert (fields["volume_ml"]["title"], fields["volume_ml"]["unit"]) == ("volume", "mL")
