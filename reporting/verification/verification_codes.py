"""Codes by which a printed report is asked after: 80 random bits that say nothing of the patient, made to be typed.

The alphabet is Crockford's base 32, which has no letter that looks like another: I and L are read as 1, O as 0.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
LOOKALIKES = str.maketrans("ILO", "110")


def new_code() -> str:
    """Sixteen characters that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: in fours, with hyphens between."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code that was typed, in small or large letters, with or without hyphens and spaces; "" for what is none."""
    code = "".join(typed.split()).replace("-", "").upper().translate(LOOKALIKES)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
