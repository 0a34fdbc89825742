"""The real settings, each time read anew by a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "REPORTING_ENV": "production",
    "SECRET_KEY": "k" * 50,
    "SEAL_KEY": "s" * 32,
    "ALLOWED_HOSTS": "reports.example.org",
}


@pytest.fixture
def read(tmp_path):
    """Read settings in the given environment; returns the named ones, or the error in one sentence."""

    def read(*names: str, **environment: str) -> dict | str:
        code = (
            "import json\n"
            "from django.core.exceptions import ImproperlyConfigured\n"
            "try:\n from reporting import settings\n"
            "except ImproperlyConfigured as error:\n print(json.dumps(str(error)))\n"
            f"else:\n print(json.dumps({{n: getattr(settings, n, None) for n in {names!r}}}, default=str))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PATH": os.environ["PATH"], "REPORTING_DATA_DIR": str(tmp_path / "data")} | environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


def test_local_listens_to_this_machine_only_and_keeps_its_keys(read):
    names = ("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "SEAL_KEY")
    first = read(*names)
    assert first["DEBUG"] is False
    assert first["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert first["SECRET_KEY"] != first["SEAL_KEY"]
    assert read(*names) == first


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SEAL_KEY", "ALLOWED_HOSTS"])
def test_production_starts_with_no_key_or_host_of_its_own_making(read, missing, tmp_path):
    assert read(**PRODUCTION | {missing: ""}) == f"{missing} must be set."
    assert not list((tmp_path / "data").glob("*.key"))


def test_production_refuses_debug(read):
    assert "must not be set in production" in read(**PRODUCTION, REPORTING_DEBUG="1")


def test_production_speaks_https_only(read):
    names = (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_NAME",
        "SITE_URL",
    )
    assert read(*names, **PRODUCTION) == {
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SITE_URL": "https://reports.example.org",
    }


def test_database_url_switches_to_postgresql_without_sqlite_options(read):
    found = read("DATABASES", DATABASE_URL="postgres://ductogram:secret@db.example.org/reports")
    database = found["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["NAME"]) == ("db.example.org", "reports")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["ATOMIC_REQUESTS"] is False
    assert "OPTIONS" not in database


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REPORTING_ENV", "staging"),
        ("REPORTING_DEBUG", "ture"),
        ("REPORTING_IDLE_MINUTES", "0"),
        ("REPORTING_TIME_ZONE", "Europe/Atlantis"),
        ("EMAIL_PORT", "smtp"),
        ("PORT", "80000"),
        ("REPORTING_PAGE_SIZE", "a5"),
        ("REPORTING_LANGUAGE", "xx"),
        ("REPORTING_ACCENT_COLOUR", "navy"),
        ("REPORTING_ACCENT_COLOUR", "#ff8800"),
    ],
)
def test_mistyped_value_is_named(read, name, value):
    assert f"{name} is {value!r}; use " in read(**{name: value})


@pytest.mark.parametrize(
    ("given", "language", "american"),
    [
        ("", "en", False),
        ("en", "en", False),
        ("en-GB", "en", False),
        ("en-US", "en", True),
        ("de", "de", False),
    ],
)
def test_the_language_decides_how_dates_are_written(read, given, language, american):
    found = read("LANGUAGE_CODE", "FORMAT_MODULE_PATH", REPORTING_LANGUAGE=given)
    assert found["LANGUAGE_CODE"] == language
    assert found["FORMAT_MODULE_PATH"][0].endswith(".american") is american
    assert found["FORMAT_MODULE_PATH"][-1] == "reporting.site.formats"


def test_a_second_factor_is_required_by_role(read):
    name = "SECOND_FACTOR_ROLES"
    assert read(name) == {name: []}  # the demo stays usable
    assert read(name, **PRODUCTION) == {name: ["radiologist", "resident", "admin"]}
    assert read(name, **PRODUCTION, REPORTING_SECOND_FACTOR="none") == {name: []}
    assert read(name, REPORTING_SECOND_FACTOR="admin, referrer") == {name: ["admin", "referrer"]}
    sentence = read(name, REPORTING_SECOND_FACTOR="admin,nurse")
    assert sentence.startswith("REPORTING_SECOND_FACTOR contains 'nurse'; use none, or one or more of: ")


def test_passwords_follow_nist_and_are_hashed_with_argon2(read):
    found = read("PASSWORD_HASHERS", "AUTH_PASSWORD_VALIDATORS")
    assert "Argon2" in found["PASSWORD_HASHERS"][0]
    names = [validator["NAME"].rpartition(".")[2] for validator in found["AUTH_PASSWORD_VALIDATORS"]]
    assert names == [
        "MinimumLengthValidator",
        "UserAttributeSimilarityValidator",
        "GuessablePasswordValidator",
    ]
    assert found["AUTH_PASSWORD_VALIDATORS"][0]["OPTIONS"] == {"min_length": 15}


def test_mail_is_stored_first_and_encrypted_in_one_way(read):
    found = read("EMAIL_BACKEND", "MAIL_TRANSPORT", "EMAIL_USE_SSL", EMAIL_HOST="mail", EMAIL_USE_SSL="yes")
    assert found == {
        "EMAIL_BACKEND": "reporting.delivery.outbox.OutboxBackend",
        "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_USE_SSL": True,
    }
    assert "filebased" in read("MAIL_TRANSPORT")["MAIL_TRANSPORT"]
    assert "are both set; use" in read(EMAIL_USE_SSL="yes", EMAIL_USE_TLS="yes")


def test_limits_are_counted_in_the_database_or_in_redis(read):
    assert "AtomicDatabaseCache" in read("CACHES")["CACHES"]["default"]["BACKEND"]
    redis = read("CACHES", CACHE_URL="redis://localhost:6379/0")["CACHES"]["default"]
    assert redis["BACKEND"].endswith("RedisCache") and redis["LOCATION"] == "redis://localhost:6379/0"
    assert "must be the address of a Redis server" in read(CACHE_URL="memcached://localhost")
