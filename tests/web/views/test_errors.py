"""Every mistake has a page that says what happened, that nothing is lost, and how to go on."""

import pytest
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.test import RequestFactory, override_settings

from reporting.web.views import errors
from tests.web.views.conftest import text_of

pytestmark = pytest.mark.page


def test_too_many_bytes(as_user, rosa):
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        response = as_user(rosa).post("/worklist/", {"words": "x" * 2000})
    assert response.status_code == 413
    assert "Nothing was saved." in text_of(response)


def test_too_many_fields(as_user, rosa):
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5):
        response = as_user(rosa).post("/worklist/", {f"field{number}": "x" for number in range(9)})
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("exception", "status"),
    [
        (RequestDataTooBig("details"), 413),
        (TooManyFieldsSent("details"), 413),
        (ValueError("/srv/secret/path"), 400),
        (errors.InvalidQuery("after", "the ID of a report is expected"), 400),
    ],
)
def test_what_a_bad_request_tells(exception, status):
    response = errors.bad_request(RequestFactory().get("/"), exception)
    assert response.status_code == status
    assert "details" not in text_of(response)
    assert "secret" not in text_of(response)


def test_a_crash_is_told_without_its_details(as_user, rosa, monkeypatch):
    def crash(*args):
        raise RuntimeError("the table reporting_report is gone")

    client = as_user(rosa)
    client.raise_request_exception = False
    monkeypatch.setattr("reporting.web.views.worklist.matching", crash)
    response = client.get("/worklist/")
    page = text_of(response)
    assert response.status_code == 500
    assert "reporting_report" not in page
    assert "Earlier saves are safe" in page


@pytest.mark.parametrize(
    "path", ["/nothing/", "/reports/1/", "/reports/%00/", "/cases/x/", "/.git/HEAD", "/static/../settings.py"]
)
def test_what_is_not_there_is_told_alike(path, as_user, rosa):
    response = as_user(rosa).get(path)
    assert response.status_code == 404
    assert "Page not found" in text_of(response)


def test_a_form_without_its_token_changes_nothing(rosa):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    response = client.post("/examinations/new/", {"mrn": "M-1"})
    assert response.status_code == 403
    assert "Nothing was saved." in text_of(response)


@pytest.mark.parametrize("status", [409, 422, 429, 503])
def test_each_page_shows_its_sentence(status):
    response = errors.error_page(RequestFactory().get("/"), status, "The sentence of the service.")
    assert response.status_code == status
    assert "The sentence of the service." in text_of(response)


def test_a_form_that_cannot_be_taken_apart(as_user, rosa):
    response = as_user(rosa).post("/worklist/", {"x" * 5000: "words"})
    assert response.status_code == 400
    assert "Nothing was saved." in text_of(response)


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=\xff", "x"])
def test_a_body_of_another_kind(content_type, as_user, rosa):
    response = as_user(rosa).post("/worklist/", b"\x00\xff--", content_type=content_type)
    assert response.status_code in (302, 400)
