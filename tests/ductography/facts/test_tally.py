"""Shares and how sure they are, and what is counted in documents."""

import pytest

from reporting.ductography.document import ReportDocument
from reporting.ductography.facts.tally import Share, quantile, tally
from tests.pdf.samples import bilateral, document, failed


# The score method without continuity correction in Newcombe, Stat Med 1998;17:857-872, table I.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_the_interval_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    assert Share(count, of).interval == pytest.approx((low, high), abs=0.005)


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 0).interval is None
    assert quantile((), 0.5) is None


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 15), (0.05, 15), (0.3, 20), (0.4, 20), (0.5, 35), (1.0, 50)]
)
def test_quantiles_are_those_of_the_nearest_rank(share: float, value: int) -> None:
    assert quantile((15, 20, 35, 40, 50), share) == value


def test_ducts_recommendations_and_reasons_are_counted() -> None:
    not_done = document(outcome={"status": "not_attempted", "reasons": ["not_indicated", "contraindicated"]})
    silent = document(ducts=[{"side": "left"}], recommendation={"actions": ["surgical_consultation"]})
    found = tally(
        given.canonical_json() for given in (bilateral(), failed(), not_done, ReportDocument(), silent)
    )
    assert found.cannulations == {"succeeded": 4, "failed": 1}
    assert found.actions == {
        "targeted_ultrasound": 2,
        "core_biopsy": 2,
        "repeat_ductography": 1,
        "contrast_mri": 1,
        "surgical_consultation": 1,
    }
    assert found.not_attempted == {"not_indicated": 1, "contraindicated": 1}
