"""Whatever a report holds, its narrative is clean prose, and no finding is lost or loses its side."""

import re
from typing import Any

from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.ductography.document import Duct, LeafSpec, ListSpec, Node, ReportDocument
from reporting.ductography.drafting.patterns import with_suggested_recommendation
from reporting.ductography.judgement.contradictions import contradictions
from reporting.ductography.narrative import narrative, suggested_impression, suggested_recommendation
from reporting.ductography.narrative.findings import sign_with_number
from reporting.ductography.phrases.places import IN_AXILLA, IN_BREAST, OF_BREAST
from reporting.ductography.vocabulary import Presence, Region, Side
from tests.full_document import full_document, not_recorded_document
from tests.strategies import answers, documents

FREE_TEXT = ("line", "text")
EMPTY_CLAUSES = re.compile(
    r",\s*[,.;)]|\(\s*\)|\s[.,;)]|\(\s|\.\.|;\s*[.;]|\b(?:and|or|of|in|at|with|by|is|was|are)\."
)


def node(node_class: type[Node], *, words: bool) -> st.SearchStrategy[Any]:
    """A group in which about half of the leaves are answered; without free text unless ``words``."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for spec in node_class.specs():
        if isinstance(spec, LeafSpec):
            if spec.kind in FREE_TEXT and not words:
                continue
            blank = () if spec.multiple else None
            fields[spec.name] = st.one_of(st.just(blank), answers(node_class, spec))
        elif isinstance(spec, ListSpec):
            fields[spec.name] = st.lists(node(spec.node_class, words=words), max_size=2).map(tuple)
        else:
            fields[spec.name] = node(spec.node_class, words=words)
    return st.builds(node_class, **fields)


@st.composite
def reports(draw: st.DrawFn, words: bool = False) -> ReportDocument:
    """Reports that say a great deal; three parts at once, so that they are made quickly."""
    parts = {
        spec.name: (
            st.lists(node(spec.node_class, words=words), min_size=1, max_size=2).map(tuple)
            if isinstance(spec, ListSpec)
            else node(spec.node_class, words=words)
        )
        for spec in ReportDocument.specs()
        if not isinstance(spec, LeafSpec) and spec.name != "origin"
    }
    chosen = draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=3, unique=True))
    return ReportDocument(**{name: draw(parts[name]) for name in chosen})


STEP = re.compile(r"\d\. \S")  # an item of the list of steps
slow = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def sentences(report: ReportDocument) -> list[str]:
    return [sentence for paragraph in narrative(report).paragraphs for sentence in paragraph.sentences]


def assert_clean(sentence: str) -> None:
    assert sentence.endswith("."), sentence
    assert "None" not in sentence and "{" not in sentence and "}" not in sentence, sentence
    assert "  " not in sentence and sentence == sentence.strip(), sentence
    assert not EMPTY_CLAUSES.search(sentence.rstrip(".")), sentence
    assert sentence[0].isupper() or sentence[0].isdigit(), sentence


@slow
@given(reports())
def test_every_sentence_is_clean(report: ReportDocument) -> None:
    for language in ("en", "de"):
        with override(language):
            for sentence in sentences(report):
                assert_clean(sentence)
            for line in suggested_impression(report).splitlines():
                assert line.endswith(".")
            for line in suggested_recommendation(report).splitlines():
                assert line.endswith(".") or STEP.match(line)


@slow
@given(st.one_of(documents(), reports(words=True)))
def test_no_document_crashes_the_narrative(report: ReportDocument) -> None:
    for sentence in sentences(report):
        assert sentence.strip() and "\n" not in sentence


@slow
@given(st.lists(node(Duct, words=False), min_size=1, max_size=2))
def test_every_finding_is_mentioned_with_its_side(ducts: list[Duct]) -> None:
    told = narrative(ReportDocument(ducts=tuple(ducts)))
    for index, duct in enumerate(ducts):
        findings = [finding for finding in duct.findings if finding.kind and finding.presence]
        paragraphs = [p for p in told.paragraphs if p.key == "findings" and p.path == f"ducts[{index}]"]
        if not findings:
            continue
        (paragraph,) = paragraphs
        side = duct.side.value if duct.side else ""
        for finding in findings:
            if finding.presence is Presence.PRESENT and sign_with_number(finding) != "a normal duct":
                mentions = [text for text in paragraph.sentences if f" {sign_with_number(finding)} " in text]
                # "The extent of duct wall rigidity is 5 mm" names the sign once more, without its place.
                placed = [text for text in mentions if place_of(finding, text, side)]
                assert placed, paragraph.text
                assert all(text.startswith(("There is ", "There are ")) for text in placed)
        other = {Side.LEFT: "right", Side.RIGHT: "left"}
        if duct.side:
            assert f"the {other[duct.side]} " not in paragraph.text


def place_of(finding: Any, sentence: str, side: str) -> bool:
    wanted = (str(IN_BREAST[side]), str(OF_BREAST[side]))
    if finding.location.region is Region.AXILLA:
        wanted += (str(IN_AXILLA[side]),)
    where = finding.location.clock_position
    return (
        any(words in sentence for words in wanted)
        and (where is None or f"at {where} o’clock" in sentence)
        and all(
            f"{value:g} mm" in sentence
            for value in (finding.location.distance_from_nipple_mm, finding.location.depth_from_skin_mm)
            if value is not None and value == int(value)
        )
    )


@slow
@given(reports())
def test_proposed_texts_contradict_nothing(report: ReportDocument) -> None:
    """What the program proposes, in words or steps, never brings a remark on words that was not there before."""

    def of_words(document: ReportDocument) -> set[str]:
        return {remark.path for remark in contradictions(document) if "words" in remark.rule_id}

    impression = report.impression.model_copy(update={"text": suggested_impression(report) or None})
    proposed = with_suggested_recommendation(report.model_copy(update={"impression": impression}))
    assert of_words(proposed) <= of_words(report)


def test_a_document_that_says_everything_or_that_nothing_is_recorded() -> None:
    for document in (full_document(2), not_recorded_document(2)):
        assert all(sentence.endswith((".", "?", "!", "…")) for sentence in sentences(document))
        assert not re.search(r"\bNone\b|\{|\}|  ", narrative(document).text)


def test_the_same_document_always_reads_the_same() -> None:
    document = full_document(2)
    assert narrative(document) == narrative(ReportDocument.from_json(document.canonical_json()))
