"""Verification codes of printed reports: 80 random bits that reveal nothing about the patient, easy to type.

The alphabet is Crockford's base 32, which has no lookalikes: I and L are read as 1, O as 0.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
LOOKALIKES = str.maketrans("ILO", "110")


def new_code() -> str:
    """Return a random code of sixteen characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_code(code: str) -> str:
    """Return the code as printed: in groups of four, separated by hyphens."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def parse_code(typed: str) -> str:
    """Return the normalised code, accepting lower case, hyphens and spaces; "" if it is malformed."""
    code = "".join(typed.split()).replace("-", "").upper().translate(LOOKALIKES)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
