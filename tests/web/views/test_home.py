import pytest

pytestmark = pytest.mark.page


@pytest.mark.parametrize(
    ("person", "start"), [("rosa", "/worklist/"), ("finn", "/inbox/"), ("ada", "/cases/")]
)
def test_everybody_starts_with_the_own_list(person, start, request, as_user):
    response = as_user(request.getfixturevalue(person)).get("/")
    assert (response.status_code, response.headers["Location"]) == (302, start)


def test_a_stranger_is_asked_to_sign_in(client, db):
    response = client.get("/")
    assert response.headers["Location"] == "/accounts/login/?next=/"


def test_only_reading_is_answered(as_user, rosa):
    assert as_user(rosa).post("/").status_code == 405
