"""Any text typed into any field comes out of the printed page as it went in, or is refused at its field by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reporting.ductography.document import leaf_values
from reporting.models import Report, User
from reporting.web.forms import tokens
from reporting.web.forms.document_form import DocumentForm
from reporting.web.forms.names import control_id, label_of, path_of
from reporting.workflow import drafts
from tests.browser_form import pairs
from tests.full_document import full_document
from tests.journeys import post_pairs
from tests.pdf.reading import pages_by_pypdf
from tests.security.walking import body_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

FULL = full_document()
PAGE = DocumentForm(FULL).pairs()
VALUES = dict(PAGE)
TEXTS = [name for name, value in PAGE if value.startswith(("line at ", "text at "))]

ANY = st.characters(exclude_categories=("Cs",))  # half a pair cannot be sent
WRITTEN = st.sampled_from(
    "aé ß<&>'\"\\/%{}[]()\t\r\n\x00\x1b\x7f\x85\xad\u200b\u200d\u2028\u202e\u2066\ufeff"
)
TEXT = st.one_of(
    st.text(ANY, min_size=1, max_size=60),
    st.text(WRITTEN, min_size=1, max_size=60),
    st.text(st.one_of(ANY, WRITTEN), min_size=1, max_size=300),
    st.tuples(st.sampled_from("xWé界ш"), st.integers(490, 10_240)).map(lambda word: word[0] * word[1]),
)
EXAMPLES = (
    "x" * 10_240,
    "Donaudampfschifffahrt " * 400,
    "مرحبا بالعالم",
    "שלום עולם abc 123",
    "abc\N{RIGHT-TO-LEFT OVERRIDE}cba",
    "👩🏽‍⚕️👨‍👩‍👧‍👦🏳️‍🌈",
    "<b>bold</b> <papilloma> a < b & c <img src=x> &lt; &amp;",
    "</textarea><script>alert(1)</script>",
    "\x00\x01\x02",
    "NUL\x00in the middle",
    "Z̷̡̛a̶̢͠l̵̨̛g̸̡͝o̵̢͠",
    "first\r\nsecond\rthird\n\nfifth\tand a tab",
    "\u00a0 spaces around \u3000",
    "ﬁ ﬂ Ω Å Łódź Ελλάδα Привет Nguyễn 漢字 हिन्दी 𝕬𝖑𝖑",
    "{{ 7|add:7 }} {% now 'Y' %} %(name)s {0} $x `y` \\n \\u0041",
)


def kept(typed: str) -> str:
    """A text as a report keeps it: composed, with line feeds, without space at its ends."""
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


def refused(name: str, text: str) -> bool:
    """Whether the field takes no such text: controls, turned directions, what is no character, length."""
    line = VALUES[name].startswith("line at ")
    return len(text) > (500 if line else 100_000) or any(
        (character == "\n" and line)
        or (unicodedata.category(character) == "Cc" and character not in "\t\n")
        or unicodedata.bidirectional(character)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or ord(character) in (0xFFFE, 0xFFFF)
        for character in text
    )


def said_by(printed: str, text: str) -> bool:
    """Whether ``printed`` says ``text``: each character itself or, where no font has it, its code; space aside."""
    place = 0
    for character in text:
        code = f"⟦U+{ord(character):04X}⟧"
        if printed.startswith(code, place):
            place += len(code)
        elif printed.startswith(character, place):
            place += 1
        elif not (
            character.isspace() or unicodedata.category(character) == "Cf" or character in "\ufe0e\ufe0f"
        ):
            return False
    return place == len(printed)


def turned(text: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


def is_plain_line(text: str) -> bool:
    """A text for any field; one from right to left would turn its neighbours in a line round for these readers."""
    return not refused("impression-text", text) and "\n" not in text and not turned(text)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def test_the_reader_tells_a_text_from_a_spoilt_one() -> None:
    """The control: letters lost, changed, doubled or turned round are noticed."""
    assert said_by("a<b>⟦U+1F600⟧é", "a <b>\n😀é")
    for spoilt in ("a⟦U+1F600⟧é", "a<b>■é", "a<b>⟦U+1F600⟧", "a<b>⟦U+1F600⟧éé", "é⟦U+1F600⟧>b<a"):
        assert not said_by(spoilt, "a <b>\n😀é")


def marked(number: int, text: str) -> tuple[str, str]:
    """Before and after a text: what no other field has."""
    return f"⚪{number}·{text}", f"·{number}⚫"


class Desk:
    """The editor and the preview of one report."""

    def __init__(self, client: Client, report: Report, user: User) -> None:
        self.client, self.report, self.user = client, report, user
        self.edit = reverse("report-edit", args=[report.public_id])
        self.preview = reverse("report-preview", args=[report.public_id])

    def type(self, texts: dict[str, str]) -> None:
        """Type into the controls that ``texts`` names, save, and look at the page that would be printed."""
        typed = {name: "".join(marked(number, text)) for number, (name, text) in enumerate(texts.items())}
        now = self.report.fresh()
        token = tokens.issue(now, self.user, now.row_version)
        sent = [(name, typed.get(name, value)) for name, value in PAGE]
        answer = post_pairs(self.client, self.edit, [("token", token), *sent, ("then", "save")])
        wrong = {name for name, text in typed.items() if refused(name, kept(text))}
        if wrong:
            assert answer.status_code == 422
            self.refused_by_name(text_of(answer), wrong, typed)
            assert self.report.fresh().row_version == now.row_version
        else:
            assert answer.status_code == 302
            self.found_again(typed)

    def found_again(self, typed: dict[str, str]) -> None:
        stored = {leaf.path: leaf.value for leaf in leaf_values(drafts.current_document(self.report.fresh()))}
        shown = dict(pairs(text_of(self.client.get(self.edit))))
        printed = "".join(re.sub(r"\s+", "", page) for page in without_edges(self.pdf()))
        for number, (name, text) in enumerate(typed.items()):
            assert stored[path_of(name)] == kept(text) == kept(shown[name])
            if any(map(turned, typed.values())):
                # Readers give back a line of both directions in the order in which it is drawn.
                assert set(letters(kept(text))) <= set(printed), name
                continue
            assert f"⚪{number}·" in printed and f"·{number}⚫" in printed, (name, text)
            begin, end = printed.index(f"⚪{number}·"), printed.index(f"·{number}⚫")
            assert said_by(printed[begin : end + len(f"·{number}⚫")], kept(text)), name

    def pdf(self) -> list[str]:
        answer = self.client.get(self.preview)
        assert answer.status_code == 200
        return pages_by_pypdf(body_of(answer))

    def refused_by_name(self, page: str, wrong: set[str], typed: dict[str, str]) -> None:
        returned, bare = dict(pairs(page)), re.compile(r"[\r\n\x00]")
        for name, text in typed.items():
            assert (f'href="#{control_id(name)}"' in page) is (name in wrong), name
            assert escape(label_of(name)) in page or name not in wrong
            # Nothing is lost; a browser itself takes line ends and NUL out of some controls.
            assert bare.sub("", returned[name]) == bare.sub("", text), name


def without_edges(pages: list[str]) -> list[str]:
    """Between head and foot, which are drawn first."""
    return [re.split(rf"Page\s+\d+\s+of\s+{len(pages)}", page, maxsplit=1)[1] for page in pages]


@pytest.fixture
def desk(draft: Report, rosa: User, as_user: Callable[[User], Client]) -> Desk:
    return Desk(as_user(rosa), draft, rosa)


def sweep(examples: int) -> hypothesis_settings:
    return hypothesis_settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: ascii(text)[:30])
def test_texts_with_a_history(desk: Desk, text: str) -> None:
    desk.type({"impression-text": text})


def test_every_field_that_takes_text(desk: Desk) -> None:
    assert len(TEXTS) > 40
    taken = [text[:300] for text in EXAMPLES if is_plain_line(text)]
    desk.type({name: taken[number % len(taken)] for number, name in enumerate(TEXTS)})
    straight = [text for text in EXAMPLES if not turned(text)]
    desk.type({name: straight[number % len(straight)] for number, name in enumerate(TEXTS)})


@sweep(12)
@given(st.dictionaries(st.sampled_from(TEXTS), TEXT, min_size=1, max_size=6))
def test_any_text(desk: Desk, texts: dict[str, str]) -> None:
    desk.type(texts)


@pytest.mark.check
@sweep(1_000)
@given(st.dictionaries(st.sampled_from(TEXTS), TEXT, min_size=1, max_size=6))
@example({"impression-text": "é" * 99_000})
@example({"impression-text": "é" * 101_000})
def test_very_many_texts(desk: Desk, texts: dict[str, str]) -> None:
    desk.type(texts)
