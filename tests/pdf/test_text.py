"""Text broken into lines loses nothing, fits its width, and shows what cannot be printed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.pdf import style
from reporting.pdf.text import clip_lines, printable, wrap_lines
from tests.pdf.reading import squeezed

FACE = style.VALUE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\tb", "a    b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("😀!", "⟦U+1F600⟧!"),
        ("אב", "אב"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Nu\u0303nez", "Nũnez"),
        ("bell\x07", "bell⟦U+0007⟧"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_own_line_breaks_are_kept() -> None:
    assert wrap_lines("one\n\n  two", FACE, 200) == ["one", "", "  two"]


def test_the_first_line_may_be_narrower() -> None:
    assert wrap_lines("incomprehensible", FACE, 200, first=20) == ["", "incomprehensible"]
    broken = wrap_lines("some words that need several lines", FACE, 70, first=40)
    assert FACE.width(broken[0]) <= 40
    assert " ".join(broken) == "some words that need several lines"


def test_a_long_word_is_cut_to_the_width() -> None:
    broken = wrap_lines("x" * 20_000, FACE, 100)
    assert "".join(broken) == "x" * 20_000
    assert max(map(FACE.width, broken)) <= 100
    assert all(FACE.width(line) > 90 for line in broken[:-1])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.floats(25, 400), st.floats(0, 400))
@settings(max_examples=150, deadline=None)
def test_any_text_fits_and_nothing_is_lost(text: str, width: float, first: float) -> None:
    broken = wrap_lines(text, FACE, width, min(first, width))
    assert squeezed("".join(broken)) == squeezed(printable(text))
    # One character is never cut, so a line is at most one wide character over a very narrow width.
    assert all(FACE.width(line) <= width + 0.01 or len(line) == 1 for line in broken)


def test_clipped_text_says_that_something_is_left_out() -> None:
    whole = "Kowalska-Łąk, Żaneta Maria Teresa"
    assert clip_lines(whole, FACE, 500, 2) == [whole]
    short = clip_lines(whole, FACE, 60, 2)
    assert len(short) == 2
    assert short[1].endswith("…")
    assert max(map(FACE.width, short)) <= 60
