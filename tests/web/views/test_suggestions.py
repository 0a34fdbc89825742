"""The panel and the proposed texts of the editor: offered, taken over, kept, put back, and never slipping through."""

import json
import re
from typing import Any

import pytest
from django.utils.html import escape
from django.utils.translation import override

from reporting.ductography.document import ReportDocument
from reporting.ductography.narrative import TextOrigin, is_stale, origin_of_text, suggested_impression
from reporting.models import AuditEvent, AuditKind
from reporting.web.forms.document_form import DocumentForm
from reporting.web.presenters.panel import panel
from reporting.workflow import drafts
from tests.browser_form import query
from tests.cast import COMPLETE, complete_document, sign_now, without_authors
from tests.security.markup import Page
from tests.web.views.test_editor import address, form_pairs, opened, stored, typed

pytestmark = pytest.mark.page

OWN = "One filling defect in the left breast."


@pytest.fixture
def editor(as_user, rosa, draft):
    """Presses a button of the editor: ``editor(name, value, field="typed")`` gives the answered page."""
    client = as_user(rosa)
    state: dict[str, Any] = {"sent": opened(client, draft)}

    def press(name: str, value: str, status: int = 200, **values: str) -> str:
        response = client.post(address(draft), typed(state["sent"], (name, value), **values))
        assert response.status_code == status, response.content.decode()[:2000]
        if status == 200:
            state["sent"] = form_pairs(response)
        return response.content.decode()

    return press


def save(draft, rosa, **parts: Any) -> ReportDocument:
    document = ReportDocument.from_json(json.dumps(COMPLETE | {"impression": {"text": OWN}} | parts))
    drafts.save(draft, document, user=rosa, row_version=draft.fresh().row_version)
    return stored(draft)


def in_box(page: str, part: str, name: str = "text") -> str:
    found = re.search(rf'<textarea name="{part}-{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


# --- The panel ---------------------------------------------------------------------------------------


def test_the_panel_is_made_from_what_is_typed_alone(draft) -> None:
    document = stored(draft)
    shown = panel(DocumentForm(document, query(DocumentForm(document).pairs())))
    [plan] = shown["suggested"].plans
    assert (plan.title, plan.reason) == ("Left breast", "The assessment is suspicious.")
    assert [step.text for step in plan.steps] == [
        "Targeted ultrasound, duct 1; soon; breast radiology",
        "Image-guided core biopsy, duct 1, if ultrasound shows the lesion; soon; breast clinic",
        "Localisation and excision, duct 1, if ultrasound does not show the lesion; soon; breast surgeon",
    ]
    assert {step.asked_by for step in plan.steps} == {"BI-RADS 4"}
    assert [(answer.question, answer.answer) for answer in plan.answers] == [
        ("Was ultrasound targeted to the ductographic finding?", "no")
    ]
    assert not shown["suggested"].differs
    assert [source.key for source in plan.steps[0].sources] == ["RPEDIA", "ES-GOD", "ALIK23"]
    # Dinkel 2001: 90 with a filling defect or a cut-off, 6 of them cancers.
    assert any("6 of 90" in item.statement for item in shown["published"])
    assert [paragraph.key for paragraph in shown["prose"]][-1] == "recommendation"
    assert shown["review"].missing == []


def test_the_page_tells_rule_reason_source_evidence_and_prose(as_user, rosa, draft) -> None:
    page = as_user(rosa).get(address(draft)).content.decode()
    for told in (
        "<h3>Left breast</h3>",
        "The assessment is suspicious.",
        "<li>Targeted ultrasound, duct 1; soon; breast radiology</li>",
        "Was ultrasound targeted to the ductographic finding?",
        "BI-RADS 4; review: ",
        "Alikhassi, Curpen. Breast ductography: to do or not to do?",
        "Table 3-",
        "do not predict the outcome for this patient",
        "Report text",
    ):
        assert told in page, told
    assert Page(page).active == []


TWO_BREASTS = [
    *COMPLETE["ducts"],
    {
        "side": "right",
        "contrast": {"agent": "iohexol", "volume_ml": 0.3},
        "views": [{"projection": "cc"}],
        "filling": {"completeness": "complete"},
        "findings": [{"kind": "normal_duct"}],
    },
]


@pytest.mark.parametrize(
    ("language", "right", "left", "first_steps", "why", "notes"),
    [
        (
            "en",
            "Right breast",
            "Left breast",
            ("Clinical follow-up; routine;", "Targeted ultrasound, duct 1; soon;"),
            "Why",
            "Notes",
        ),
        (
            "de",
            "Brust rechts",
            "Brust links",
            ("Klinische Verlaufskontrolle; normal;", "Gezielte Sonographie, Gang 1; bald;"),
            "Warum",
            "Zu Ihrer Beachtung",
        ),
    ],
)
def test_each_breast_has_its_heading_and_its_numbered_steps(
    draft, rosa, as_user, language, right, left, first_steps, why, notes
) -> None:
    save(draft, rosa, ducts=TWO_BREASTS, assessments=[{"side": "left", "birads": "4A"}])
    client = as_user(rosa)
    client.post("/language/", {"language": language})
    page = client.get(address(draft)).content.decode()
    found = re.search(r'<details open id="panel-proposed">.*?<details open id="panel-map">', page, re.DOTALL)
    assert found
    part = found[0]
    outline = re.findall(r"<h([1-6])>([^<]+)", part)
    assert "".join(level for level, _title in outline) == "23333444"
    assert [title for _level, title in outline[1:]] == [right, left, notes, why, right, left, notes]
    lists = re.findall(r'<ol class="proposed-action">(.*?)</ol>', part, re.DOTALL)
    assert [steps.startswith(f"<li>{first}") for steps, first in zip(lists, first_steps, strict=True)] == [
        True,
        True,
    ]
    assert [steps.count("<li>") for steps in lists] == [1, 3]
    # A note says of which breast it is, in the order of words of the language.
    assert f"<li>{left}: " in part and f"<li>{right}: " in part
    # Neither a name of a rank, an action or a condition, nor a blank that was not filled in.
    told = re.sub(r"<[^>]*>", " ", part)
    assert not re.findall(r"\b[a-z]+_[a-z_]+\b|\{\w*\}", told)


def test_an_empty_report_is_proposed_nothing(as_user, rosa, examination) -> None:
    page = as_user(rosa).get(address(examination.report)).content.decode()
    assert "Appears once you enter a finding, an assessment or the technical outcome." in page
    assert 'name="take"' not in page


def test_what_cannot_be_read_is_judged_by_nobody(draft) -> None:
    document = stored(draft)
    data = query(DocumentForm(document).pairs()).copy()
    data["ducts-0-contrast-volume_ml"] = "half"
    shown = panel(DocumentForm(document, data))
    assert shown["review"] is None and "suggested" not in shown


def test_a_departure_is_said_beside_its_reason(draft, rosa, as_user) -> None:
    save(draft, rosa, recommendation={"actions": ["routine_screening"], "urgency": "routine"})
    page = as_user(rosa).get(address(draft)).content.decode()
    assert "Your recommendation differs. Enter the reason." in page
    assert 'href="#id_breasts-0-recommendation-departure_reason">Reason</a>' in page
    save(
        draft,
        rosa,
        recommendation={"actions": ["routine_screening"], "departure_reason": "The patient wishes it."},
    )
    assert "reason recorded" in as_user(rosa).get(address(draft)).content.decode()
    assert 'value="departure-without-reason' not in page, "its reason has a field of its own"


def step(action: str, **answers: Any) -> dict[str, Any]:
    return {"action": action, "responsible": ["breast_clinic"], **answers}


def two_breasts(left: dict[str, Any], right: dict[str, Any], **parts: Any) -> ReportDocument:
    """Ducts and conclusions of both breasts; the right duct has the findings ``right_findings`` of ``parts``."""
    data = complete_document(OWN).model_dump(mode="json")
    [duct] = data["ducts"]
    findings = parts.pop("right_findings", duct["findings"])
    data["indication"]["discharge_sides"] = "both"
    data["ducts"] = [duct, {**duct, "side": "right", "findings": findings}]
    data["breasts"] = [{"side": "left", **left}, {"side": "right", **right}]
    return ReportDocument.from_json(json.dumps(data | {"overrides": []} | parts))


AS_SUGGESTED = {
    "birads": "4A",
    "recommendation": {
        "steps": [step("targeted_ultrasound", urgency="soon"), step("core_biopsy", condition="if_shown")]
    },
}


@pytest.fixture
def both(register, rosa):
    """The report of an examination of both breasts."""
    return register(ordered_side="both").report


def test_a_reason_is_asked_for_at_the_breast_that_differs(both, rosa, as_user, at) -> None:
    client = as_user(rosa)
    screening: dict[str, Any] = {"steps": [step("routine_screening", urgency="routine")]}
    document = two_breasts(AS_SUGGESTED, {"birads": "4B", "recommendation": screening})
    drafts.save(both, document, user=rosa, row_version=both.row_version)
    page = client.get(address(both)).content.decode()
    assert 'href="#id_breasts-1-recommendation-departure_reason">Reason</a>' in page
    assert 'href="#id_breasts-0-recommendation-departure_reason"' not in page
    screening["departure_reason"] = "She wishes it."
    document = two_breasts(AS_SUGGESTED, {"birads": "4B", "recommendation": screening})
    drafts.save(both, document, user=rosa, row_version=both.fresh().row_version)
    assert "Your recommendation differs; reason recorded." in client.get(address(both)).content.decode()
    signing_page = client.get(at(both, "sign/")).content.decode()
    assert "<dt>Reason for difference</dt><dd>Right breast: She wishes it.</dd>" in signing_page


def test_pages_show_the_steps_of_each_breast(both, rosa, finn, as_user, at) -> None:
    """On the page to sign, in the report and in the referrer's inbox, each step with its breast and its date."""
    ultrasound = step("targeted_ultrasound", duct_number=1, urgency="soon", within=2, interval_unit="weeks")
    biopsy = step("core_biopsy", duct_number=1, condition="if_shown", urgency="soon")
    follow_up = step("clinical_follow_up", urgency="routine", not_before=5, within=6, interval_unit="months")
    document = two_breasts(
        {"birads": "4A", "recommendation": {"steps": [ultrasound, biopsy]}},
        {"birads": "2", "recommendation": {"steps": [follow_up], "departure_reason": "She wishes it."}},
        right_findings=[{"kind": "normal_duct", "presence": "present"}],
        overrides=[
            {
                "rule_id": "due-passed",
                "path": f"breasts[{row}].recommendation.steps[0].within",
                "reason": "As agreed.",
            }
            for row in range(2)
        ],
    )
    drafts.save(both, document, user=rosa, row_version=both.row_version)
    who = "responsible: breast clinic"
    first = f"Targeted ultrasound, duct 1, within 2 weeks (by 18 May 2026); priority: soon; {who}"
    second = f"Image-guided core biopsy, duct 1, if ultrasound shows the lesion; priority: soon; {who}"
    third = f"Clinical follow-up, in 5–6 months (by 4 November 2026); priority: routine; {who}"
    lines = [f"Left breast: {first}", f"Left breast: {second}", f"Right breast: {third}"]
    page = as_user(rosa).get(at(both, "sign/")).content.decode()
    assert "<dt>Selected</dt><dd>" + "<br>".join(lines) + "</dd>" in page
    sign_now(both, rosa)
    inbox = as_user(finn).get("/inbox/").content.decode()
    assert "".join(f'<div dir="auto">{line}</div>' for line in lines) in inbox
    report = as_user(finn).get(at(both)).content.decode()
    for label, said in (
        ("Left breast, step 1", first),
        ("Left breast, step 2", second),
        ("Right breast", third),
    ):
        assert f'<dt>{label}</dt><dd dir="auto">{said}</dd>' in report


# --- Texts -------------------------------------------------------------------------------------------


def test_a_proposal_is_taken_over_without_saving_and_saved_as_such(editor, draft) -> None:
    proposal = suggested_impression(stored(draft))
    page = editor("take", "impression", impression__text="")
    assert in_box(page, "impression") == in_box(page, "impression", "generated") == escape(proposal)
    assert "Suggested text, unedited." in page
    assert stored(draft).impression.text == OWN, "not saved yet"
    editor("then", "save", 302)
    assert stored(draft).impression.text == proposal
    assert origin_of_text(stored(draft), "impression") is TextOrigin.PROPOSED


def test_a_text_of_ones_own_is_not_lost_when_it_is_replaced(editor, draft) -> None:
    page = editor("take", "impression")
    assert OWN not in in_box(page, "impression")
    assert f'<q class="offer-text">{OWN}</q>' in page
    [value] = re.findall(r'name="put_back" value="([^"]*)"', page)
    page = editor("add", "ducts-0-views")
    assert f'<q class="offer-text">{OWN}</q>' in page, "until the page is saved"
    page = editor("put_back", value.replace("&amp;", "&"))
    assert in_box(page, "impression") == OWN
    assert in_box(page, "impression", "generated") == ""
    assert "put_back" not in page


def test_an_edited_text_is_called_edited(editor, draft) -> None:
    editor("take", "impression")
    page = editor("add", "ducts-0-views", impression__text="My words.")
    assert "Suggested text, edited." in page


def test_fields_that_change_under_a_text_are_told_and_stop_the_signature(
    editor, draft, as_user, rosa, at
) -> None:
    editor("take", "impression")
    editor("then", "save", 302, **{"ducts__0__findings__0__kind": "cut_off"})
    assert is_stale(stored(draft), "impression")
    page = as_user(rosa).get(address(draft)).content.decode()
    assert "Answers have changed since this text was suggested." in page
    assert "The impression was generated from earlier answers." in page
    signing_page = as_user(rosa).get(at(draft, "sign/")).content.decode()
    assert "The impression was generated from earlier answers" in signing_page
    assert '<button class="btn btn-primary" disabled>' in signing_page


def test_a_text_that_stays_is_settled_by_saying_so(editor, draft) -> None:
    editor("take", "impression")
    editor("add", "ducts-0-views", **{"ducts__0__findings__0__kind": "cut_off"}, impression__text="My words.")
    page = editor("keep", "impression")
    assert in_box(page, "impression") == "My words."
    assert "Answers have changed since" not in page
    editor("then", "save", 302)
    assert not is_stale(stored(draft), "impression")
    assert origin_of_text(stored(draft), "impression") is TextOrigin.EDITED


def test_a_new_proposal_is_taken(editor, draft) -> None:
    page = editor("take", "impression")
    assert "filling defect" in in_box(page, "impression").lower()
    page = editor("add", "ducts-0-views", **{"ducts__0__findings__0__kind": "cut_off"})
    assert "Use updated text" in page
    page = editor("take", "impression")
    assert "filling defect" not in in_box(page, "impression").lower()
    assert "cut-off" in in_box(page, "impression").lower()


def test_while_something_cannot_be_read_nothing_is_taken_and_nothing_lost(editor, draft) -> None:
    page = editor("take", "impression", 422, **{"ducts__0__contrast__volume_ml": "half"})
    assert in_box(page, "impression") == OWN
    assert 'value="half"' in page


@pytest.mark.parametrize("part", ["identity", "recommendation", "breasts-0-recommendation"])
def test_nothing_is_proposed_for_what_is_no_text(editor, part: str) -> None:
    """Of a recommendation the steps are suggested, not the text."""
    assert "There is no suggestion for" in editor("take", part, 400)


def test_texts_are_proposed_in_the_language_of_the_report(draft) -> None:
    document = stored(draft)
    with override("de"):
        shown = panel(DocumentForm(document))
    assert [offer.suggestion for offer in shown["suggestions"]][0] == suggested_impression(document)
    assert shown["prose"][0].title == "Indication"


def test_what_is_drawn_while_somebody_types_holds_the_offers_too(as_user, rosa, draft, at) -> None:
    client = as_user(rosa)
    sent = dict(opened(client, draft))
    answer = client.post(at(draft, "live/"), sent | {"impression-text": ""})
    assert answer.status_code == 200
    assert 'id="offer-impression"' in answer.content.decode()
    assert 'name="take" value="impression"' in answer.content.decode()


# --- What is signed ----------------------------------------------------------------------------------


def test_preview_page_and_signature_hold_the_same_proposal(as_user, rosa, draft, at) -> None:
    assert stored(draft).breasts[0].recommendation.proposal.rule_id is None, "a working copy holds none"
    previewed = drafts.document_to_sign(draft.fresh())
    page = as_user(rosa).get(at(draft, "sign/")).content.decode()
    assert "Recommendation: suggested and selected" in page and "Table 3-" in page
    assert "<h3>Left breast</h3><p>The assessment is suspicious.</p><ol><li>Targeted ultrasound" in page
    version = sign_now(draft, rosa)
    signed = ReportDocument.from_json(version.document)
    assert without_authors(signed) == previewed
    assert signed.authorship.final_by == "Rosa"
    assert version.document_digest == signed.digest()
    assert previewed.breasts[0].recommendation.proposal.rule_id == "left:birads_4"


def test_the_language_of_who_signs_changes_no_byte(draft, rosa) -> None:
    here = drafts.document_to_sign(draft.fresh())
    with override("de"):
        version = sign_now(draft, rosa)
    assert (
        without_authors(ReportDocument.from_json(version.document)).canonical_json() == here.canonical_json()
    )


FOLLOWED = {
    "actions": ["targeted_ultrasound", "core_biopsy"],
    "urgency": "soon",
    "responsible": ["breast_clinic"],
}
FOLLOW_UP_ALONE = {
    "actions": ["clinical_follow_up"],
    "urgency": "soon",
    "responsible": ["breast_clinic"],
    "departure_reason": "Biopsy is planned for next month.",
}


@pytest.mark.parametrize(
    ("parts", "rule", "departs"),
    [
        ({"recommendation": FOLLOWED}, "left:birads_4", False),
        (
            {"recommendation": FOLLOW_UP_ALONE, "assessments": [{"birads": "3"}], "overrides": []},
            "left:lesion",
            True,
        ),
    ],
)
def test_the_audit_trail_says_by_which_rule_and_whether_it_was_followed(
    draft, rosa, parts, rule, departs
) -> None:
    save(draft, rosa, **parts)
    sign_now(draft, rosa)
    event = AuditEvent.objects.get(kind=AuditKind.SIGNED_FINAL)
    detail = json.loads(event.detail)
    assert (detail["rule"], detail["departs"]) == (rule, departs)
    assert detail["table"].startswith("3-")
    assert "next month" not in event.detail


def test_a_departure_needs_its_reason(draft, rosa, as_user, at) -> None:
    save(draft, rosa, recommendation={"actions": ["routine_screening"]})
    page = as_user(rosa).get(at(draft, "sign/")).content.decode()
    assert "The recommendation differs from the suggested one without a reason." in page
    assert "no reason entered" in page


def test_an_amendment_without_a_change_is_refused_also_under_another_table(draft, rosa, monkeypatch) -> None:
    from reporting.policy.exceptions import ActionRefused
    from reporting.policy.lifecycle import Action

    sign_now(draft, rosa)
    final = draft.fresh()
    drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    monkeypatch.setattr("reporting.ductography.judgement.suggestion_snapshot.TABLE_VERSION", "4-later")
    with pytest.raises(ActionRefused, match="No changes were made"):
        sign_now(draft.fresh(), rosa, Action.SIGN_AMENDMENT)
    amended = draft.fresh()
    drafts.save(
        amended, complete_document("Two filling defects."), user=rosa, row_version=amended.row_version
    )
    version = sign_now(draft.fresh(), rosa, Action.SIGN_AMENDMENT)
    kept = ReportDocument.from_json(version.document).breasts[0].recommendation.proposal
    assert kept.table_version == "4-later", "an amendment freezes anew"
