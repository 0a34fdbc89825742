"""Screens in another language: whole, chosen by each person, and without any influence on what is printed."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.template.base import Lexer, TokenType
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from reporting.models import Report, User
from reporting.workflow import drafts, report_rendering
from tests.browser_form import pairs
from tests.cast import PASSWORD, complete_document, give_reason, incomplete_document, sign_now
from tests.journeys import post_pairs

pytestmark = pytest.mark.page

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"
WORD = re.compile(r"[^\W\d_]{3,}")
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
SPOKEN = re.compile(r"\b(?:aria-label|title|alt|placeholder|data-label)=\"([^\"]*)\"")
UNSEEN = re.compile(r"<!--.*?-->|<(script|style|code|kbd)\b.*?</\1>", re.DOTALL)


@pytest.fixture(autouse=True)
def language_of_this_test_alone() -> Iterator[None]:
    """A request leaves its language to its thread, which the next request, but no other test, sets anew."""
    with translation.override(translation.get_language()):
        yield


# --- Everything is marked ----------------------------------------------------------------------------


def bare(template: str) -> list[str]:
    """What a template says without asking for its translation."""
    template = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", template)
    depth, kept = 0, []
    for token in Lexer(template).tokenize():
        name = (token.contents.split() or [""])[0] if token.token_type is TokenType.BLOCK else ""
        depth += (name in ("blocktranslate", "comment")) - (name in ("endblocktranslate", "endcomment"))
        kept.append(token.contents if token.token_type is TokenType.TEXT and not depth else "0")
    text = UNSEEN.sub(" ", "".join(kept))
    texts = (*SPOKEN.findall(text), TAG.sub(" ", text))
    return [word for said in texts for word in WORD.findall(html.unescape(said))]


# Names of formats, and words of computers.
NAMES = {"PNG", "JPEG", "DICOM", "SHA"}


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".html", ".txt")],
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_every_text_of_a_template_is_marked(path: Path) -> None:
    assert set(bare(path.read_text(encoding="utf-8"))) <= NAMES


def test_an_unmarked_text_is_noticed() -> None:
    assert bare('<p title="Tooltip">Bare {% translate "marked" %}</p>') == ["Tooltip", "Bare"]


# --- Everything is translated ------------------------------------------------------------------------

# Written alike in both languages, parts of names, and words that belong to a user's data or to the web.
ALIKE = {"Demo", "English", "Breast", "Imaging", "UTC", "SHA", "Chromium"}


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Words of English texts that no German one has."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="de") if message.id]

    def words(value: Any) -> set[str]:
        texts = [value] if isinstance(value, str) else value
        return {word for text in texts for word in WORD.findall(re.sub(r"\{\w+\}|%\(\w+\)s", " ", text))}

    ours = set().union(*(words(message.id) for message in messages))
    theirs = set().union(*(words(message.string) for message in messages))
    return ours - theirs - ALIKE


# References of sources are in the language of their titles, keys of rules and of events in none.
OTHERS = re.compile(
    r'<(a|span)\b[^>]*\blang="en"[^>]*>.*?</\1>|<td[^>]*class="digest">.*?</td>|\w+ et al\.[^<]*', re.DOTALL
)
KEY = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b|\{\w+\}")


def said(page: str) -> set[str]:
    """The words of a page that are seen or heard, but not those of values that people typed."""
    page = OTHERS.sub(" ", UNSEEN.sub(" ", page))
    page = re.sub(r"<textarea.*?</textarea>", " ", page, flags=re.DOTALL)
    text = html.unescape(TAG.sub(" ", page) + " " + " ".join(SPOKEN.findall(page)))
    return set(WORD.findall(KEY.sub(" ", text)))


@pytest.fixture
def german(as_user: Callable[[User], Client], settings: Any) -> Callable[[User], Client]:
    """Somebody's browser after he or she chose German, on a site that prints German too."""
    settings.LANGUAGE_CODE = "de"

    def opened(user: User) -> Client:
        client = as_user(user)
        assert client.post(reverse("language"), {"language": "de"}).status_code == 302
        return client

    return opened


def test_pages_are_german_and_nothing_else(
    german: Callable[[User], Client],
    english: set[str],
    draft: Report,
    register: Callable[..., Any],
    rosa: User,
    finn: User,
    ada: User,
) -> None:
    signed = register().report
    drafts.save(signed, complete_document(), user=rosa, row_version=signed.row_version)
    sign_now(signed, rosa)
    empty = register().report
    drafts.save(empty, incomplete_document(), user=rosa, row_version=empty.row_version)
    version = signed.fresh().current_version
    assert version is not None
    documents = (drafts.document_to_sign(empty).canonical_json(), version.document)
    typed = {word for document in documents for word in WORD.findall(document)}
    of_draft, of_signed, of_empty = ([report.public_id] for report in (draft, signed, empty))
    pages = {
        rosa: [
            *(
                reverse(name)
                for name in ("worklist", "cases", "examination-new", "account_change_password", "mfa_index")
            ),
            *(
                reverse(name, args=of_empty)
                for name in ("report-edit", "report-sign", "report", "report-images")
            ),
            *(reverse(name, args=of_draft) for name in ("report-edit", "report-sign", "report-discard")),
            *(
                reverse(f"report{name}", args=of_signed)
                for name in ("", "-edit", "-amend", "-addendum", "-withdraw")
            ),
            "/nowhere/",
        ],
        finn: [reverse("inbox"), reverse("report", args=of_signed), reverse("patient-sheet", args=of_signed)],
        ada: [
            *map(reverse, ("cases", "statistics")),
            *(reverse(name, args=of_signed) for name in ("case", "report-access", "case-differences")),
        ],
    }
    left: dict[str, set[str]] = {}
    for user, addresses in pages.items():
        client = german(user)
        if user == ada:
            give_reason(client, signed)
        for address in addresses:
            page = client.get(address).content.decode()
            assert '<html lang="de"' in page
            if found := said(page) & english - typed:
                left[address] = found
    assert not left, left
    # The control: an English page is noticed.
    page = Client().get(reverse("account_login"), headers={"accept-language": "en"}).content.decode()
    assert said(page) & english >= {"password", "created", "leave"}


# --- Who chooses what --------------------------------------------------------------------------------


def test_the_choice_is_kept_with_the_account(as_user: Callable[[User], Client], rosa: User) -> None:
    client, worklist = as_user(rosa), reverse("worklist")
    assert "Worklist" in client.get(worklist).content.decode()
    assert (
        "Arbeitsliste" in client.get(worklist, headers={"accept-language": "de-CH,de;q=0.9"}).content.decode()
    )
    answer = client.post(reverse("language"), {"language": "de", "next": worklist})
    assert answer.headers["Location"] == worklist
    again = Client()
    again.force_login(User.objects.get(pk=rosa.pk))
    page = again.get(worklist, headers={"accept-language": "en"})
    assert "Arbeitsliste" in page.content.decode() and page.headers["Content-Language"] == "de"
    assert again.post(reverse("language"), {"language": "tlh"}).status_code == 400


def test_the_way_back_leads_nowhere_else(as_user: Callable[[User], Client], rosa: User) -> None:
    answer = as_user(rosa).post(reverse("language"), {"language": "de", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("home")


def test_the_sign_in_speaks_the_language_of_the_browser(client: Client, db: None) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "de"}).content.decode()
    assert '<html lang="de"' in page and "Konten vergibt die Verwaltung" in page


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_what_is_printed_does_not_ask_who_looks_at_it(
    as_user: Callable[[User], Client], draft: Report, rosa: User
) -> None:
    """A draft, the preview, and what is signed and stored, whatever language the screens have: the site's."""
    document = drafts.document_to_sign(draft)
    with translation.override("de"):
        assert drafts.document_to_sign(draft) == document
        assert "NOT FOR CLINICAL USE" in text_of(report_rendering.draft_pdf(draft, document))
    client = as_user(rosa)
    client.post(reverse("language"), {"language": "de"})
    page = client.get(reverse("report-sign", args=[draft.public_id])).content.decode()
    fields = dict(re.findall(r'name="(token|request_key)" value="([^"]*)"', page))
    signed = client.post(
        reverse("report-sign", args=[draft.public_id]),
        {**fields, "action": "sign_final", "password": PASSWORD},
    )
    assert signed.status_code == 302, signed.content.decode()
    version = draft.fresh().current_version
    assert version is not None
    with translation.override("en"):
        printed = report_rendering.version_pdf(version, [version])
    with translation.override("de"):
        assert report_rendering.version_pdf(version, [version]) == printed

    text = text_of(printed)
    assert "approve it as final" in text and "gebe ihn" not in text


def test_numbers_are_typed_either_way(as_user: Callable[[User], Client], draft: Report, rosa: User) -> None:
    client, edit = as_user(rosa), reverse("report-edit", args=[draft.public_id])
    client.post(reverse("language"), {"language": "de"})
    for typed in ("0,4", "0.4"):
        sent = pairs(client.get(edit).content.decode())
        changed = [(name, typed if name == "ducts-0-contrast-volume_ml" else value) for name, value in sent]
        assert post_pairs(client, edit, changed).status_code == 302
        assert drafts.current_document(draft.fresh()).ducts[0].contrast.volume_ml == 0.4
