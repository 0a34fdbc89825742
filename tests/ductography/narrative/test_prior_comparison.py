"""Two ductograms of one patient side by side: only what both state, only breasts that both examined."""

import datetime

import pytest

from reporting.ductography.document import Contrast, Duct, DuctFinding, Identity, ReportDocument
from reporting.ductography.narrative.prior_comparison import compare_signs, comparison_sentence
from reporting.ductography.vocabulary import ContrastAgent, DuctFindingKind, Presence, Side

DEFECT, ECTASIA, CUT_OFF = (
    DuctFindingKind.FILLING_DEFECT,
    DuctFindingKind.ECTASIA,
    DuctFindingKind.CUT_OFF,
)


def study(
    *kinds: DuctFindingKind, side: Side = Side.LEFT, absent: tuple[DuctFindingKind, ...] = ()
) -> ReportDocument:
    findings = tuple(DuctFinding(kind=kind, presence=Presence.PRESENT) for kind in kinds)
    findings += tuple(DuctFinding(kind=kind, presence=Presence.ABSENT) for kind in absent)
    duct = Duct(side=side, contrast=Contrast(agent=ContrastAgent.IOHEXOL), findings=findings)
    return ReportDocument(identity=Identity(examination_date=datetime.date(2025, 5, 4)), ducts=(duct,))


def test_each_sign_stands_with_where_it_is_described() -> None:
    beside = compare_signs(study(DEFECT, ECTASIA), study(ECTASIA, CUT_OFF))
    assert {sign.kind: (sign.in_prior, sign.in_current) for sign in beside} == {
        DEFECT: (False, True),
        CUT_OFF: (True, False),
        ECTASIA: (True, True),
    }
    assert {sign.kind for sign in beside if sign.differs} == {DEFECT, CUT_OFF}


def test_a_stated_absence_is_no_sign() -> None:
    assert compare_signs(study(absent=(DEFECT,)), study()) == []


def test_the_other_breast_is_not_compared() -> None:
    now, then = study(DEFECT, side=Side.RIGHT), study(DEFECT, side=Side.LEFT)
    assert compare_signs(now, then) == []
    assert comparison_sentence(now, then) == "The prior ductogram dated 4 May 2025 was of the other breast."


def test_both_breasts_are_compared_one_after_the_other_and_an_unknown_date_is_said() -> None:
    def of_both(*left: DuctFindingKind) -> ReportDocument:
        right = study(DEFECT, side=Side.RIGHT).ducts
        return ReportDocument(ducts=(*study(*left).ducts, *right))

    assert comparison_sentence(of_both(ECTASIA, CUT_OFF), of_both(CUT_OFF)) == (
        "Comparison: ductogram dated unknown date. In the right breast, described on both studies: filling "
        "defect. In the left breast, described on both studies: duct cut-off (obstruction). In the left "
        "breast, new since the prior study: duct ectasia (dilatation)."
    )


@pytest.mark.parametrize(
    ("now", "then", "says"),
    [
        ((DEFECT,), (), "In the left breast, new since the prior study: filling defect."),
        (
            (),
            (DEFECT,),
            "In the left breast, described previously but not on the current study: filling defect.",
        ),
        ((DEFECT,), (DEFECT,), "In the left breast, described on both studies: filling defect."),
        ((), (), "In the left breast, no ductographic abnormality is described in either report."),
    ],
)
def test_the_sentence_says_no_more_than_both_reports(
    now: tuple[DuctFindingKind, ...], then: tuple[DuctFindingKind, ...], says: str
) -> None:
    said = comparison_sentence(study(*now), study(*then))
    assert said == f"Comparison: ductogram dated 4 May 2025. {says}"
