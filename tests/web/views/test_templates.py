"""Templates in the editor: one press fills the blanks, nothing is signed before it is confirmed."""

import pytest
from django.test import Client

from reporting.models import Examination, Report, ReportTemplate, User
from reporting.policy.exceptions import ActionRefused
from reporting.workflow import report_templates
from tests.cast import complete_document, sign_now
from tests.web.views.test_editor import address, form_pairs, opened, stored, typed

pytestmark = pytest.mark.django_db


def pressed(
    client: Client, report: Report, sent: list[tuple[str, str]], name: str, value: str, **values: str
):
    return client.post(address(report), typed(sent, (name, value), **values))


def test_a_normal_study_is_filled_confirmed_and_saved(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    filled = pressed(client, report, opened(client, report), "fill", "normal")
    assert filled.status_code == 200
    assert b"prefilled answers need confirmation" in filled.content
    assert not stored(report).outcome.status  # nothing is saved by filling in
    sent = form_pairs(filled)
    some = form_pairs(pressed(client, report, sent, "confirm", "all"))
    assert [
        name for name, _value in some if name.endswith("-assumed")
    ] != []  # safety is confirmed on its own
    assert all(name.startswith("safety") for name, _value in some if name.endswith("-assumed"))
    rest = form_pairs(pressed(client, report, some, "confirm", "safety"))
    assert not [name for name, _value in rest if name.endswith("-assumed")]
    saved = client.post(address(report), typed(rest, ducts__0__contrast__volume_ml="0.3"))
    assert saved.status_code == 302
    assert stored(report).ducts[0].findings and not stored(report).ducts[0].contrast.assumed


def test_marks_are_kept_by_a_save(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "ectasia"))
    assert client.post(address(report), typed(sent)).status_code == 302
    assert "status" in stored(report).outcome.assumed
    again = opened(client, report)
    assert ("outcome-assumed", "status") in again


def test_one_answer_is_confirmed_alone(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "normal"))
    after = form_pairs(pressed(client, report, sent, "confirm", "outcome-status"))
    assert ("outcome-assumed", "status") not in after
    assert ("outcome-assumed", "limitations") in after


def test_an_answer_that_is_taken_back_is_no_longer_marked(
    as_user, rosa: User, examination: Examination
) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "normal"))
    assert client.post(address(report), typed(sent, outcome__status="")).status_code == 302
    assert "status" not in stored(report).outcome.assumed


@pytest.mark.parametrize("name", ["fill", "confirm"])
def test_what_is_not_there_is_refused_with_what_was_typed(
    as_user, rosa: User, examination: Examination, name: str
) -> None:
    report = examination.report
    client = as_user(rosa)
    answer = pressed(client, report, opened(client, report), name, "no-such", indication__text="typed words")
    assert answer.status_code == 400
    assert b"typed words" in answer.content


def test_technique_of_ones_own_last_report(rosa: User, remi: User, draft: Report) -> None:
    assert report_templates.template_document(rosa, report_templates.LAST_TECHNIQUE) is None
    sign_now(draft, rosa)
    taken = report_templates.template_document(rosa, report_templates.LAST_TECHNIQUE)
    assert taken is not None and taken.ducts and not taken.ducts[0].findings
    assert report_templates.template_document(remi, report_templates.LAST_TECHNIQUE) is None


def test_a_template_is_kept_for_its_owner_alone(
    as_user, rosa: User, remi: User, examination: Examination
) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "ectasia"))
    page = client.post(
        address(report), typed([*sent, ("template_name", "")], ("keep_template", "1"), template_name="Mine")
    )
    assert "Template “Mine” saved" in page.content.decode()
    row = ReportTemplate.objects.get()
    assert row.owner == rosa and "Mine" in [offer.label for offer in report_templates.offered_templates(rosa)]
    key = str(row.public_id)
    assert report_templates.template_document(remi, key) is None
    report_templates.delete_template(remi, key)
    assert report_templates.template_document(rosa, key) is not None
    report_templates.delete_template(rosa, key)
    report_templates.delete_template(rosa, key)
    assert not ReportTemplate.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "two\nlines"])
def test_a_template_needs_a_fitting_name(rosa: User, name: str) -> None:
    with pytest.raises(ActionRefused, match="Name of the template"):
        report_templates.save_template(rosa, name, complete_document())


def test_the_sites_own_normal_study_is_used(rosa: User) -> None:
    ReportTemplate.objects.create(
        name="Ours", is_normal_study=True, document='{"outcome": {"status": "succeeded"}}'
    )
    ours = report_templates.template_document(rosa, "normal")
    assert ours is not None and ours.outcome.status and not ours.ducts


def test_a_report_begins_with_the_ordered_side(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    sent = dict(opened(as_user(rosa), report))
    assert sent["ducts-0-side"] == sent["breasts-0-side"] == examination.ordered_side


STEPS = "breasts-{}-recommendation-steps"
LEAVES = ("action", "duct_number", "condition", "urgency", "responsible")
# What the table suggests for BI-RADS 4 with a lesion in the only duct.
SUGGESTED = [
    ("targeted_ultrasound", "1", "", "soon", "radiology"),
    ("core_biopsy", "1", "if_shown", "soon", "breast_clinic"),
    ("localised_excision", "1", "otherwise", "soon", "breast_surgeon"),
]


def steps_on(page: list[tuple[str, str]], breast: int) -> list[tuple[str, ...]]:
    """The steps of a breast on the page, one tuple of `LEAVES` for each."""
    sent, here = dict(page), STEPS.format(breast)
    rows = range(int(sent[f"{here}-TOTAL"]))
    return [tuple(sent.get(f"{here}-{row}-{leaf}", "") for leaf in LEAVES) for row in rows]


def test_the_suggested_steps_are_taken_over_with_their_conditions(
    as_user, rosa: User, examination: Examination
) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "filling_defect"))
    filled = form_pairs(pressed(client, report, sent, "use", "recommendation", breasts__0__birads="4A"))
    assert steps_on(filled, 0) == SUGGESTED
    assert not [name for name, _value in filled if "recommendation" in name and name.endswith("-assumed")]
    assert not stored(report).breasts  # nothing is saved by filling in


def test_steps_left_blank_are_filled(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "filling_defect"))
    for _step in range(2):
        sent = form_pairs(pressed(client, report, sent, "add", STEPS.format(0), breasts__0__birads="4A"))
    assert len(steps_on(sent, 0)) == 2
    filled = form_pairs(pressed(client, report, sent, "use", "recommendation"))
    assert steps_on(filled, 0) == SUGGESTED


def test_what_was_chosen_before_stays(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "filling_defect"))
    sent = form_pairs(pressed(client, report, sent, "add", STEPS.format(0), breasts__0__birads="4A"))
    first = f"{STEPS.format(0)}-0".replace("-", "__")
    chosen = {f"{first}__action": "surgical_consultation", f"{first}__urgency": "urgent"}
    filled = form_pairs(pressed(client, report, sent, "use", "recommendation", **chosen))
    assert steps_on(filled, 0) == [("surgical_consultation", "", "", "urgent", "")]


def test_a_breast_without_a_conclusion_gets_one_with_its_steps(
    as_user, rosa: User, examination: Examination
) -> None:
    """The left breast has its step already; the right one has a duct alone."""
    report = examination.report
    client = as_user(rosa)
    sent = form_pairs(pressed(client, report, opened(client, report), "fill", "filling_defect"))
    sent = form_pairs(pressed(client, report, sent, "copy", "ducts-0"))
    sent = form_pairs(pressed(client, report, sent, "add", STEPS.format(0), ducts__1__side="right"))
    assert dict(sent)["breasts-TOTAL"] == "1"
    action = f"{STEPS.format(0)}-0-action".replace("-", "__")
    page = pressed(client, report, sent, "use", "recommendation", **{action: "surgical_consultation"})
    filled = form_pairs(page)
    assert [dict(filled)[f"breasts-{row}-side"] for row in range(2)] == ["left", "right"]
    assert [action for action, *_others in steps_on(filled, 0)] == ["surgical_consultation"]
    right = steps_on(filled, 1)
    assert right[0][:3] == ("targeted_ultrasound", "2", "")
    assert all(step[1] == "2" for step in right)
    assert not [name for name, _value in filled if name.startswith("breasts-1") and name.endswith("-assumed")]


@pytest.mark.parametrize(("steps", "row"), [({}, 0), ({0}, 1), ({0, 1}, 2)])
def test_the_button_leads_to_the_first_steps_that_it_fills(
    as_user, rosa: User, register, steps: set[int], row: int
) -> None:
    report = register(ordered_side="both").report
    client = as_user(rosa)
    sent = opened(client, report)
    actions = {}
    for breast in sorted(steps):
        sent = form_pairs(pressed(client, report, sent, "add", STEPS.format(breast), **actions))
        actions[f"breasts__{breast}__recommendation__steps__0__action"] = "contrast_mri"
    page = pressed(client, report, sent, "add", "communications", outcome__status="succeeded", **actions)
    assert (
        f'name="use" value="recommendation" formaction="#id_breasts-{row}-recommendation-steps-0-within"'
        in page.content.decode()
    )


def test_only_the_recommendation_has_suggested_steps(as_user, rosa: User, examination: Examination) -> None:
    report = examination.report
    client = as_user(rosa)
    assert pressed(client, report, opened(client, report), "use", "impression").status_code == 400
