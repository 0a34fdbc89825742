"""The whole form: what stands in it, what comes out of it, and that nothing typed is lost on the way."""

import json

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.ductography.document import LeafSpec, Node, ReportDocument, leaf_values
from reporting.ductography.judgement.suggestion_snapshot import thawed
from reporting.web.forms import form_state, layout
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import anchor, label_of, leaf_at, name_of, path_of
from reporting.web.forms.node_factory import node_form
from tests.browser_form import Pair, pairs, query, read
from tests.full_document import full_document, not_recorded_document
from tests.strategies import AWKWARD, documents

form_settings = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

FULL = thawed(full_document(2))
NONE_RECORDED = thawed(not_recorded_document(2))


def html_of(form: DocumentForm) -> str:
    return render_crispy_form(form.root, form.root.helper, {})


def sent(form: DocumentForm) -> list[Pair]:
    """What a browser sends for the rendered form."""
    return [*pairs(html_of(form)), (form_state.LAST_CONTROL, "1")]


def posted(form: DocumentForm, **changes: str | list[str] | None) -> QueryDict:
    """The same, by the form's own helper, with some names changed; None leaves a name out."""
    data = query(form.pairs()).copy()
    for name, value in changes.items():
        if value is None:
            del data[name]
        else:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def is_made(path: str) -> bool:
    """What the program makes when a report is signed; no draft and no page holds it."""
    return ".recommendation.proposal." in path or path.startswith("authorship.")


def is_shown(path: str) -> bool:
    """Not made by the program, and not one of those that travel with the page unseen."""
    return not path.endswith(".generated") and not is_made(path)


def all_breasts_say_something(document: ReportDocument) -> bool:
    return not any(breast.is_empty() for breast in document.breasts)


def drafts() -> st.SearchStrategy[ReportDocument]:
    """Whole documents as a draft holds them: without suggestions, and no list item is empty."""
    return documents().map(thawed).filter(all_breasts_say_something)


def again(document: ReportDocument, **changes: str | list[str] | None) -> DocumentForm:
    return DocumentForm(document, posted(DocumentForm(document), **changes))


def node_classes(node_class: type[Node] = ReportDocument) -> set[type[Node]]:
    below = [spec.node_class for spec in node_class.specs() if not isinstance(spec, LeafSpec)]
    return {node_class}.union(*(node_classes(each) for each in below))


# --- There and back again ---------------------------------------------------------------------------


@form_settings
@given(drafts())
def test_a_document_survives_form_and_browser(document: ReportDocument) -> None:
    shown = DocumentForm(document)
    browser_sends = sent(shown)
    form = DocumentForm(document, query(browser_sends))
    assert form.is_valid(), form.errors_by_path
    assert form.document == document
    assert form.document.canonical_json() == document.canonical_json()
    # The form's own helper sends the same, so that other tests and benchmarks may use it.
    assert unbroken(shown.pairs()) == unbroken(browser_sends)


def unbroken(sent: list[Pair]) -> list[Pair]:
    """In one order, with line feeds as they are typed."""
    return sorted((name, value.replace("\r\n", "\n")) for name, value in sent)


@pytest.mark.parametrize("document", [ReportDocument(), FULL, NONE_RECORDED], ids=["blank", "full", "none"])
def test_blank_full_and_not_recorded_survive(document: ReportDocument) -> None:
    form = again(document)
    assert form.is_valid(), form.errors_by_path
    assert form.document == document


# --- Every leaf has its control ---------------------------------------------------------------------


def test_every_leaf_has_exactly_one_control_with_a_label() -> None:
    page = read(html_of(DocumentForm(full_document(1))))
    for leaf in leaf_values(full_document(1)):
        if not is_shown(leaf.path):
            continue
        here = anchor(leaf.path)
        assert page.ids.count(here) == 1, leaf.path
        label = page.legends.get(here) if leaf.spec.multiple else page.labels.get(here)
        assert label and label.lower().startswith(str(leaf.spec.label).lower()), leaf.path
        if leaf.spec.multiple:
            terms = [item for item in page.controls if item.attributes.get("name") == name_of(leaf.path)]
            assert len(terms) == len(leaf.spec.vocabulary) + 1, leaf.path
            assert all(page.labels[item.attributes["id"]] for item in terms)


def test_every_leaf_can_be_marked_as_not_recorded() -> None:
    form = again(not_recorded_document(1))
    assert form.is_valid()
    unmarked = [leaf.path for leaf in leaf_values(form.document) if not leaf.not_recorded]
    assert [path for path in unmarked if not is_made(path)] == []


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    html = html_of(DocumentForm(full_document(2)))
    page = read(html)
    assert len(page.ids) == len(set(page.ids))
    for control in page.controls:
        for reference in control.attributes.get("aria-describedby", "").split():
            assert reference in page.ids
    assert set(page.labels) <= set(page.ids)


def test_the_arrangement_names_existing_fields_only() -> None:
    for table in (layout.READ_ONLY, layout.COMMON, layout.HIDDEN):
        for node_class, names in table.items():
            assert set(names) <= {spec.name for spec in node_class.leaf_specs()}, node_class
    for table in (layout.RARE_GROUPS, layout.LEFT_OUT):
        for node_class, names in table.items():
            assert set(names) <= {spec.name for spec in node_class.specs() if not isinstance(spec, LeafSpec)}
    assert set(layout.FOLDED_SECTIONS) <= {spec.name for spec in ReportDocument.specs()}


@pytest.mark.parametrize("node_class", sorted(node_classes(), key=lambda each: each.__name__))
def test_the_layout_of_a_group_holds_each_field_once(node_class: type[Node]) -> None:
    def names(piece: object) -> list[str]:
        inside = getattr(piece, "fields", [])
        return [name for one in inside for name in names(one)] if inside else list(piece.names)  # type: ignore[attr-defined]

    placed = [name for piece in node_form(node_class).helper.layout.fields for name in names(piece)]
    left_out = layout.LEFT_OUT.get(node_class, ())
    wanted = [spec.name for spec in node_class.specs() if spec.name not in left_out]
    assert sorted(name for name in placed if name != "not_recorded") == sorted(wanted)
    assert placed.count("not_recorded") == int("not_recorded" in node_form(node_class).base_fields)


def test_more_is_open_when_something_stands_in_it() -> None:
    def closed(document: ReportDocument) -> int:
        return html_of(DocumentForm(document)).count('<details class="more">')

    assert closed(ReportDocument()) > 0
    assert closed(FULL) == 0


def test_names_and_paths_mean_the_same() -> None:
    for leaf in leaf_values(FULL):
        assert path_of(name_of(leaf.path)) == leaf.path
        assert leaf_at(name_of(leaf.path)) == leaf.spec
    assert label_of("ducts-0-contrast-volume_ml") == "Ducts 1 › Contrast › Volume".replace("Ducts", "Duct")
    assert leaf_at("ducts-0-nothing") is None
    assert leaf_at("nothing-0-side") is None


# --- Rows -------------------------------------------------------------------------------------------


def test_adding_keeps_everything_typed_valid_or_not() -> None:
    form = again(FULL, **{"ducts-0-contrast-volume_ml": "about half", "impression-text": "half a sentence "})
    before = dict(form.form_values)
    row = form.add("ducts-0-findings")
    assert row == "ducts-0-findings-2"
    changed = {name: value for name, value in form.form_values.items() if before.get(name) != value}
    assert changed.pop("ducts-0-findings-TOTAL") == "3"
    assert all(name.startswith("ducts-0-findings-2-") for name in changed)
    html = html_of(form)
    assert 'value="about half"' in html
    assert "half a sentence " in html


def test_an_added_row_answers_nothing_by_itself() -> None:
    form = DocumentForm()
    form.add("ducts")
    form.add("ducts-0-findings")
    assert form.form_values["ducts-0-findings-0-presence"] == ""
    assert not form.root.has_content("outcome")
    assert form.is_valid()
    assert form.document == ReportDocument()


def test_removing_moves_the_rows_below_up() -> None:
    document = ReportDocument.from_json(
        json.dumps({"ducts": [{"comment": name, "findings": [{"comment": name}]} for name in "abc"]})
    )
    form = again(document, **{"ducts-2-contrast-volume_ml": "much"})
    form.remove("ducts-1")
    assert [form.form_values[f"ducts-{row}-comment"] for row in (0, 1)] == ["a", "c"]
    assert form.form_values["ducts-1-findings-0-comment"] == "c"
    assert form.form_values["ducts-1-contrast-volume_ml"] == "much"
    assert form.form_values["ducts-TOTAL"] == "2"
    assert not any(name.startswith("ducts-2-") for name in form.form_values)


def test_a_copy_has_all_that_the_row_has_nested_rows_too() -> None:
    form = again(FULL, **{"ducts-1-contrast-volume_ml": "much"})
    assert form.copy("ducts-1") == "ducts-2"
    original = {name[8:]: value for name, value in form.form_values.items() if name.startswith("ducts-1-")}
    copied = {name[8:]: value for name, value in form.form_values.items() if name.startswith("ducts-2-")}
    assert original == copied
    assert original["contrast-volume_ml"] == "much"


@pytest.mark.parametrize("row", ["ducts-0", "ducts-1", "ducts-1-findings-0"])
def test_what_was_removed_can_be_put_back_where_it_was(row: str) -> None:
    form = again(
        FULL, **{"ducts-1-findings-0-length_mm": "long & <wide>", "ducts-0-contrast-volume_ml": "1e9"}
    )
    before = dict(form.form_values)
    form.remove(row)
    assert form.form_values != before
    [button] = [item for item in read(html_of(form)).controls if item.attributes.get("name") == "restore"]
    form.restore(button.value)
    assert form.form_values == before


@pytest.mark.parametrize(
    "removed", ["", "?", "ducts-9?", "ducts-0?", "ducts-0?ducts-0-side=left", "identity-0?", "x" * 99]
)
def test_only_what_was_removed_can_be_put_back(removed: str) -> None:
    form = DocumentForm(FULL)
    before = dict(form.form_values)
    with pytest.raises(form_state.InvalidFormData):
        form.restore(removed)
    assert form.form_values == before


@form_settings
@given(drafts(), st.data())
def test_moved_rows_equal_moved_items(document: ReportDocument, data: st.DataObject) -> None:
    """Adding, copying and removing on the page does what the same does on the document."""
    ducts = list(document.ducts)
    form = again(document)
    for _step in range(data.draw(st.integers(1, 4))):
        action = data.draw(st.sampled_from(["copy", "remove"] if ducts else ["add"]))
        row = data.draw(st.integers(0, len(ducts) - 1)) if ducts else 0
        if action == "add":
            form.add("ducts")
            form.form_values["ducts-0-comment"] = "new"
            ducts.append(
                type(document).model_validate({"ducts": [{"comment": "new"}]}, strict=False).ducts[0]
            )
        elif action == "copy":
            form.copy(f"ducts-{row}")
            ducts.append(ducts[row])
        else:
            form.remove(f"ducts-{row}")
            del ducts[row]
    assert form.is_valid(), form.errors_by_path
    assert form.document == document.model_copy(update={"ducts": tuple(ducts)})


@pytest.mark.parametrize(
    ("ordered", "ducts", "concluded", "side"),
    [
        ("left", [], [], "left"),
        ("left", [], ["left"], ""),
        ("left", ["right"], ["left"], "right"),
        ("both", ["left"], ["left"], "right"),
        ("both", [], [], ""),
        (None, [], [], ""),
        (None, ["right"], [], "right"),
    ],
)
def test_an_added_breast_is_the_one_left_and_has_its_first_step(ordered, ducts, concluded, side) -> None:
    document = {
        "schema_version": 2,
        "identity": {"ordered_side": ordered},
        "ducts": [{"side": each} for each in ducts],
        "breasts": [{"side": each} for each in concluded],
    }
    form = DocumentForm(ReportDocument.from_json(json.dumps(document)))
    row = form.add_with_default_side("breasts")
    assert row == f"breasts-{len(concluded)}"
    assert form.form_values[f"{row}-side"] == side
    assert form.form_values[f"{row}-recommendation-steps-TOTAL"] == "1"
    assert f"id_{row}-recommendation-steps-0-action" in read(html_of(form)).ids
    assert form.is_valid()
    assert len(form.document.breasts) == len(concluded) + bool(side), "blank steps are not saved"
    assert not any(breast.recommendation.steps for breast in form.document.breasts)


def test_a_step_moves_with_all_that_it_says() -> None:
    steps = [
        {"action": "targeted_ultrasound", "duct_number": 1, "within": 1, "interval_unit": "weeks"},
        {"action": "core_biopsy", "duct_number": 2, "condition": "if_shown", "text": "with a marker"},
    ]
    breasts = [{"side": "left", "recommendation": {"steps": steps}}, {"side": "right"}]
    document = ReportDocument.from_json(json.dumps({"schema_version": 2, "breasts": breasts}))
    form = again(document)
    form.remove("breasts-0-recommendation-steps-0")
    assert form.copy("breasts-0") == "breasts-2"
    assert form.is_valid(), form.errors_by_path
    left, right, copied = form.document.breasts
    assert (
        left.recommendation.steps
        == copied.recommendation.steps
        == document.breasts[0].recommendation.steps[1:]
    )
    assert right.recommendation.steps == ()


def test_a_suggestion_is_never_taken_from_the_page() -> None:
    forged = {"breasts-0-recommendation-proposal-rule_id": "left:normal"}
    form = again(full_document(1), **forged)
    assert form.is_valid()
    assert form.document == thawed(full_document(1))


def test_an_empty_row_is_dropped_when_it_is_saved() -> None:
    form = DocumentForm()
    form.add("ducts")
    form.add("ducts-0-findings")
    form.add("ducts-0-views")
    form.add("ducts")
    form.form_values["ducts-1-comment"] = "kept"
    assert form.is_valid()
    assert [duct.comment for duct in form.document.ducts] == ["kept"]


def test_a_row_with_only_a_not_recorded_is_kept() -> None:
    form = DocumentForm()
    form.add("communications")
    form.form_values["communications-0-not_recorded"] = ["recipient"]
    assert form.is_valid()
    assert form.document.communications[0].not_recorded == ("recipient",)


@pytest.mark.parametrize(
    "name", ["", "ducts-9", "ducts-x", "nothing-0", "identity-0", "ducts", "ducts-0-views-²"]
)
def test_a_row_that_is_not_there_is_refused(name: str) -> None:
    for move in (DocumentForm(FULL).remove, DocumentForm(FULL).copy):
        with pytest.raises(form_state.InvalidFormData):
            move(name)


@pytest.mark.parametrize("name", ["", "nothing", "ducts-0", "identity", "ducts-9-findings", "__class__"])
def test_a_list_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(form_state.InvalidFormData):
        DocumentForm(FULL).add(name)


def test_a_full_list_takes_no_more() -> None:
    form = DocumentForm()
    form.form_values["communications-TOTAL"] = str(form_state.ROWS_MAX)
    with pytest.raises(form_state.InvalidFormData, match="500"):
        form.add("communications")


# --- Bad input --------------------------------------------------------------------------------------

IMPOSSIBLE = [
    ("ducts-0-trigger_zone-clock_position", "13", "12"),
    ("ducts-0-trigger_zone-clock_position", "0", "1"),
    ("ducts-0-trigger_zone-clock_position", "3.5", "whole number"),
    ("ducts-0-contrast-volume_ml", "-1", "0"),
    ("ducts-0-contrast-volume_ml", "1e9", "not a number"),
    ("ducts-0-contrast-volume_ml", "99999999999", "50"),
    ("ducts-0-contrast-volume_ml", "9" * 380, "too large"),
    ("ducts-0-contrast-volume_ml", "1,234.5", "not a number"),
    ("ducts-0-contrast-volume_ml", "1,234", "ambiguous"),
    ("ducts-0-side", "up", "allowed"),
    ("ducts-0-discharge-colours", ["clear", "octarine"], "allowed"),
    ("indication-family_history", ["none", "unknown"], "combined"),
    ("indication-family_history", ["none", "-not-recorded-"], "combined"),
    ("indication-since", "2015-13", "year"),
    ("indication-since", "yesterday", "year"),
    ("impression-text", "bell \x07", "U+0007"),
    ("impression-text", "turned \u202e round", "U+202E"),
    ("communications-0-recipient", "two\nlines", "one line"),
    ("communications-0-recipient", "x" * 501, "500"),
    ("communications-0-communicated_at", "2026-02-30T10:00", "date and time"),
    ("communications-0-communicated_at", "0001-01-01T00:00+14:00", "year"),
    ("ducts-0-contrast-not_recorded", ["volume_ml"], "not recorded"),
    ("ducts-0-contrast-not_recorded", ["no_such_field"], "not a field"),
]


@pytest.mark.parametrize(("name", "value", "says"), IMPOSSIBLE)
def test_an_impossible_value_is_refused_at_its_field(name: str, value: str | list[str], says: str) -> None:
    form = again(full_document(1), **{name: value})
    assert not form.is_valid()
    [(path, messages)] = form.errors_by_path.items()
    assert path.startswith(path_of(name).rpartition(".")[0])
    if not name.endswith("not_recorded"):
        assert path == path_of(name)
    assert says in " ".join(messages)
    assert form.form_values[name] == value  # still there
    page = read(html_of(form))
    [complaint] = form.field_errors()
    assert complaint.anchor in page.ids
    with pytest.raises(ValueError):
        form.document  # noqa: B018


@pytest.mark.parametrize(
    ("name", "value", "_says"),
    # No browser sends a line feed from a field of one line.
    [case for case in IMPOSSIBLE if isinstance(case[1], str) and "\n" not in case[1]],
)
def test_an_impossible_value_is_sent_again_as_it_was_typed(name: str, value: str, _says: str) -> None:
    form = again(full_document(1), **{name: value})
    form.is_valid()
    assert dict(sent(form))[name] == value


def test_several_mistakes_are_told_at_once_in_the_order_of_the_page() -> None:
    changes = {
        "impression-text": "\x07",
        "ducts-1-findings-1-length_mm": "long",
        "ducts-0-trigger_zone-clock_position": "13",
    }
    form = again(FULL, **changes)
    assert not form.is_valid()
    assert [complaint.path for complaint in form.field_errors()] == [
        "ducts[0].trigger_zone.clock_position",
        "ducts[1].findings[1].length_mm",
        "impression.text",
    ]
    assert form.field_errors()[1].label == "Duct 2 › Finding 2 › Length"


def test_value_and_not_recorded_together_is_an_error_at_the_value() -> None:
    form = again(full_document(1), **{"ducts-0-contrast-not_recorded": ["volume_ml"]})
    assert not form.is_valid()
    assert list(form.errors_by_path) == ["ducts[0].contrast.volume_ml"]


@pytest.mark.parametrize("total", ["", "-1", "x", "501", "1000000000", "1.0", "１", "9" * 5000])
def test_an_absurd_number_of_rows_is_refused(total: str) -> None:
    with pytest.raises(form_state.InvalidFormData, match="Use 0–500"):
        again(FULL, **{"ducts-0-findings-TOTAL": total})


def test_rows_that_are_promised_and_missing_are_refused() -> None:
    with pytest.raises(form_state.InvalidFormData, match="missing"):
        again(FULL, **{"ducts-TOTAL": "3"})


@pytest.mark.parametrize("name", ["ducts-TOTAL", "ducts-1-findings-TOTAL", "impression-text", "complete"])
def test_a_page_without_one_of_its_parts_is_refused(name: str) -> None:
    with pytest.raises(form_state.InvalidFormData):
        again(FULL, **{name: None})


def test_a_page_cut_off_anywhere_is_refused() -> None:
    everything = [*pairs(html_of(DocumentForm(full_document(1)))), (form_state.LAST_CONTROL, "1")]
    for length in range(0, len(everything), 7):
        with pytest.raises(form_state.InvalidFormData):
            DocumentForm(full_document(1), query(everything[:length]))


def test_unknown_names_are_ignored() -> None:
    form = again(
        FULL, **{"ducts-99-side": "left", "admin": "1", "__class__": "x", "ducts-0-findings-7-kind": "x"}
    )
    assert form.is_valid()
    assert form.document == FULL


def test_identity_of_the_rows_is_never_taken_from_the_page() -> None:
    forged = {f"identity-{name}": "Somebody Else" for name in layout.READ_ONLY[type(FULL.identity)]}
    forged["identity-not_recorded"] = ["patient_name", "mrn"]
    form = again(FULL, **forged)
    assert form.is_valid()
    assert form.document.identity == FULL.identity


def test_identity_that_the_rows_leave_open_may_be_not_recorded() -> None:
    form = again(ReportDocument(), **{"identity-not_recorded": ["referrer"]})
    assert form.is_valid()
    assert form.document.identity.not_recorded == ("referrer",)


# --- Markup -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", AWKWARD)
def test_markup_is_shown_and_never_obeyed(text: str) -> None:
    names = {leaf.path: name_of(leaf.path) for leaf in leaf_values(full_document(1))}
    lines = {name: text for name in names.values() if leaf_at(name).kind in ("line", "text")}  # type: ignore[union-attr]
    wrong = {name: text for name in names.values() if leaf_at(name).kind in ("choice", "number")}  # type: ignore[union-attr]
    editable = set(DocumentForm(full_document(1)).form_values)
    form = again(
        full_document(1), **{name: value for name, value in (lines | wrong).items() if name in editable}
    )
    form.is_valid()
    html = html_of(form)
    assert not {"script", "img"} & set(read(html).tags)
    assert "onerror=alert(1)>" not in html
    again_sent = dict(sent(form))
    for name in (*lines, *wrong):
        if name in editable:
            assert again_sent[name] == text
