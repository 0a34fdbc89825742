"""Contrast as WCAG 2.2 defines it; expected figures are those of the definition's own examples and of its ends."""

import pytest

from reporting.site import colours


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#ff0000", 4.0), ("#0000ff", 8.59)],
)
def test_contrast_to_white(text: str, expected: float) -> None:
    assert colours.contrast(colours.parse_colour(text), colours.WHITE) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("text", "can"),
    [(colours.ACCENT, True), ("#7a1f3d", True), ("#767676", False), ("#ff8800", False)],
)
def test_a_heading_must_be_readable_on_the_pale_ground_too(text: str, can: bool) -> None:
    """#767676 is just dark enough for white, and no longer for the ground of the result."""
    assert colours.has_sufficient_contrast(colours.parse_colour(text)) is can


@pytest.mark.parametrize("text", ["", "0d4561", "#0d456", "#0d45610", "#0d456g", "#0d4561\n", "navy"])
def test_anything_else_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="no colour"):
        colours.parse_colour(text)
