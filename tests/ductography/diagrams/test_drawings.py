"""Every line of a drawing stands where it stood when somebody last looked at it. How to look anew: `drawings`."""

import pytest

from tests.ductography.diagrams.drawings import APPROVED, NAMES, drawn


@pytest.mark.parametrize("name", NAMES)
def test_the_drawing_is_the_approved_one(name: str) -> None:
    approved = (APPROVED / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn(name).split("\n") == approved.split("\n")
