"""Controls: what each kind of leaf shows, and what it makes of what is typed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from reporting.ductography.document import Identity, LeafSpec, Node, ReportDocument
from reporting.ductography.vocabulary import all_vocabularies
from reporting.web.forms import widgets
from reporting.web.forms.fields import (
    GROUP,
    UNRECORDED,
    ChoiceField,
    DateField,
    LeafField,
    NumberField,
    fields_of,
)
from reporting.web.forms.widgets import NOT_RECORDED
from tests.browser_form import read


def every_node_class(node_class: type[Node] = ReportDocument) -> set[type[Node]]:
    below = [spec.node_class for spec in node_class.specs() if not isinstance(spec, LeafSpec)]
    return {node_class}.union(*(every_node_class(each) for each in below))


def first_field(kind: str) -> LeafField:
    return next(
        field
        for node_class in sorted(every_node_class(), key=lambda each: each.__name__)
        for field in fields_of(node_class).values()
        if isinstance(field, LeafField) and field.spec.kind == kind and not field.disabled
    )


def test_not_recorded_is_no_term_of_any_list() -> None:
    assert NOT_RECORDED not in {term.value for vocabulary in all_vocabularies() for term in vocabulary}


def test_no_leaf_is_named_like_the_group_of_marks() -> None:
    assert GROUP not in {spec.name for node_class in every_node_class() for spec in node_class.leaf_specs()}


def test_a_choice_offers_blank_every_term_and_not_recorded() -> None:
    field = first_field("choice")
    [select] = read(field.widget.render("x", "", {"id": "id_x"})).controls
    values = [value for value, _selected in select.options]
    assert values == ["", *(term.value for term in field.spec.vocabulary), NOT_RECORDED]
    assert field.clean("") is None
    assert field.clean(NOT_RECORDED) is UNRECORDED


def test_an_unknown_term_is_shown_again() -> None:
    [select] = read(first_field("choice").widget.render("x", "<up>", {"id": "id_x"})).controls
    assert [value for value, selected in select.options if selected] == ["<up>"]
    chips = read(first_field("choices").widget.render("x", ["<up>"], {"id": "id_x"})).controls
    assert [chip.value for chip in chips if "checked" in chip.attributes] == ["<up>"]


def test_choices_are_not_recorded_alone() -> None:
    field = first_field("choices")
    assert field.clean([NOT_RECORDED]) is UNRECORDED
    assert field.clean([]) == []
    with pytest.raises(ValidationError, match="combined"):
        field.clean(["x", NOT_RECORDED])


def test_numbers_follow_the_language_and_come_back() -> None:
    field = first_field("number")
    assert isinstance(field, NumberField)
    assert field.shown_value(1.234) == "1.234"
    with translation.override("de"):
        assert field.shown_value(1.234) == "1,234"
        assert field.clean("1,234") == 1.234
        assert field.clean("0.4") == 0.4


@pytest.mark.parametrize(("kind", "text", "input_type"), [
    ("datetime", "2026-05-17T14:05", "datetime-local"),
    ("datetime", "", "datetime-local"),
    ("datetime", "2026-10-25T02:30+02:00", "text"),
    ("datetime", "tomorrow", "text"),
    ("number", "1", "text"),
    ("line", "x", "text"),
])  # fmt: skip
def test_a_browser_control_is_never_given_what_it_would_empty(kind: str, text: str, input_type: str) -> None:
    [control] = read(first_field(kind).widget.render("x", text, {"id": "id_x"})).controls
    assert control.attributes["type"] == input_type
    assert control.value == text


def test_dates() -> None:
    spec = next(spec for spec in Identity.leaf_specs() if spec.kind == "date")
    field = DateField(spec, widgets.Date(spec))
    assert field.shown_value(datetime.date(71, 3, 9)) == "0071-03-09"
    assert field.clean("1971-03-09") == "1971-03-09"
    for text, input_type in (
        ("1971-03-09", "date"),
        ("", "date"),
        ("9.3.1971", "text"),
        ("19710309", "text"),
    ):
        [control] = read(field.widget.render("x", text, {"id": "id_x"})).controls
        assert (control.attributes["type"], control.value) == (input_type, text)


def test_numbers_get_a_keyboard_with_digits() -> None:
    [control] = read(first_field("number").widget.render("x", "", {"id": "id_x"})).controls
    assert control.attributes["inputmode"] == "decimal"


def test_fields_are_made_once() -> None:
    assert fields_of(Identity) is fields_of(Identity)
    assert isinstance(fields_of(Identity)["sex"], LeafField)
    assert not isinstance(fields_of(Identity)["sex"], ChoiceField)  # owned by the patient's row
