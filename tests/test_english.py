"""Plain British English: a discouraged word is found wherever a person reads it, with what to write instead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands
from django.core.management.base import BaseCommand
from django.utils import translation

from reporting.ductography.document import LeafSpec, Node, ReportDocument

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
# Decisions and the changelog are records of their time; they are not rewritten.
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
PAGES += sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "adr")

ISE = r"(?!(re|over|under)?siz)\w+iz(e|es|ed|ing|ation)"

# Pattern, with word boundaries on both sides → what to write instead.
DISCOURAGED = {
    # Literal translations
    r"left standing": "acknowledged",
    r"leave it, with": "acknowledge with",
    r"look(s|ed|ing)? again": "review",
    r"take(s|n)? over|took over": "use",
    r"lie|lies|lay": "is, is seen",
    r"(stands?|stood)(?! (for|by)\b)": "is; current",
    r"(is|are) (not )?to be": "must, should (not)",
    r"to be done": "recommended",
    r"anew": "again",
    r"told|tells|telling": "recorded, reported, communicated; states",
    r"propos(al|als|e|es|ed|ing)": "suggestion, suggested",
    r"departs?|departed|departures?": "differs, difference",
    r"put right|mend(s|ed|ing)?": "correct",
    r"ran back|runs? back": "refluxed",
    r"left the duct": "extravasated",
    r"there (is|was) no way": "… is not possible",
    r"beside": "next to",
    r"judg(e|es|ed|ing)": "evaluate",
    r"somebody|anybody": "another user, anyone",
    r"nobody": "no one",
    r"grave|graver|gravest": "suspicious",
    r"doubtful": "questionable",
    r"later course": "clinical outcome",
    r"what (was|is|you) (typed|entered)": "answers, changes, text",
    r"allowed are": "use, the limit is",
    r"the program": "Ductogram, or the subject",
    r"goes out|went out": "is sent, was sent",
    r"whose (report|patient) (it|he|she) is": "the patient",
    r"too long ago": "more than … ago",
    # American spellings
    r"(dis)?colou?r(?<!colour)(s|ed|ing|less|ation)?": "colour",
    r"center(s|ed|ing)?": "centre",
    r"tumor(s|al|ous)?": "tumour",
    r"calibers?": "calibre",
    r"fibers?": "fibre",
    r"liters?": "litre",
    r"favor(s|ed|ing|able|ite)?": "favour",
    r"behaviors?": "behaviour",
    r"labor": "labour",
    r"gr[a]y(s|scale)?": "grey",
    r"catalogs?": "catalogue",
    r"analyz(e|es|ed|ing)": "analyse",
    r"artifacts?": "artefact",
    r"judgment": "judgement",
    ISE: "-ise, -isation",
    r"(label|cancel|travel|model|signal)(ed|ing)": "-lled, -lling",
    r"\w*an?esthe\w+(?<!anaesthetic)(?<!anaesthesia)": "anaesthe…",
    r"edema|hem(at|orr)\w+|gynecom\w+|estrogens?|diarrhea": "oedema, haem…, gynaecom…, oestrogen",
    r"toward": "towards",
}

# Place and pattern of what is meant → why it stays.
ALLOWED = {
    ("catalogue", r"(stands?|stood)(?! (for|by)\b)"): "a sentence that earlier signers approved",
    (
        "docs/reference/lifecycle.md",
        r"(stands?|stood)(?! (for|by)\b)",
    ): "a sentence that earlier signers approved",
    ("docs/pdf.md", ISE): "Organization, the name of a FHIR resource",
}


def without_code(markdown: str) -> str:
    """The words of a page: no code, no addresses, no conditions of rules, which are the names of functions."""
    words = re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    words = re.sub(
        r"^(\| [^|]*\|[^|]*(?:prohibit|alert|note)[^|]*\|[^|]*\|)[^|]*", r"\1", words, flags=re.MULTILINE
    )
    words = re.sub(r"`[^`\n]*`", "", words)
    return re.sub(r"\]\([^)]*\)|https?://\S+", "]", words)


@cache
def texts() -> dict[str, list[str]]:
    """Everything that a person reads, by the kind of place."""
    found: dict[str, list[str]] = {"catalogue": [], "templates": [], "commands": []}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file):
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                found["catalogue"] += [re.sub(r"\{\w*\}|%\(\w+\)s", "…", text) for text in ids if text]
    for path in sorted((ROOT / "templates").rglob("*.*")):
        found["templates"] += of_template(path.read_text(encoding="utf-8"))
    djangos = {action.help or "" for action in BaseCommand().create_parser("manage.py", "x")._actions}
    for name, app in get_commands().items():
        if app == "reporting":
            command = import_module(f"reporting.management.commands.{name}").Command()
            parser = command.create_parser("manage.py", name)
            helps = {action.help or "" for action in parser._actions}
            if (parent := type(command).__mro__[1]) is not BaseCommand:  # a command of Django's, extended
                helps -= {action.help or "" for action in parent().create_parser("manage.py", name)._actions}
            found["commands"] += [command.help, *sorted(helps - djangos)]
    for path in sorted((ROOT / "reporting" / "management").rglob("*.py")):
        found["commands"] += sentences(ast.parse(path.read_text(encoding="utf-8")))
    for path in PAGES:
        found[str(path.relative_to(ROOT))] = [without_code(path.read_text(encoding="utf-8"))]
    return found


def of_template(source: str) -> list[str]:
    """Words between the tags of a template; what is translated is in the catalogue."""
    source = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%\s*blocktranslate.*?endblocktranslate\s*%\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{[%{#].*?[%}#]\}", "", source, flags=re.DOTALL)
    source = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", "\n", source, flags=re.DOTALL)
    return [line for line in source.splitlines() if line.strip()]


def sentences(tree: ast.AST) -> Iterator[str]:
    """Texts of more than one word in a module, without docstrings."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from [node.value] if " " in node.value.strip() else []


def found_in(text: str, pattern: str) -> list[str]:
    words = re.compile(rf"\b(?:{pattern})\b".replace(" ", r"\s+"), re.IGNORECASE)
    return [text[max(0, hit.start() - 40) : hit.end() + 40] for hit in words.finditer(text)]


@pytest.mark.parametrize("pattern", DISCOURAGED)
def test_no_discouraged_word_is_read_anywhere(pattern: str) -> None:
    found = {
        place: hits
        for place, lines in texts().items()
        if (place, pattern) not in ALLOWED
        and (hits := [hit for line in lines for hit in found_in(line, pattern)])
    }
    assert found == {}, f"write instead: {DISCOURAGED[pattern]}"


@pytest.mark.parametrize("allowed", ALLOWED, ids=str)
def test_what_is_allowed_is_still_needed(allowed: tuple[str, str]) -> None:
    place, pattern = allowed
    assert any(found_in(line, pattern) for line in texts()[place])


def test_the_list_finds_words_and_leaves_others() -> None:
    discouraged = (
        "The alert was left standing.",
        "It lies in the left breast.",
        "Take\nover",
        "a gray tumor",
        "Discolored skin",
        "Localization",
        "anesthesia",
        "the duct is to be filled anew",
    )
    for text in discouraged:
        assert any(found_in(text, pattern) for pattern in DISCOURAGED), text
    good = (
        "Understanding, outstanding, colour, resized, 4 mm in size, centre, anaesthetic, believes, departure"
    )
    hits = {pattern: hits for pattern in DISCOURAGED if (hits := found_in(good, pattern))}
    assert [*hits] == [r"departs?|departed|departures?"]


def test_every_place_is_searched() -> None:
    counts = {place: len(lines) for place, lines in texts().items()}
    assert counts["catalogue"] > 2500 and counts["commands"] > 50
    assert {"README.md", "docs/architecture.md", "docs/reference/rules.md"} <= counts.keys()


# --- One label, one meaning ---------------------------------------------------------------------------

# Labels of fields that differ in kind, unit or value list and still mean the same to a reader.
ONE_MEANING = {
    "cannulation": "a group, and the one answer that sums it up",
    "case source": "a group, and the one answer that sums it up",
    "complications": "a group, and the one answer that sums it up",
    "impression": "a group, and its only text",
    "finding": "what was found, in or outside the ducts, and what an arrow points to",
    "lactation": "the same state, asked for the indication and for safety",
    "pregnancy": "the same state, asked for the indication and for safety",
}


def labels(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[tuple[str, str, str]]]:
    """Message ids with their context → kind, unit and value list of every field that is labelled with them."""
    monkeypatch.setattr(translation._trans, "gettext", lambda message: message, raising=False)
    monkeypatch.setattr(
        translation._trans, "pgettext", lambda context, message: f"{context}\4{message}", raising=False
    )
    found: dict[str, set[tuple[str, str, str]]] = {}
    waiting: list[type[Node]] = [ReportDocument]
    seen: set[type[Node]] = set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for spec in node.specs():
            if isinstance(spec, LeafSpec):
                # How long a text may be is no difference in meaning.
                kind = "text" if spec.kind == "line" else spec.kind
                vocabulary = spec.vocabulary.__name__ if spec.vocabulary else ""
                meaning = (kind, str(spec.unit), vocabulary)
            else:
                meaning = ("group", "", spec.node_class.__name__)
                waiting.append(spec.node_class)
            found.setdefault(str(spec.label), set()).add(meaning)
    return found


def test_fields_of_different_meaning_have_labels_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found = labels(monkeypatch)
    assert len(found) > 200
    shared = {label: meanings for label, meanings in found.items() if len(meanings) > 1}
    assert {label: meanings for label, meanings in shared.items() if label not in ONE_MEANING} == {}
    assert set(ONE_MEANING) <= shared.keys(), "remove what no longer needs a reason"


def test_size_and_consistency_do_not_share_a_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """“Konsistenz: 2 mm” was printed for a lesion: in German the two are different words."""
    found = labels(monkeypatch)
    for label, meanings in found.items():
        lists = {vocabulary for _kind, _unit, vocabulary in meanings}
        assert not ("Thickness" in lists and any(unit == "mm" for _kind, unit, _list in meanings)), label
