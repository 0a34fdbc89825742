"""No field is half-built: each leaf can be entered, is printed, compared, described and exported."""

import io
import json
import re
from functools import cache
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from pypdf import PdfReader

from reporting.ductography.document import (
    CaseOrigin,
    LeafSpec,
    Node,
    ReportDocument,
    differences,
    leaf_values,
)
from reporting.ductography.document.json_schema import json_schema
from reporting.ductography.judgement.suggestion_snapshot import frozen, thawed
from reporting.ductography.layout.print_state import Letterhead, PrintState
from reporting.ductography.layout.text_report import render_text
from reporting.pdf.report import render
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import control_id, name_of
from tests.browser_form import read
from tests.full_document import full_document, printed_lines

DOCUMENT = full_document()
DRAFT = PrintState(status="draft")
LETTERHEAD = Letterhead("Breast Imaging")
LEAVES = {leaf.path: leaf for leaf in leaf_values(DOCUMENT)}
# These belong to the rows of patient and examination: they are entered when the examination is registered.
REGISTERED = {
    f"identity.{name}"
    for name in (
        "patient_name",
        "mrn",
        "birth_date",
        "sex",
        "accession_number",
        "examination_date",
        "ordered_side",
        "referrer",
    )
}

# These travel with the page unseen: what a text was proposed as.
UNSEEN = {"impression.generated", "breasts[0].recommendation.generated"}
# These are the names of those who sign (`workflow.authorship`).
AUTHORS = {path for path in LEAVES if path.startswith("authorship.")}
# These are made by the program when a report is signed.
FROZEN = {path for path in LEAVES if path.startswith("breasts[0].recommendation.proposal.")}


def squeezed(text: str) -> str:
    """Without white space and case: lines are folded, and a line may begin with a capital."""
    return re.sub(r"\s+", "", text).casefold()


@cache
def pdf_text() -> str:
    pages = PdfReader(io.BytesIO(render(DOCUMENT, DRAFT, LETTERHEAD))).pages
    return squeezed("".join(page.extract_text() for page in pages))


@cache
def plain_text() -> str:
    return squeezed(render_text(DOCUMENT, DRAFT, LETTERHEAD))


@cache
def page() -> Any:
    form = DocumentForm(DOCUMENT)
    return read(render_crispy_form(form.root, form.root.helper, {}))


def answer(path: str) -> list[str]:
    """The lines and terms of an answer, each of which must be found."""
    return [squeezed(text) for text in printed_lines(LEAVES[path])]


def unprinted(text: str) -> list[str]:
    return [path for path in LEAVES if any(part not in text for part in answer(path))]


def test_the_pdf_prints_each() -> None:
    assert unprinted(pdf_text()) == []


def test_the_text_report_prints_each() -> None:
    assert unprinted(plain_text()) == []


def test_each_can_be_entered_under_a_label() -> None:
    controls = {control.attributes.get("name") for control in page().controls}
    entered = [path for path in LEAVES if path not in REGISTERED | FROZEN | AUTHORS]
    assert [path for path in entered if name_of(path) not in controls] == []
    named = {*page().labels, *page().legends}
    single = [path for path in entered if not LEAVES[path].spec.multiple and path not in UNSEEN]
    assert [path for path in single if control_id(name_of(path)) not in named] == []


def test_what_nobody_types_is_seen_by_nobody_and_goes_with_the_page() -> None:
    unseen = {control.attributes.get("name") for control in page().controls if "hidden" in control.attributes}
    assert unseen == {name_of(path) for path in UNSEEN}


def test_what_the_program_makes_is_frozen_when_a_report_is_signed() -> None:
    own = DOCUMENT.model_copy(update={"origin": CaseOrigin()})
    made = {leaf.path for leaf in leaf_values(frozen(thawed(own)))}
    assert FROZEN
    assert made >= FROZEN


def test_a_version_that_changes_one_says_so() -> None:
    named = {difference.path for difference in differences(ReportDocument(), DOCUMENT)}
    assert LEAVES.keys() - named == set()


def test_the_export_holds_each() -> None:
    def exported(path: str) -> Any:
        node: Any = json.loads(DOCUMENT.canonical_json())
        for step in re.findall(r"\w+", path):
            node = node[int(step)] if step.isdecimal() else node[step]
        return node

    assert [path for path in LEAVES if exported(path) in (None, "", [])] == []


def node_classes(node_class: type[Node] = ReportDocument) -> set[type[Node]]:
    below = [spec.node_class for spec in node_class.specs() if not isinstance(spec, LeafSpec)]
    return {node_class}.union(*map(node_classes, below))


@pytest.mark.parametrize(
    "node_class", sorted(node_classes(), key=lambda c: c.__name__), ids=lambda c: c.__name__
)
def test_the_schema_names_each_with_its_unit(node_class: type[Node]) -> None:
    schema = json_schema()
    definition = schema if node_class is ReportDocument else schema["$defs"][node_class.__name__]
    for spec in node_class.leaf_specs():
        described = definition["properties"][spec.name]
        assert described["title"] == str(spec.label)
        assert described.get("unit", "") == str(spec.unit)
