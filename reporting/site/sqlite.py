"""Versions of SQLite that are safe for storing reports.

Versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode that two connections write (the "WAL-reset bug").
It was fixed in 3.51.3 and in two older branches, 3.50.7 and 3.44.6.
Source: https://www.sqlite.org/wal.html#walresetbug
"""

Version = tuple[int, int, int]

FIRST_AFFECTED: Version = (3, 7, 0)
FIRST_FIXED: Version = (3, 51, 3)
FIXED_BRANCHES: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7))


def is_safe(version: Version) -> bool:
    """Return True if this version of SQLite does not have the WAL-reset bug."""
    fixed_in_branch = any(version[:2] == branch[:2] and version >= branch for branch in FIXED_BRANCHES)
    return version < FIRST_AFFECTED or version >= FIRST_FIXED or fixed_in_branch
