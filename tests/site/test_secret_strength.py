"""Which keys are refused as not random. Expected results: what a person would type, and what generators print."""

from __future__ import annotations

import base64
import random
import string

import pytest

from reporting.site.secret_strength import weakness

TYPED = {
    "too short": "Zx9-Qv_7Lm",
    "one character": "a" * 50,
    "two characters": "ab" * 30,
    "digits": "31415926535897932384626433832795028841971693993751",
    "a repeated word": "hospital-key-2026" * 4,
    "a repeated word, cut off": ("hospital-key-2026" * 4)[:-5],
    "a repeated word with an end": "hospital-" * 6 + "2026X!",
    "the alphabet": string.ascii_lowercase * 2,
    "letters and digits in order": string.ascii_letters + string.digits,
    "an example": "change-me-Qv7LmZx9RtYbNwPcKdHsJgFaUeIo4813hQ2",
    "Django's example": "django-insecure-Qv7LmZx9RtYbNwPcKdHsJgFaUeIo4813hQ2",
}


@pytest.mark.parametrize("key", TYPED.values(), ids=TYPED)
def test_a_typed_key_is_named(key: str) -> None:
    assert weakness(key, 32)


def test_no_random_key_is_refused() -> None:
    source = random.Random(20260517)
    for _each in range(500):
        sixteen, sixty_four = source.randbytes(16), source.randbytes(64)
        for key in (
            sixteen.hex(),
            sixty_four.hex(),
            base64.urlsafe_b64encode(sixty_four).decode(),
            base64.b85encode(sixty_four).decode(),
        ):
            assert weakness(key, 32) == "", key


def test_the_reason_does_not_quote_the_key() -> None:
    for key in TYPED.values():
        assert key[:6] not in weakness(key, 50)
