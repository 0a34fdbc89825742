"""What the program itself proposes, read back: it never contradicts the answers that it was made from."""

from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.ductography.document import (
    BreastConclusion,
    BreastFinding,
    BreastLocation,
    BreastSurvey,
    Contrast,
    Duct,
    DuctFinding,
    Filling,
    Node,
    Recommendation,
    RecommendationStep,
    ReportDocument,
)
from reporting.ductography.judgement.contradictions import words
from reporting.ductography.judgement.rules import ask
from reporting.ductography.narrative.text_origin import SUGGESTED_TEXTS, accept_suggestion
from tests.strategies import answers, documents

CASES = Path(__file__).resolve().parents[3] / "fixtures" / "cases"
LANGUAGES = ("en", "de")


def contradicted(report: ReportDocument, language: str) -> list[str]:
    with override(language):
        for part in SUGGESTED_TEXTS:
            report = accept_suggestion(report, part)
        return [remark.message for remark in ask(words.RULES, report)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_texts_proposed_for_a_case_agree_with_it(path: Path, language: str) -> None:
    report = ReportDocument.from_json(path.read_text(encoding="utf-8"))
    assert contradicted(report, language) == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_the_texts_of_a_case_agree_with_it(path: Path) -> None:
    report = ReportDocument.from_json(path.read_text(encoding="utf-8"))
    assert [remark.message for remark in ask(words.RULES, report)] == []


@given(documents(), st.sampled_from(LANGUAGES))
@settings(max_examples=50, deadline=None)
def test_the_texts_proposed_for_any_document_agree_with_it(report: ReportDocument, language: str) -> None:
    assert contradicted(report, language) == []


FILLED_IN = {
    Duct: ("side", "clock_position"),
    Filling: ("completeness", "upstream", "calibre", "calibre_mm", "dilatation_extent"),
    Contrast: ("reflux", "extravasation", "extravasation_cause"),
    BreastLocation: ("clock_position", "region", "distance_from_nipple_mm", "depth_from_skin_mm"),
    DuctFinding: tuple(spec.name for spec in DuctFinding.leaf_specs() if spec.name != "comment"),
    BreastFinding: ("kind", "presence", "side", "shape", "contour", "length_mm", "width_mm", "suggests"),
    BreastConclusion: ("side", "birads", "gics"),
    RecommendationStep: ("action", "condition"),
}


def filled_in(node_class: type[Node], **below: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """A group of which about half of the named answers are given."""
    specs = {spec.name: spec for spec in node_class.leaf_specs()}
    values = {
        name: st.none() | answers(node_class, specs[name])
        if not specs[name].multiple
        else st.just(()) | answers(node_class, specs[name])
        for name in FILLED_IN[node_class]
    }
    return st.builds(node_class, **values, **below)


def described_reports() -> st.SearchStrategy[ReportDocument]:
    """Reports with full descriptions, in which many answers do not go together."""
    finding = filled_in(DuctFinding, location=filled_in(BreastLocation))
    duct = filled_in(
        Duct,
        filling=filled_in(Filling),
        contrast=filled_in(Contrast),
        findings=st.lists(finding, min_size=1, max_size=3).map(tuple),
    )
    outside = filled_in(BreastFinding, location=filled_in(BreastLocation))
    recommendation = st.builds(
        Recommendation, steps=st.lists(filled_in(RecommendationStep), max_size=2).map(tuple)
    )
    return st.builds(
        ReportDocument,
        ducts=st.lists(duct, min_size=1, max_size=3).map(tuple),
        breast=st.builds(BreastSurvey, findings=st.lists(outside, max_size=1).map(tuple)),
        breasts=st.lists(filled_in(BreastConclusion, recommendation=recommendation), max_size=2).map(tuple),
    )


@given(described_reports(), st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_texts_proposed_for_full_descriptions_agree_with_them(
    report: ReportDocument, language: str
) -> None:
    assert contradicted(report, language) == []
