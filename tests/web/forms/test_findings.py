"""Arrows on key images keep pointing to their finding while rows of the page come and go."""

import json
from typing import Any

import pytest

from reporting.ductography.document import ReportDocument
from reporting.web.forms.document_form import DocumentForm

KINDS = ("filling_defect", "cut_off", "stenosis", "ectasia")


def page() -> DocumentForm:
    """Two ducts with two findings each, one finding outside, and an arrow to each of the five."""
    paths = [f"ducts[{duct}].findings[{number}]" for duct in (0, 1) for number in (0, 1)] + [
        "breast.findings[0]"
    ]
    document: dict[str, Any] = {
        "ducts": [
            {"side": "left", "findings": [{"kind": KINDS[0]}, {"kind": KINDS[1]}]},
            {"side": "left", "findings": [{"kind": KINDS[2]}, {"kind": KINDS[3]}]},
        ],
        "breast": {"findings": [{"kind": "mass"}]},
        "key_images": [
            {"arrows": [{"finding": path} for path in paths[:2]]},
            {"arrows": [{"finding": path} for path in paths[2:]]},
        ],
    }
    return DocumentForm(ReportDocument.from_json(json.dumps(document)))


def pointed(form: DocumentForm) -> list[str]:
    """What each arrow points to, by what the finding is called on the page."""
    names = dict(form.findings)
    controls = [
        name for name in form.form_values if name.startswith("key_images") and name.endswith("-finding")
    ]
    return [names.get(str(form.form_values[control]), str(form.form_values[control])) for control in controls]


def test_findings_are_offered_as_they_are_printed() -> None:
    assert [label for _path, label in page().findings] == [
        "1.1 filling defect",
        "1.2 duct cut-off (obstruction)",
        "2.1 duct narrowing (stenosis)",
        "2.2 duct ectasia (dilatation)",
        "B1 mass",
    ]


@pytest.mark.parametrize(
    ("move", "name", "expected"),
    [
        (
            "remove",
            "ducts-0-findings-0",
            ["", "1.1 duct cut-off", "2.1 duct narrowing", "2.2 duct", "B1 mass"],
        ),
        ("remove", "ducts-0", ["", "", "1 duct narrowing", "2 duct ectasia", "B1 mass"]),
        (
            "remove",
            "breast-findings-0",
            ["1.1 filling", "1.2 duct cut-off", "2.1 duct narrowing", "2.2 duct", ""],
        ),
        (
            "copy",
            "ducts-0-findings-0",
            ["1.1 filling", "1.2 duct cut-off", "2.1 duct narrowing", "2.2 duct", "B1 mass"],
        ),
        ("copy", "ducts-1", ["1.1 filling", "1.2 duct cut-off", "2.1 duct narrowing", "2.2 duct", "B1 mass"]),
        (
            "add",
            "ducts-0-findings",
            ["1.1 filling", "1.2 duct cut-off", "2.1 duct narrowing", "2.2 duct", "B1 mass"],
        ),
        ("remove", "key_images-0", ["2.1 duct narrowing", "2.2 duct", "B1 mass"]),
    ],
)
def test_an_arrow_follows_its_finding(move: str, name: str, expected: list[str]) -> None:
    form = page()
    getattr(form, move)(name)
    assert [here[: len(there)] for here, there in zip(pointed(form), expected, strict=True)] == expected
    assert form.is_valid()
    assert not any("#" in each for each in form.form_values)


def test_putting_back_moves_the_others_back() -> None:
    form = page()
    form.remove("ducts-0-findings-0")
    form.restore(form.removed)
    assert pointed(form)[1].startswith("1.2 duct cut-off")


def test_what_is_no_finding_of_the_page_is_shown_as_it_came() -> None:
    document = {"key_images": [{"arrows": [{"finding": "ducts[7].findings[0]"}]}]}
    form = DocumentForm(ReportDocument.from_json(json.dumps(document)))
    form.add("ducts")
    assert pointed(form) == ["ducts[7].findings[0]"]
    row = form.forms["key_images-0-arrows-0"]
    assert '<option value="ducts[7].findings[0]" selected>' in row.answer("finding").control


def test_the_digest_is_sent_back_as_it_is() -> None:
    form = DocumentForm(ReportDocument.from_json(json.dumps({"key_images": [{"digest": "ab" * 32}]})))
    control = form.forms["key_images-0"].answer("digest").control
    assert "readonly" in control and "disabled" not in control
    assert form.is_valid() and form.document.key_images[0].digest == "ab" * 32
