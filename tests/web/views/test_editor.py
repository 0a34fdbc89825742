"""The editor page: what it shows, what it saves, and that it neither loses nor misplaces what was typed."""

import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from reporting.ductography.document import ReportDocument, Safety
from reporting.ductography.judgement.completeness import missing
from reporting.ductography.judgement.review import review
from reporting.models import DraftRevision, Examination, Report, User
from reporting.web.forms import tokens
from reporting.web.forms.document_form import DocumentForm
from reporting.workflow import drafts
from tests.browser_form import Pair, pairs, read
from tests.cast import complete_document, sign_now
from tests.full_document import full_document
from tests.strategies import AWKWARD

pytestmark = pytest.mark.page

SAVE = ("then", "save")


def address(report: Report) -> str:
    return reverse("report-edit", args=[report.public_id])


def opened(client: Client, report: Report) -> list[Pair]:
    """What a browser would send back from the page as it is."""
    response = client.get(address(report))
    assert response.status_code == 200
    return form_pairs(response)


def form_pairs(response: Any) -> list[Pair]:
    """The editor's own form of a page: all that comes after its token."""
    sent = pairs(response.content.decode())
    names = [name for name, _value in sent]
    return sent[names.index("token") :]


def typed(sent: list[Pair], *button: Pair, **values: str) -> dict[str, list[str]]:
    """What was typed into the page, as the test client posts it; names with ``__`` for ``-``."""
    data: dict[str, list[str]] = {}
    for name, value in [*sent, *(button or (SAVE,))]:
        data.setdefault(name, []).append(value)
    for name, value in values.items():
        assert name.replace("__", "-") in data, name
        data[name.replace("__", "-")] = [value]
    return data


def stored(report: Report) -> ReportDocument:
    return drafts.current_document(report.fresh())


def saves(report: Report) -> int:
    return DraftRevision.objects.filter(report=report).count()


# --- Who ---------------------------------------------------------------------------------------------


def test_signed_out_people_sign_in_first(client: Client, draft: Report) -> None:
    response = client.get(address(draft))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_a_stranger_learns_nothing(as_user: Callable[[User], Client], draft: Report, olga: User) -> None:
    assert as_user(olga).get(address(draft)).status_code == 404
    assert as_user(olga).post(address(draft)).status_code == 404


def test_who_may_not_write_is_told_so(
    as_user: Callable[[User], Client], final: Report, finn: User, ada: User
) -> None:
    for person in (finn, ada):
        for response in (as_user(person).get(address(final)), as_user(person).post(address(final))):
            assert response.status_code == 403
            assert "Only radiologists can write reports." in response.content.decode()


def test_other_methods_are_refused(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    assert as_user(rosa).put(address(draft)).status_code == 405
    assert as_user(rosa).delete(address(draft)).status_code == 405


# --- The page ----------------------------------------------------------------------------------------


def test_the_page_shows_whose_report_it_is(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    html = as_user(rosa).get(address(draft)).content.decode()
    head = html[html.index("editor-head") :]
    for word in ("Synthetic Patient 1", "9 March 1971", "M-1", "A-1", "4 May 2026", "LEFT BREAST"):
        assert word in head


def test_the_page_as_it_is_changes_nothing(
    as_user: Callable[[User], Client], register: Callable[..., Examination], rosa: User
) -> None:
    report = register().report
    drafts.save(report, full_document(2), user=rosa, row_version=report.row_version)
    before, count = stored(report), saves(report)
    client = as_user(rosa)
    response = client.post(address(report), typed(opened(client, report)))
    assert response.status_code == 302
    assert stored(report) == before
    assert saves(report) == count


def test_what_is_missing_is_listed_with_links_that_lead_somewhere(
    as_user: Callable[[User], Client], examination: Examination, rosa: User
) -> None:
    report = examination.report
    html = as_user(rosa).get(address(report)).content.decode()
    for gap in missing(stored(report)):
        assert gap.message in html.replace("&#x27;", "'")
    page = read(html)
    for link in re.findall(r'href="#([^"]+)"', html):
        assert link in page.ids, link


def test_an_alert_is_listed_and_can_be_left_with_a_reason(
    as_user: Callable[[User], Client], examination: Examination, rosa: User
) -> None:
    client, report = as_user(rosa), examination.report
    unasked = complete_document().model_copy(update={"safety": Safety(), "overrides": ()})
    drafts.save(report, unasked, user=rosa, row_version=report.row_version)
    before = review(stored(report)).alerts
    alert = before[0]
    page = client.get(address(report)).content.decode()
    assert alert.message in page
    buttons = [item for item in read(page).controls if item.attributes.get("name") == "leave"]
    assert len(buttons) == len(before)
    left = client.post(address(report), typed(opened(client, report), ("leave", buttons[0].value)))
    assert buttons[0].attributes["formaction"].removeprefix("#") in read(left.content.decode()).ids
    client.post(address(report), typed(form_pairs(left), overrides__0__reason="Seen on one view only."))
    assert review(stored(report)).alerts == before[1:]


def test_every_button_of_a_row_leads_to_something_that_exists_afterwards(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    client = as_user(rosa)
    html = client.get(address(draft)).content.decode()
    buttons = [
        item for item in read(html).controls if item.attributes.get("name") in ("add", "copy", "remove")
    ]
    assert len(buttons) > 10
    pairs = opened(client, draft)  # no button of a row saves anything
    for button in buttons:
        pressed = (button.attributes["name"], button.attributes["value"])
        response = client.post(address(draft), typed(pairs, pressed))
        assert response.status_code == 200
        assert button.attributes["formaction"].removeprefix("#") in read(response.content.decode()).ids, (
            pressed
        )


def test_nothing_on_the_page_needs_what_the_policy_forbids(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    response = as_user(rosa).get(address(draft))
    assert "unsafe" not in response["Content-Security-Policy"]
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_enter_saves(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    """The first button of a form is the one that a browser presses for the Enter key."""
    html = as_user(rosa).get(address(draft)).content.decode()
    form = html[html.index('id="report"') :]
    first = next(item for item in read(form).controls if item.tag == "button")
    assert (first.attributes["name"], first.attributes["value"]) == SAVE


def test_queries_do_not_grow_with_the_report(
    as_user: Callable[[User], Client],
    register: Callable[..., Examination],
    rosa: User,
    django_assert_max_num_queries: Any,
) -> None:
    client = as_user(rosa)
    for items in (1, 3):
        report = register().report
        drafts.save(report, full_document(items), user=rosa, row_version=report.row_version)
        client.get(address(report))
        with django_assert_max_num_queries(17):  # two of them count the page towards its limit
            client.get(address(report))


# --- Saving ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "target"),
    [("save", "report-edit"), ("preview", "report"), ("sign", "report-sign"), ("?", "report-edit")],
)
def test_saving(
    as_user: Callable[[User], Client], draft: Report, rosa: User, button: str, target: str
) -> None:
    client = as_user(rosa)
    data = typed(opened(client, draft), ("then", button), impression__text="Changed.")
    response = client.post(address(draft), data)
    assert response.status_code == 302
    assert response["Location"] == reverse(target, args=[draft.public_id])
    assert stored(draft).impression.text == "Changed."
    assert stored(draft).ducts == complete_document().ducts
    page = client.get(address(draft)).content.decode()
    assert re.search(r"Saved \d\d:\d\d:\d\d", page)


def test_saving_twice_is_harmless(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    client = as_user(rosa)
    data = typed(opened(client, draft), impression__text="Once.")
    answers = [client.post(address(draft), data).status_code for _attempt in range(3)]
    assert answers == [302, 302, 302]
    assert saves(draft) == 2


def test_an_empty_report_offers_one_duct_and_can_be_saved_without(
    as_user: Callable[[User], Client], examination: Examination, rosa: User
) -> None:
    client = as_user(rosa)
    sent = opened(client, examination.report)
    assert dict(sent)["ducts-TOTAL"] == "1"
    emptied = typed(sent, ducts__0__side="", breasts__0__side="")
    assert client.post(address(examination.report), emptied).status_code == 302
    assert stored(examination.report).ducts == ()


def test_three_hundred_findings_are_saved(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    document = complete_document()
    [duct] = document.ducts
    many = tuple(duct.findings[0].model_copy(update={"comment": f"number {number}"}) for number in range(300))
    full = stored(draft).model_copy(update={"ducts": (duct.model_copy(update={"findings": many}),)})
    token = tokens.issue(draft, rosa, draft.row_version)
    data = typed([("token", token), *DocumentForm(full).pairs()])
    assert as_user(rosa).post(address(draft), data).status_code == 302
    assert stored(draft) == full


def test_impossible_values_are_told_and_kept(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    client, count = as_user(rosa), saves(draft)
    data = typed(
        opened(client, draft),
        ducts__0__contrast__volume_ml="1e9",
        ducts__0__trigger_zone__clock_position="13",
        impression__text="half a sentence, not to be lost",
    )
    response = client.post(address(draft), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert saves(draft) == count
    assert "Not saved: correct 2 fields" in html
    assert 'href="#id_ducts-0-contrast-volume_ml"' in html
    assert "13 is too large; allowed: 12 or less" in html
    assert 'value="1e9"' in html
    assert 'value="13"' in html
    assert "half a sentence, not to be lost" in html
    corrected = typed(
        form_pairs(response), ducts__0__contrast__volume_ml="0,4", ducts__0__trigger_zone__clock_position=""
    )
    assert client.post(address(draft), corrected).status_code == 302
    assert stored(draft).impression.text == "half a sentence, not to be lost"


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_stored_as_typed_and_inert(
    as_user: Callable[[User], Client], draft: Report, rosa: User, text: str
) -> None:
    client = as_user(rosa)
    scripts = client.get(address(draft)).content.decode().count("<script")
    data = typed(opened(client, draft), impression__text=text, ducts__0__findings__0__comment=text)
    assert client.post(address(draft), data).status_code == 302
    html = client.get(address(draft)).content.decode()
    assert html.count("<script") == scripts
    assert "<img src=x" not in html
    assert dict(form_pairs(client.get(address(draft))))["impression-text"] == text
    assert stored(draft).ducts[0].findings[0].comment == text


# --- Rows --------------------------------------------------------------------------------------------


def test_rows_are_added_and_removed_without_losing_what_is_typed(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    client, count = as_user(rosa), saves(draft)
    sent = opened(client, draft)
    data = typed(
        sent, ("add", "ducts-0-findings"), impression__text="typed", ducts__0__contrast__volume_ml="much"
    )
    first = client.post(address(draft), data)
    assert first.status_code == 200
    assert "You have unsaved changes." in first.content.decode()
    second = client.post(
        address(draft),
        typed(form_pairs(first), ("add", "ducts"), ducts__0__findings__1__comment="second finding"),
    )
    third = client.post(
        address(draft),
        typed(form_pairs(second), ("remove", "ducts-0-findings-0"), ducts__1__comment="new duct"),
    )
    values = dict(form_pairs(third))
    assert values["impression-text"] == "typed"
    assert values["ducts-0-contrast-volume_ml"] == "much"
    assert values["ducts-0-findings-0-comment"] == "second finding"
    assert values["ducts-1-comment"] == "new duct"
    assert values["ducts-1-side"] == "left"  # as duct 1, though not all of the page could be read
    assert saves(draft) == count
    done = client.post(address(draft), typed(form_pairs(third), ducts__0__contrast__volume_ml="0.6"))
    assert done.status_code == 302
    saved = stored(draft)
    assert [finding.comment for finding in saved.ducts[0].findings] == ["second finding"]
    assert saved.ducts[1].comment == "new duct"
    assert saved.ducts[0].contrast.volume_ml == 0.6


def test_a_removed_duct_is_put_back(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    client, before = as_user(rosa), stored(draft)
    removed = client.post(address(draft), typed(opened(client, draft), ("remove", "ducts-0")))
    [button] = [
        item for item in read(removed.content.decode()).controls if item.attributes.get("name") == "restore"
    ]
    restored = client.post(address(draft), typed(form_pairs(removed), ("restore", button.value)))
    client.post(address(draft), typed(form_pairs(restored)))
    assert stored(draft) == before


def test_a_copied_duct_is_saved_twice(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    client = as_user(rosa)
    copied = client.post(address(draft), typed(opened(client, draft), ("copy", "ducts-0")))
    client.post(address(draft), typed(form_pairs(copied)))
    first, second = stored(draft).ducts
    assert first == second


@pytest.mark.parametrize(
    "pressed", [("add", "nothing"), ("remove", "ducts-7"), ("copy", "ducts"), ("add", "")]
)
def test_a_row_that_is_not_there(
    as_user: Callable[[User], Client], draft: Report, rosa: User, pressed: Pair
) -> None:
    client = as_user(rosa)
    response = client.post(
        address(draft), typed(opened(client, draft), pressed, impression__text="kept text")
    )
    assert response.status_code == 400
    assert "kept text" in response.content.decode()


# --- Pages that are not whole, or not of this report -------------------------------------------------


def refused_with_text(response: Any, report: Report, before: ReportDocument) -> str:
    """Nothing was saved, and what was typed can be read but not be saved from the answer."""
    html: str = response.content.decode()
    assert response.status_code == 400
    assert stored(report) == before
    assert "my precious words" in html
    assert 'name="token"' not in html
    return html


@pytest.mark.parametrize(
    "lost",
    [
        "complete",
        "ducts-TOTAL",
        "ducts-0-findings-TOTAL",
        "breasts-0-recommendation-steps-TOTAL",
        "breasts-0-recommendation-steps-0-urgency",
    ],
)
def test_a_part_of_a_page_is_not_saved(
    as_user: Callable[[User], Client], draft: Report, rosa: User, lost: str
) -> None:
    client, before = as_user(rosa), stored(draft)
    data = typed(opened(client, draft), impression__text="my precious words")
    del data[lost]
    refused_with_text(client.post(address(draft), data), draft, before)


@pytest.mark.parametrize(
    "name", ["ducts-" + "9" * 5000 + "-comment", "ducts-٣-comment", "impression-text", "\x00"]
)
def test_whatever_name_is_sent_with_a_partial_page(
    as_user: Callable[[User], Client], draft: Report, rosa: User, name: str
) -> None:
    before = stored(draft)
    data = {"token": tokens.issue(draft, rosa, draft.row_version), "impression-text": "my precious words"}
    body = urlencode({name: "my precious words"} | data)
    response = as_user(rosa).post(address(draft), body, content_type="application/x-www-form-urlencoded")
    refused_with_text(response, draft, before)


@pytest.mark.parametrize("total", ["501", "99999999999999999999", "-1", "many"])
def test_absurd_numbers_of_rows(
    as_user: Callable[[User], Client], draft: Report, rosa: User, total: str
) -> None:
    client, before = as_user(rosa), stored(draft)
    data = typed(opened(client, draft), ducts__TOTAL=total, impression__text="my precious words")
    html = refused_with_text(client.post(address(draft), data), draft, before)
    assert "Use 0–500" in html


@pytest.mark.parametrize("forge", ["", "x", "W10:abc:def", None])
def test_an_altered_token_saves_nothing(
    as_user: Callable[[User], Client], draft: Report, rosa: User, forge: str | None
) -> None:
    client, before = as_user(rosa), stored(draft)
    data = typed(opened(client, draft), impression__text="my precious words")
    if forge is None:
        del data["token"]
    else:
        data["token"] = [forge]
    refused_with_text(client.post(address(draft), data), draft, before)
    altered = typed(opened(client, draft), impression__text="my precious words")
    altered["token"] = [altered["token"][0][:-1] + ("A" if altered["token"][0][-1] != "A" else "B")]
    refused_with_text(client.post(address(draft), altered), draft, before)


def test_text_of_another_patient_is_not_saved(
    as_user: Callable[[User], Client], register: Callable[..., Examination], rosa: User
) -> None:
    client, mine, other = as_user(rosa), register().report, register().report
    before = stored(other)
    data = typed(opened(client, mine), impression__text="my precious words")
    html = refused_with_text(client.post(address(other), data), other, before)
    assert "different examination" in html


def test_a_corrected_accession_number_asks_to_look_again_and_loses_nothing(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    client, before = as_user(rosa), stored(draft)
    data = typed(opened(client, draft), impression__text="my precious words")
    draft.examination.accession_number = "A-1-CORRECTED"
    draft.examination.save(update_fields=["accession_number", "accession_key"])
    response = client.post(address(draft), data)
    assert response.status_code == 400
    assert stored(draft).impression == before.impression
    assert client.post(address(draft), typed(form_pairs(response))).status_code == 302
    assert stored(draft).impression.text == "my precious words"
    assert stored(draft).identity.accession_number == "A-1-CORRECTED"


def test_a_page_opened_by_somebody_else_is_saved_in_ones_own_name_only_on_purpose(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    data = typed(opened(as_user(rosa), draft), impression__text="my precious words")
    client = as_user(remi)
    response = client.post(address(draft), data)
    assert response.status_code == 400
    assert "you are now signed in as Remi" in response.content.decode()
    assert stored(draft).impression.text != "my precious words"
    assert client.post(address(draft), typed(form_pairs(response))).status_code == 302
    assert stored(draft).impression.text == "my precious words"


def test_looking_again_does_not_skip_a_conflict(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    """Two things at once: the page is another person's, and the report was changed since it was opened."""
    data = typed(opened(as_user(rosa), draft), impression__text="mine")
    client = as_user(remi)
    client.post(address(draft), typed(opened(client, draft), impression__text="theirs"))
    response = client.post(address(draft), data)
    assert response.status_code == 400
    assert client.post(address(draft), typed(form_pairs(response))).status_code == 409
    assert stored(draft).impression.text == "theirs"


# --- Two at once -------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", ["remi", "rosa"])
def test_two_pages_of_one_report(
    as_user: Callable[[User], Client], draft: Report, rosa: User, request: pytest.FixtureRequest, second: str
) -> None:
    """Two people, or one person in two tabs: the later one sees both, and nothing is lost or overwritten."""
    slow, fast = as_user(rosa), as_user(request.getfixturevalue(second))
    slow_page, fast_page = opened(slow, draft), opened(fast, draft)
    fast.post(
        address(draft),
        typed(fast_page, impression__text="fast impression", ducts__0__contrast__volume_ml="0.9"),
    )
    count = saves(draft)
    response = slow.post(
        address(draft),
        typed(slow_page, impression__text="slow impression", ducts__0__findings__0__comment="slow comment"),
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert saves(draft) == count
    assert stored(draft).impression.text == "fast impression"
    for words in ("fast impression", "slow impression", "0.9 mL", "0.4 mL", second.capitalize()):
        assert words in html
    merged = dict(form_pairs(response))
    assert merged["ducts-0-contrast-volume_ml"] == "0.9"  # only the other one changed it
    assert merged["impression-text"] == "slow impression"  # both did; mine stands until I look
    assert merged["ducts-0-findings-0-comment"] == "slow comment"
    assert slow.post(address(draft), typed(form_pairs(response))).status_code == 302
    after = stored(draft)
    assert after.impression.text == "slow impression"
    assert after.ducts[0].contrast.volume_ml == 0.9
    assert after.ducts[0].findings[0].comment == "slow comment"


def test_a_third_one_in_between_is_a_conflict_again(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    slow, fast = as_user(rosa), as_user(remi)
    page = opened(slow, draft)
    fast.post(address(draft), typed(opened(fast, draft), impression__text="first"))
    response = slow.post(address(draft), typed(page, impression__text="mine"))
    fast.post(address(draft), typed(opened(fast, draft), impression__text="second"))
    response = slow.post(address(draft), typed(form_pairs(response)))
    assert response.status_code == 409
    assert "second" in response.content.decode()
    assert dict(form_pairs(response))["impression-text"] == "mine"


def test_wrong_values_first_and_the_conflict_after(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    slow, fast = as_user(rosa), as_user(remi)
    page = opened(slow, draft)
    fast.post(address(draft), typed(opened(fast, draft), impression__text="theirs"))
    wrong = slow.post(address(draft), typed(page, ducts__0__contrast__volume_ml="much"))
    assert wrong.status_code == 422
    response = slow.post(address(draft), typed(form_pairs(wrong), ducts__0__contrast__volume_ml="0.7"))
    assert response.status_code == 409
    assert dict(form_pairs(response))["ducts-0-contrast-volume_ml"] == "0.7"
    assert dict(form_pairs(response))["impression-text"] == "theirs"


def test_the_same_text_twice_is_no_conflict(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    slow, fast = as_user(rosa), as_user(remi)
    page = opened(slow, draft)
    fast.post(address(draft), typed(opened(fast, draft), impression__text="same"))
    assert slow.post(address(draft), typed(page, impression__text="same")).status_code == 302


def test_both_added_a_finding(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    """Lists that both made longer are not mixed: mine stands, theirs is shown in full beside it."""
    slow, fast = as_user(rosa), as_user(remi)
    answers = []
    for client, words in ((fast, "their finding"), (slow, "my finding")):
        added = client.post(address(draft), typed(opened(client, draft), ("add", "ducts-0-findings")))
        answers.append((client, typed(form_pairs(added), ducts__0__findings__1__comment=words)))
    (fast, theirs), (slow, mine) = answers
    assert fast.post(address(draft), theirs).status_code == 302
    response = slow.post(address(draft), mine)
    assert response.status_code == 409
    assert "their finding" in response.content.decode()
    assert dict(form_pairs(response))["ducts-0-findings-1-comment"] == "my finding"


# --- States ------------------------------------------------------------------------------------------


def test_a_signed_report_is_not_edited_but_what_can_be_done_is_offered(
    as_user: Callable[[User], Client], final: Report, rosa: User
) -> None:
    response = as_user(rosa).get(address(final))
    html = response.content.decode()
    assert response.status_code == 409
    assert "This report is signed. Amend it to make changes." in html
    assert reverse("report-amend", args=[final.public_id]) in html
    assert reverse("report-discard", args=[final.public_id]) not in html


def test_signed_while_somebody_was_typing(
    as_user: Callable[[User], Client], draft: Report, rosa: User, remi: User
) -> None:
    client = as_user(remi)
    data = typed(opened(client, draft), impression__text="my precious words")
    version = sign_now(draft, rosa)
    response = client.post(address(draft), data)
    assert response.status_code == 409
    assert "my precious words" in response.content.decode()
    version.refresh_from_db()
    assert "my precious words" not in version.document


def test_an_amendment_is_edited(as_user: Callable[[User], Client], final: Report, rosa: User) -> None:
    drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    client = as_user(rosa)
    response = client.post(address(final), typed(opened(client, final), impression__text="Corrected."))
    assert response.status_code == 302
    assert stored(final).impression.text == "Corrected."


# --- Many tabs, many patients ------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [pytest.param(60), pytest.param(10_000, marks=pytest.mark.check)])
def test_no_text_ever_reaches_another_patient(
    as_user: Callable[[User], Client],
    register: Callable[..., Examination],
    rosa: User,
    remi: User,
    steps: int,
) -> None:
    """Tabs of several patients and people, saved in any order, sometimes to the address of another report."""
    chance = random.Random(20260504)
    reports = [register().report for _patient in range(3)]
    people = [(person, as_user(person)) for person in (rosa, remi)]

    def open_tab() -> tuple[User, Client, Report, str, ReportDocument]:
        (person, client), report = chance.choice(people), chance.choice(reports).fresh()
        return person, client, report, tokens.issue(report, person, report.row_version), stored(report)

    tabs = [open_tab() for _tab in range(4)]
    answers: dict[int, int] = {}
    for step in range(steps):
        number = chance.randrange(len(tabs))
        _person, client, report, token, document = tabs[number]
        target = chance.choice(reports) if chance.random() < 0.2 else report
        words = f"of {report.examination.patient.mrn}, step {step}"
        form = DocumentForm(document)
        form.form_values["impression-text"] = words
        before = Report.objects.get(pk=target.pk).row_version
        status = client.post(address(target), typed([("token", token), *form.pairs()])).status_code
        answers[status] = answers.get(status, 0) + 1
        after = Report.objects.get(pk=target.pk).row_version
        if status == 302:
            assert target.pk == report.pk
            assert after == before + 1
            assert stored(target).impression.text == words
        else:
            assert after == before
            assert status == (409 if target.pk == report.pk else 400)
        if status != 400 or chance.random() < 0.5:
            tabs[number] = open_tab()
        if step % 100 == 99 or step == steps - 1:
            for saved in DraftRevision.objects.select_related("report__examination__patient"):
                owner = f"of {saved.report.examination.patient.mrn}, step "
                assert saved.document.count("of M-") == saved.document.count(owner) == 1
    assert set(answers) == {302, 400, 409}, answers  # otherwise nothing was tried
