"""The words that go with an action: needed, printable, and kept in one normal form."""

import pytest

from reporting.policy.action_reasons import REQUIRED_TEXT, required_text
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action


def test_what_needs_words() -> None:
    assert set(REQUIRED_TEXT) == {Action.START_AMENDMENT, Action.ADD_ADDENDUM, Action.WITHDRAW}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  \n ", "Enter the reason for the withdrawal."),
        ("a\x00b", "These characters are not allowed: U+0000."),
        ("a\u202eb", "These characters are not allowed: U+202E."),
        ("x" * 100_001, "This text is too long; the limit is 100000 characters."),
    ],
)
def test_texts_that_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(ActionRefused) as raised:
        required_text(Action.WITHDRAW, text)
    assert raised.value.sentence == sentence


def test_a_text_is_kept_in_one_normal_form() -> None:
    assert required_text(Action.WITHDRAW, " Nun\u0303ez\r\nagain ") == "Nu\u00f1ez\nagain"
