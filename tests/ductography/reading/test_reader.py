"""The reader of claims against sentences whose claims are known."""

import time
from statistics import median

import pytest

from reporting.ductography.reading import finding_words
from reporting.ductography.reading.claims import (
    BiopsyClaim,
    CategoryClaim,
    Claim,
    ClockClaim,
    DistanceClaim,
    FindingClaim,
    NormalClaim,
    SizeClaim,
    Subject,
)
from reporting.ductography.reading.reader import read, read_sides
from reporting.ductography.vocabulary import Side
from tests.ductography.reading.claim_sentences import ENGLISH, GERMAN, TRAPS, Sentence


def written(claim: Claim) -> str:
    """A claim in the notation of the sentences."""
    side = "".join("LR"[side is Side.RIGHT] for side in sorted(claim.sides))
    return f"{side}:{_said(claim)}"


def _said(claim: Claim) -> str:
    match claim:
        case NormalClaim(denied=denied, subject=subject):
            kinds = "lesion" if denied == finding_words.NO_LESION else "".join(kind.value for kind in denied)
            said = f"no {kinds}" if denied else "normal"
            return f"{said} duct" if subject is Subject.DUCT else said
        case FindingClaim(kind=kind):
            return kind.value
        case ClockClaim(first_hour=first, last_hour=last):
            return f"clock {_span(first, last)}"
        case DistanceClaim(least_mm=least, most_mm=most):
            return f"distance {_span(least, most)}"
        case SizeClaim(least_mm=least, most_mm=most):
            return f"size {_span(least, most)}"
        case CategoryClaim(scheme=scheme, grades=grades):
            return f"{scheme.value or 'category'} {'/'.join(grades)}"
        case BiopsyClaim():
            return "biopsy"
    raise AssertionError(claim)


def _span(first: float, last: float) -> str:
    return f"{first:g}" if first == last else f"{first:g}-{last:g}"


def test_there_are_many_sentences_of_both_languages_and_kinds() -> None:
    assert len(ENGLISH) >= 60 and len(GERMAN) >= 50 and len(TRAPS) >= 90


@pytest.mark.parametrize("sentence", (*ENGLISH, *GERMAN), ids=lambda sentence: sentence.text)
def test_a_sentence_claims(sentence: Sentence) -> None:
    assert sorted(map(written, read(sentence.text))) == sorted(sentence.claims)


@pytest.mark.parametrize("text", TRAPS)
def test_a_sentence_claims_nothing(text: str) -> None:
    assert list(map(written, read(text))) == []


@pytest.mark.parametrize("sentence", (*ENGLISH, *GERMAN), ids=lambda sentence: sentence.text)
def test_a_claim_stands_where_it_says(sentence: Sentence) -> None:
    for claim in read(sentence.text):
        assert 0 <= claim.start < claim.end <= len(sentence.text)
        assert sentence.text[claim.start : claim.end] in claim.clause
        assert claim.clause in sentence.text


def test_characters_that_grow_in_lower_case_move_nothing() -> None:
    text = "İİİ ﬁn. Filling defect at 8 o’clock."
    finding, clock = read(text)
    assert text[finding.start : finding.end] == "Filling defect"
    assert text[clock.start : clock.end] == "8 o’clock"


def test_sides_are_quoted_with_their_place() -> None:
    text = "Bloody discharge left. Cut-off of the left duct. Cut-off of the left duct."
    assert [text[claim.start : claim.end] for claim in read_sides(text)] == [
        "Bloody discharge left.",
        "Cut-off of the left duct.",
        "Cut-off of the left duct.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ue000 left \ue001",
        "no, " * 3000 + "filling defect",
        "no filling defect or " * 1000,
        "6 x " * 3000 + "mm",
        "2 o'clock and " * 2000,
        "BI-RADS " * 3000,
        "normal " * 5000,
        "(" * 5000,
        "a" * 100_000,
        "filling defect " * 5000,
        "1" * 20_000,
        "left " * 3000,
    ],
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    started = time.perf_counter()
    read(text)
    assert time.perf_counter() - started < 5


def test_a_report_is_read_quickly() -> None:
    """Far below the time of a keystroke; the bound leaves room for a busy machine."""
    text = " ".join(sentence.text for sentence in ENGLISH[23:29])
    times = []
    for number in range(50):
        started = time.perf_counter()
        read(f"{text} {number}.")
        times.append(time.perf_counter() - started)
    assert median(times) < 0.02
    started = time.perf_counter()
    read(f"{text} 49.")
    assert time.perf_counter() - started < 0.002
