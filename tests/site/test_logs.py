import io
import json
import logging

import pytest
import structlog

from reporting.site import logs


@pytest.fixture
def line():
    """Log through the given function; returns the one line that came out, read as JSON and as text."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure(logs.configuration(json=True))
    (handler,) = root.handlers
    written = handler.stream = io.StringIO()

    def log(write) -> tuple[dict, str]:
        write()
        text = written.getvalue()
        assert text.count("\n") == 1
        return json.loads(text), text

    yield log
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def fail_with_patient_data():
    try:
        try:
            raise KeyError("mrn 4711-secret")
        except KeyError as error:
            raise ValueError("Łucja Šťastná") from error
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/reports/")


def test_exception_is_logged_by_type_and_place_without_its_text(line):
    entry, text = line(fail_with_patient_data)
    assert [part["type"] for part in entry["exception"]] == ["ValueError", "KeyError"]
    assert "fail_with_patient_data" in entry["exception"][0]["at"][-1]
    assert "test_logs.py" in entry["exception"][0]["at"][-1]
    assert "Łucja" not in text and "4711" not in text and "\\u0141ucja" not in text


def test_what_a_user_types_cannot_forge_a_line(line):
    entry, _ = line(lambda: logging.getLogger("django.security").warning("bad host\n{'level': 'info'}"))
    assert entry["level"] == "warning"


def test_structlog_and_logging_end_in_the_same_form(line):
    entry, _ = line(lambda: structlog.get_logger("reporting").info("signed", version=3))
    assert (entry["event"], entry["version"], entry["logger"], entry["level"]) == (
        "signed",
        3,
        "reporting",
        "info",
    )
    assert entry["timestamp"].endswith("Z")
