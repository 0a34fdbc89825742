"""Recognise keys that were typed or repeated rather than generated at random."""

from __future__ import annotations

import zlib

# A random key of 32 hexadecimal digits has more of each; so has every longer one and every richer alphabet.
DISTINCT_CHARACTERS_MIN = 10
COMPRESSED_BYTES_MIN = 24
NEIGHBOURS_SHARE_MAX = 0.5
COMPRESSION_OVERHEAD_BYTES = 8
PLACEHOLDERS = ("changeme", "change-me", "change_me", "insecure", "example", "password", "secret")


def weakness(key: str, minimum_length: int) -> str:
    """Return why ``key`` is easy to guess, as the end of a sentence, or "" if it looks random.

    A key that looks random need not be: "" only means that no pattern was found.
    """
    if len(key) < minimum_length:
        return f"has {len(key)} characters; the minimum is {minimum_length}"
    if key.isdigit():
        return "consists of digits only"
    if len(set(key)) < DISTINCT_CHARACTERS_MIN:
        return f"has only {len(set(key))} different characters"
    if (period := _period(key)) < minimum_length and 2 * period <= len(key):
        return f"repeats itself after {period} characters"
    if any(word in key.lower() for word in PLACEHOLDERS):
        return "contains a word used in examples"
    if _neighbours_share(key) > NEIGHBOURS_SHARE_MAX:
        return "follows the alphabet or the digits"
    if len(zlib.compress(key.encode(), 9)) - COMPRESSION_OVERHEAD_BYTES < COMPRESSED_BYTES_MIN:
        return "repeats parts of itself"
    return ""


def _period(key: str) -> int:
    """Return the length of the shortest beginning that ``key`` repeats, also cut off at the end."""
    return next(length for length in range(1, len(key) + 1) if key[length:] == key[: len(key) - length])


def _neighbours_share(key: str) -> float:
    """Return the share of adjacent characters that are equal or follow each other in the alphabet."""
    pairs = list(zip(key, key[1:], strict=False))
    return sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairs) / max(len(pairs), 1)
