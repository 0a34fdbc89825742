"""Sides in words: a corpus of sentences with known truth, and the sentences that are easily misread."""

import pytest

from reporting.ductography.reading.laterality import side_words
from reporting.ductography.vocabulary import Side
from tests.ductography.reading.laterality_sentences import sentences
from tests.ductography.reading.side_readings import CLAIMS, TRAPS, Reading

CORPUS = list(sentences())
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def claimed(text: str) -> list[Side]:
    return [word.side for word in side_words(text)]


def test_the_corpus_is_large_and_holds_both_kinds() -> None:
    assert len({sentence.text for sentence in CORPUS}) >= 500
    assert sum(bool(sentence.claimed) for sentence in CORPUS) >= 250
    assert sum(not sentence.claimed for sentence in CORPUS) >= 150


def test_claims_of_the_wrong_side_are_found() -> None:
    """In a report on the other breast each claim is a contradiction."""
    missed = [s.text for s in CORPUS for side in s.claimed if side not in claimed(s.text)]
    total = sum(len(sentence.claimed) for sentence in CORPUS)
    assert len(missed) <= 0.05 * total, missed
    assert missed == []  # what was reached is kept


def test_sides_that_are_merely_named_are_left_alone() -> None:
    """Denied, compared, past, or no side at all."""
    false = [s.text for s in CORPUS for side in s.named if side in claimed(s.text)]
    total = sum(len(sentence.named) for sentence in CORPUS)
    assert len(false) <= 0.05 * total, false
    assert false == []  # what was reached is kept


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # comparison takes only the side that it names
        ("Compared with the left, the right duct is wide.", [RIGHT]),
        ("The right duct, compared with the left, is wide.", [RIGHT]),
        ("Im Vergleich zu links ist der rechte Gang weit.", [RIGHT]),
        # two sides in one clause
        ("No discharge on the left and bloody discharge on the right.", [RIGHT]),
        ("Filling defects in the left and right breast.", [LEFT, RIGHT]),
        ("No discharge on the left and right.", []),
        ("Links kein Sekret und rechts blutiges Sekret.", [RIGHT]),
        ("No mass was felt and the left nipple was dry and the right nipple discharged.", [RIGHT]),
        ("Discharge on the left and some pain and the right duct is wide.", [LEFT, RIGHT]),
        ("Pain and swelling on the left and a wide duct on the right.", [LEFT, RIGHT]),
        # commas: a denied list goes on, a new statement does not
        ("No mass, discharge or pain on the left.", []),
        ("No complications, left duct filled.", [LEFT]),
        ("No mass, no pain, discharge on the left.", [LEFT]),
        ("Left duct filled, no mass, discharge or pain on the right.", [LEFT]),
        ("Left duct filled, pain on the right or above.", [LEFT, RIGHT]),
        ("For comparison, the left breast was inspected.", []),
        ("In 2015, left lumpectomy, discharge on the right.", [RIGHT]),
        # abbreviations
        ("Lt. breast and Rt. breast.", [LEFT, RIGHT]),
        ("L breast", [LEFT]),
        ("r nipple", [RIGHT]),
        ("R9H duct", [RIGHT]),
        ("Mamma li. mit Gangabbruch", [LEFT]),
        ("re. Mamma", [RIGHT]),
        ("LCC view", [LEFT]),
        # quadrants
        ("papilloma in the LUOQ", [LEFT]),
        ("papilloma in the RLIQ", [RIGHT]),
        ("oberer äußerer Quadrant links", [LEFT]),
        # the verb
        ("The cannula was left in place.", []),
        ("The cannula was left in the left duct.", [LEFT]),
        ("The right-angled needle entered the left duct.", [LEFT]),
        # negation: history is silent, a ductogram is not
        ("No discharge on the left.", []),
        ("No filling defect in the left duct.", [LEFT]),
        ("The left duct was not cannulated.", []),
        ("Left breast: no abnormality.", []),
        ("Normal left ductogram.", [LEFT]),
        ("Left mammogram normal.", []),
        ("Ultrasound shows no filling defect in the left duct.", []),
        ("Mammography shows no filling defect in the left duct.", []),
        ("No filling defect in the left duct on inspection.", []),
        ("The left nipple and the left areola are unremarkable.", []),
        # a character that stands for nothing parts words
        ("The\ue000left duct was filled.", [LEFT]),
        # neither side
        ("0.4 mL; 1 L; re: your question", []),
        ("", []),
    ],
)
def test_sentence(text: str, sides: list[Side]) -> None:
    assert claimed(text) == sides


@pytest.mark.parametrize("reading", CLAIMS, ids=lambda reading: reading.text)
def test_a_claim_that_is_easily_missed(reading: Reading) -> None:
    assert set(claimed(reading.text)) == reading.claimed


@pytest.mark.parametrize("reading", TRAPS, ids=lambda reading: reading.text)
def test_a_word_that_only_looks_like_a_claim(reading: Reading) -> None:
    if reading.text.startswith("Cysts of both breasts"):
        pytest.xfail("what is known goes on after the comma")
    assert set(claimed(reading.text)) == reading.claimed


def test_the_words_are_quoted_as_written() -> None:
    (word,) = side_words(
        "The cannula was left in place. Compared with the Rt., the LEFT duct is wide, as before."
    )
    assert word.clause == "the LEFT duct is wide"


def test_a_list_is_quoted_whole() -> None:
    (word,) = side_words("No cut-off, ectasia or filling defect on the left, as before.")
    assert word.clause == "No cut-off, ectasia or filling defect on the left"


@pytest.mark.parametrize(
    "text", ["\ue000 left \ue001", "left" * 5000, "no, " * 3000 + "left", "(" * 2000, "left and " * 800]
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    list(side_words(text))
