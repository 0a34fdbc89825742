import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from reporting.site import environment


@pytest.fixture
def variable(monkeypatch):
    def set_to(value: str) -> str:
        monkeypatch.setenv("SOME_SETTING", value)
        return "SOME_SETTING"

    return set_to


@pytest.mark.parametrize("written", ["1", "true", "TRUE", "Yes", " on "])
def test_words_for_yes(variable, written):
    assert environment.boolean(variable(written), default=False) is True


@pytest.mark.parametrize("written", ["0", "false", "No", "OFF"])
def test_words_for_no(variable, written):
    assert environment.boolean(variable(written), default=True) is False


@pytest.mark.parametrize("written", ["ture", "y", "2", "enabled"])
def test_mistyped_boolean_is_an_error_and_not_false(variable, written):
    with pytest.raises(ImproperlyConfigured, match=rf"SOME_SETTING is '{written}'; use one of: 1, true"):
        environment.boolean(variable(written), default=False)


@pytest.mark.parametrize("written", ["8O00", "1.5", "0", "65536", "-1"])
def test_integer_out_of_bounds_names_the_bounds(variable, written):
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING.*from 1 to 65535"):
        environment.integer(variable(written), 8000, minimum=1, maximum=65535)


@pytest.mark.parametrize("written", ["1", "65535"])
def test_integer_bounds_are_included(variable, written):
    assert environment.integer(variable(written), 8000, minimum=1, maximum=65535) == int(written)


def test_choice_names_what_is_allowed(variable):
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING is 'prod'; use one of: local, production"):
        environment.choice(variable("prod"), ("local", "production"), default="local")


@pytest.mark.parametrize("written", ["", "  "])
def test_empty_counts_as_not_set(variable, written):
    assert environment.text(variable(written), "default") == "default"
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING must be set"):
        environment.text(variable(written))


def test_items_are_separated_by_commas(variable):
    assert environment.items(variable("a.example, b.example,")) == ["a.example", "b.example"]


def test_short_secret_is_refused_without_being_shown(variable):
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING has 7 characters") as refusal:
        environment.secret(variable("hunter2"), minimum_length=50)
    assert "hunter2" not in str(refusal.value)


def test_generated_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    first, other = tmp_path / "first.key", tmp_path / "other.key"
    made = environment.generated_secret(first)
    assert len(made) == 64
    assert environment.generated_secret(first) == made
    assert environment.generated_secret(other) != made
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"first.key", "other.key"}


def test_directory_is_for_its_owner_alone(tmp_path):
    made = environment.private_directory(tmp_path / "data")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match=r"file/data cannot be created \(Not a directory\)"):
        environment.private_directory(tmp_path / "file" / "data")
