"""Structured ductography reporting: the one app of the project, and the project package itself."""

import sys

try:
    import pysqlite3
    import pysqlite3.dbapi2
except (
    ImportError
):  # no wheel for this platform: Python's own SQLite serves, and reporting.checks looks at its version
    pass
else:
    # Before Django imports sqlite3: the library many systems ship has the WAL-reset bug (reporting.sqlite).
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
