"""The settings under test: the real ones, in a data directory of their own and with a quick hasher."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = "REPORTING_TEST_DIR"  # shared with the worker processes, which inherit the environment
if ROOT not in os.environ:
    os.environ[ROOT] = tempfile.mkdtemp(prefix="ductogram-tests-")
    atexit.register(shutil.rmtree, os.environ[ROOT], ignore_errors=True)

os.environ["REPORTING_ENV"] = "local"
os.environ["REPORTING_DATA_DIR"] = str(Path(os.environ[ROOT]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))

from reporting.settings import *  # noqa: E402, F403

# Argon2 costs 50 ms by design, and most tests sign in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_BACKEND = EMAIL_BACKEND  # noqa: F405 - pytest-django replaces EMAIL_BACKEND; tests/conftest.py puts this back
LOGGING_CONFIG = None  # pytest keeps the log lines of each test
