"""Every page and paper that shows dates writes them in the one manner of its language and site."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation

from reporting.models import Report, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, patient_release
from tests.cast import COMPLETE, amend_now, complete_document, sign_now
from tests.pdf.reading import pages_by_pypdf
from tests.security.walking import body_of, crawl, text_of

ROOT = Path(__file__).parents[2]
AMERICAN = ["reporting.site.formats.american", "reporting.site.formats"]
LOCALES = {
    "en-GB": ("en", ["reporting.site.formats"]),
    "en-US": ("en", AMERICAN),
    "de": ("de", ["reporting.site.formats"]),
}
ENGLISH = "January|February|March|April|May|June|July|August|September|October|November|December"
GERMAN = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
YEAR = r"(?:19|20)\d\d"
# In no language: numbers alone, and shortened months.
NUMERIC = [
    rf"\b{YEAR}-\d\d\b(?:-\d\d)?",
    rf"\b\d{{1,2}}/\d{{1,2}}/{YEAR}\b",
    rf"\b\d{{1,2}}\. ?\d{{1,2}}\. ?{YEAR}\b",
    rf"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Okt|Nov|Dec|Dez)\.? (?:\d{{1,2}}, )?{YEAR}\b",
    rf"{YEAR},? \d\d:\d\d(?!:\d\d| [A-Z])",  # a moment without its zone
    rf"{YEAR} \d\d:\d\d",  # a moment without its comma
]
FOREIGN = {
    "en-GB": [rf"\b(?:{ENGLISH}) \d{{1,2}}, {YEAR}\b", rf"\d\. (?:{GERMAN})\b", r"\b(?:a|p)\.m\."],
    "en-US": [rf"\b\d{{1,2}} (?:{ENGLISH}) {YEAR}\b", rf"\d\. (?:{GERMAN})\b", r"\b(?:a|p)\.m\."],
    "de": [
        rf"\b(?:January|February|March|May|June|July|October|December) (?:\d{{1,2}}, )?{YEAR}\b",
        rf"\b\d{{1,2}} (?:{GERMAN}) {YEAR}\b",
        rf"\b(?:{GERMAN}) \d{{1,2}}, {YEAR}\b",
    ],
}
SHOWN = {
    "en-GB": {"9 March 1971", "4 May 2026", "January 2025", "2 February 2026"},
    "en-US": {"March 9, 1971", "May 4, 2026", "January 2025", "February 2, 2026"},
    "de": {"9. März 1971", "4. Mai 2026", "Januar 2025", "2. Februar 2026"},
}
# How a date is typed, which help says; and what is no date: file names, addresses, references, digests.
TYPED = re.compile(r"\(2015, 2015-06 (?:or|oder) 2015-06-30\)")
JSON = re.compile(r'"\w+": ?"[^"]*"')  # documents and details of events as stored, which the admin shows
UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|code|kbd|textarea)\b.*?</\1>|<td[^>]*class=\"digest\">.*?</td>", re.DOTALL
)
SPOKEN = re.compile(r"\b(?:aria-label|title|alt|placeholder|data-label)=\"([^\"]*)\"")
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


def visible(page: str) -> str:
    page = UNSEEN.sub(" ", page)
    text = html.unescape(TAG.sub(" ", page) + " " + " ".join(SPOKEN.findall(page)))
    return " ".join(JSON.sub(" ", TYPED.sub(" ", text)).split())


def faults(text: str, locale: str) -> list[str]:
    """Every date of ``text`` in another form than that of ``locale``."""
    return [found[0] for form in (*NUMERIC, *FOREIGN[locale]) for found in re.finditer(form, text)]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("born 1971-03-09", "en-GB"),
        ("since 2026-01", "de"),
        ("on Feb. 2, 1971", "en-US"),
        ("on 03/09/1971", "en-GB"),
        ("am 9.3.1971", "de"),
        ("on March 9, 1971", "en-GB"),
        ("on 9 March 1971", "en-US"),
        ("am 9 März 1971", "de"),
        ("am March 9, 1971", "de"),
        ("4 May 2026 14:05 UTC", "en-GB"),
        ("4 May 2026, 14:05 by Rosa", "en-GB"),
        ("4 May 2026, 2:05 p.m.", "en-GB"),
    ],
)
def test_another_form_is_noticed(text: str, locale: str) -> None:
    assert faults(text, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_right_forms_are_no_fault(locale: str) -> None:
    for date in SHOWN[locale]:
        assert not faults(f"on {date}, {date} and 2026", locale)
        assert not faults(f"{date}, 14:05 UTC", locale)


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    settings.LANGUAGE_CODE, settings.FORMAT_MODULE_PATH = LOCALES[request.param]
    formats.reset_format_cache()
    with translation.override(settings.LANGUAGE_CODE):
        yield request.param
    formats.reset_format_cache()


@pytest.fixture
def reports(register: Callable[..., Any], rosa: User, finn: User) -> dict[str, Report]:
    """A draft, and a final, an amended and a withdrawn report, with days, months and years in them."""
    dated = COMPLETE | {
        "indication": {"discharge": "yes", "since": "2025-01", "presented": "2026-02-02"},
        "comparison": {
            "pre_contrast_mammogram": "obtained",
            "earlier_studies": [
                {"modalities": ["mammography"], "performed": "2025-01"},
                {"modalities": ["ultrasound"], "performed": "2026-02-02"},
            ],
        },
        "impression": {"text": "One filling defect in the left breast."},
        "communications": [
            {
                "recipient": "Dr Finn",
                "communicated_at": "2026-05-04T12:05:00Z",
                "method": "telephone",
                "read_back": "yes",
            }
        ],
    }
    document = complete_document().from_json(json.dumps(dated))
    found = {}
    for name in ("draft", "final", "amended", "withdrawn"):
        report = register().report
        drafts.save(report, document, user=rosa, row_version=report.row_version)
        if name != "draft":
            sign_now(report, rosa)
        found[name] = report.fresh()
    amend_now(found["amended"], rosa, "Another filling defect.")
    sign_now(found["withdrawn"], rosa, Action.WITHDRAW, reason="Wrong patient.")
    version = found["final"].current_version
    assert version is not None
    patient_release.release(found["final"], user=finn, number=version.number)
    return {name: report.fresh() for name, report in found.items()}


@pytest.mark.django_db(transaction=True)
def test_no_page_and_no_paper_writes_a_date_in_another_form(
    locale: str,
    reports: dict[str, Report],
    as_user: Callable[[User], Client],
    rosa: User,
    finn: User,
    ada: User,
) -> None:
    seen, wrong = "", []
    for user in (rosa, finn, ada):
        client = as_user(user)
        client.post(reverse("language"), {"language": LOCALES[locale][0]})
        for address, response in crawl(client):
            kind = response.get("Content-Type", "")
            if "text/html" in kind:
                text = visible(text_of(response))
            elif "application/pdf" in kind:
                text = " ".join(" ".join(pages_by_pypdf(body_of(response))).split())
            else:
                continue
            seen += text
            wrong += [(user.username, address, fault) for fault in faults(text, locale)]
    assert not wrong, wrong
    assert {date for date in SHOWN[locale] if date in seen} == SHOWN[locale]


def test_templates_name_the_form_of_a_date_instead_of_spelling_it() -> None:
    spelled = re.compile(r"\|(?:date|time)(?!:\"(?:DATE_FORMAT|DATETIME_FORMAT|YEAR_MONTH_FORMAT|H:i:s)\")")
    found = {
        str(path.relative_to(ROOT)): spelled.findall(path.read_text(encoding="utf-8"))
        for path in (ROOT / "templates").rglob("*.*")
    }
    assert {name: forms for name, forms in found.items() if forms} == {}
