"""Which versions of SQLite may hold reports.

Versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode that two connections write (the "WAL-reset bug").
It was mended in 3.51.3 and in two older branches, 3.50.7 and 3.44.6.
Source: https://www.sqlite.org/wal.html#walresetbug
"""

Version = tuple[int, int, int]

FIRST_AFFECTED: Version = (3, 7, 0)
FIRST_MENDED: Version = (3, 51, 3)
MENDED_BRANCHES: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7))


def is_safe(version: Version) -> bool:
    """Whether this version of SQLite is free of the WAL-reset bug."""
    mended_in_branch = any(version[:2] == branch[:2] and version >= branch for branch in MENDED_BRANCHES)
    return version < FIRST_AFFECTED or version >= FIRST_MENDED or mended_in_branch
