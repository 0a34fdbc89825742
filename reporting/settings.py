"""All settings, for every installation. What differs between installations is read from the environment:

==============================  =========================================================================
REPORTING_ENV                   ``local`` (default: this machine only, generated keys) or ``production``
SECRET_KEY, SEAL_KEY            production: random, at least 50 and 32 characters; the latter seals versions
ALLOWED_HOSTS, SITE_URL         production: host names, comma separated; address used in e-mails
DATABASE_URL                    PostgreSQL, e.g. ``postgres://user:password@host/name``; default is SQLite
CACHE_URL                       Redis server that counts the limits of requests; default is the database
DATABASE_APPLICATION_ROLE       PostgreSQL: role of the service, to which ``migrate`` grants its privileges
REPORTING_DATA_DIR              where SQLite, keys and signed PDFs lie; default ``data/``
ARCHIVE_S3_BUCKET, _ENDPOINT,   bucket of an S3-compatible storage for signed PDFs, instead of the local disk
_REGION, _KEY, _SECRET
SIGNING_KEY, _CERTIFICATE,      the site's key and certificate, which sign PDFs; local without them makes its own
_PASSPHRASE, _ROOTS,            for the demo, production without them signs in the application alone
_TIMESTAMP_URL
REPORTING_IMAGE_MB, _DICOM_MB   largest key image as PNG or JPEG, and as DICOM, in megabytes; default 20, 200
REPORTING_LANGUAGE              of what is printed and sent, and how English dates are written:
                                ``en-GB`` (default; also ``en``), ``en-US`` or ``de``
REPORTING_TIME_ZONE             zone in which times are shown and printed; default UTC
REPORTING_SECOND_FACTOR         roles that must have a second factor, or ``none``
REPORTING_IDLE_MINUTES          sign-out after so long without a request; default 15
REPORTING_TRUSTED_PROXIES       reverse proxies whose X-Forwarded-For is believed; default 0
REPORTING_READ_ONLY             reports can be read, nothing can be saved; for maintenance
REPORTING_RESERVE_MB            room on the disk below which the same holds, in megabytes; default 200
REPORTING_DEBUG                 Django's error pages; local only
FACILITY_NAME, _ADDRESS,        letterhead; the logo is the path of a PNG or JPEG file
_PHONE, _LOGO
REPORTING_PAGE_SIZE             of every PDF: ``a4`` (default) or ``letter``
REPORTING_ACCENT_COLOUR         of headings in PDFs; default ``#0d4561``
EMAIL_HOST, _PORT, _HOST_USER,  outgoing mail; local without EMAIL_HOST writes mails
_HOST_PASSWORD, _USE_TLS,       into files
_USE_SSL, DEFAULT_FROM_EMAIL
==============================  =========================================================================
"""

import zoneinfo
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from reporting.custody.pades import demo_certificate
from reporting.site import colours, demo_address, environment, logs

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Which installation ---------------------------------------------------------------------------

PRODUCTION = environment.choice("REPORTING_ENV", ("local", "production"), default="local") == "production"
DATA_DIR = environment.private_directory(
    Path(environment.text("REPORTING_DATA_DIR", str(BASE_DIR / "data"))).resolve()
)
ARCHIVE_DIR = DATA_DIR / "archive"

# While set, reports can be read and nothing can be saved.
READ_ONLY = environment.boolean("REPORTING_READ_ONLY", default=False)
# With less room on the disk of DATA_DIR the same is true; what is left is for sessions and audit events.
RESERVE_BYTES = 1_000_000 * environment.integer("REPORTING_RESERVE_MB", 200, minimum=1, maximum=1_000_000)

DEBUG = environment.boolean("REPORTING_DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "REPORTING_DEBUG must not be set in production: its error pages show patient data."
    )

if PRODUCTION:
    SECRET_KEY = environment.secret("SECRET_KEY", minimum_length=50)
    SEAL_KEY = environment.secret("SEAL_KEY", minimum_length=32).encode()
    ALLOWED_HOSTS = environment.items("ALLOWED_HOSTS")
    SITE_URL = environment.text("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")
else:
    SECRET_KEY = environment.generated_secret(DATA_DIR / "secret.key")
    SEAL_KEY = environment.generated_secret(DATA_DIR / "seal.key").encode()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    port = environment.integer("PORT", 8000, minimum=1, maximum=65535)
    chosen = demo_address.address_of(port) if environment.text("PORT", "") else ""
    SITE_URL = environment.text(
        "SITE_URL", chosen or demo_address.remembered(DATA_DIR) or demo_address.address_of(port)
    )

# The site's digital signature in PDFs. Paths of PEM or PKCS#12 files, or the URI of a key in a security module.
SIGNING_KEY = environment.text("SIGNING_KEY", "")
SIGNING_CERTIFICATE = environment.text("SIGNING_CERTIFICATE", "")
SIGNING_PASSPHRASE = environment.text("SIGNING_PASSPHRASE", "")
SIGNING_ROOTS = environment.text("SIGNING_ROOTS", "")
SIGNING_TIMESTAMP_URL = environment.text("SIGNING_TIMESTAMP_URL", "")
if not PRODUCTION and not SIGNING_KEY:
    demo_certificate.ensure_certificate(DATA_DIR / "signing")
    SIGNING_KEY, SIGNING_CERTIFICATE, SIGNING_ROOTS = demo_certificate.paths(DATA_DIR / "signing")

# --- The app and its parts ------------------------------------------------------------------------

INSTALLED_APPS = [
    "reporting",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # for allauth's list of sessions
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "bootstrap",
    "csp",
]
MIDDLEWARE = [
    # First, so that scripts and style sheets are compressed too. Lengths of pages reveal nothing: the CSRF token
    # differs in every page, and Django adds random bytes to the compressed form.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "reporting.web.middleware.no_store",
    "reporting.web.middleware.forget_at_sign_out",
    "reporting.web.middleware.client_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reporting.web.middleware.own_language",
    "reporting.web.read_only.ReadOnly",
    "reporting.web.middleware.session_timeout",
    "allauth.account.middleware.AccountMiddleware",
    "reporting.web.middleware.LoginRequired",
    "reporting.web.middleware.AlteredContent",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reporting.web.middleware.SecondFactorRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "reporting.urls"
WSGI_APPLICATION = "reporting.wsgi.application"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {
                "diagrams": "reporting.web.templatetags.diagrams",
                "site": "reporting.web.templatetags.site",
            },
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry patient names
)

# --- Database -------------------------------------------------------------------------------------

# SQLite: each option prevents a measured failure. IMMEDIATE takes the write lock at BEGIN, because a deferred
# transaction that reads and then writes fails at once after a concurrent write, whatever the timeout.
# synchronous=FULL keeps a signed report through a power cut. recursive_triggers makes INSERT OR REPLACE fire the
# triggers that protect signed rows. The timeout in seconds is below gunicorn's 30.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA recursive_triggers=ON;"
        "PRAGMA cache_size=-65536;"
        "PRAGMA mmap_size=268435456;"
        "PRAGMA journal_size_limit=67108864;"
        "PRAGMA temp_store=MEMORY;"
    ),
}
DATABASE: dict[str, Any] = dict(
    dj_database_url.parse(environment.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'ductogram.sqlite3'}"))
)
DATABASE["CONN_MAX_AGE"] = 600  # seconds; otherwise every request opens the database anew
DATABASE["ATOMIC_REQUESTS"] = False  # with IMMEDIATE every page view would take the write lock
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = SQLITE_OPTIONS
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # a file: in memory there is no WAL
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": DATABASE}
# The role of the service on PostgreSQL. ``migrate``, run by the owner of the tables, grants it what it needs.
DATABASE_APPLICATION_ROLE = environment.text("DATABASE_APPLICATION_ROLE", "")

# Counts the limits of requests: shared by all processes and, in the database, kept across restarts.
CACHE_URL = environment.text("CACHE_URL", "")
if CACHE_URL and not CACHE_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured(
        "CACHE_URL must be the address of a Redis server, such as redis://localhost:6379/0, or empty."
    )
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "reporting.site.database_cache.AtomicDatabaseCache",
        "LOCATION": "reporting_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- People and sessions --------------------------------------------------------------------------

AUTH_USER_MODEL = "reporting.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "reporting.web.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "reporting.web.forms.password_reset.PasswordResetRequestForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # workstations are shared: the session ends with the browser
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
FAILED_SIGN_INS_PER_ADDRESS = "20/m/ip"  # those of one name are counted by `reporting.accounts.sign_in_lock`
# Each account's wrong codes of a second factor are limited by "key".
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": f"{FAILED_SIGN_INS_PER_ADDRESS},5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.integer("REPORTING_TRUSTED_PROXIES", 0, minimum=0, maximum=10)
USERSESSIONS_ADAPTER = "reporting.web.session_adapter.SessionAdapter"
# Roles that must have a second factor: pages other than its own are closed until it is set up.
SECOND_FACTOR_ROLES = environment.choices(
    "REPORTING_SECOND_FACTOR",
    ("radiologist", "resident", "referrer", "admin"),
    default="radiologist,resident,admin" if PRODUCTION else "none",
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # the demo has no TLS
MFA_ADAPTER = "reporting.web.mfa_adapter.MfaAdapter"
MFA_TOTP_ISSUER = "Ductogram"
# Administrators set the addresses of accounts. If confirmation were required, anybody requesting a new password in
# another user's name would leave an unconfirmed address behind and block that user's second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# NIST SP 800-63B-4, 3.1.1.2: fifteen characters for a password without a second factor, a blocklist that also finds
# listed passwords, site words and personal words in combinations, and no composition rules.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "reporting.accounts.password_strength.GuessablePasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds

SESSION_COOKIE_AGE = 60 * environment.integer(
    "REPORTING_IDLE_MINUTES", 15, minimum=1, maximum=24 * 60
)  # seconds
SESSION_ENGINE = "reporting.web.sessions"
SESSION_MAX_SECONDS = 12 * 60 * 60  # sign in once per working day, even if active
SESSION_REFRESH_SECONDS = 60  # activity is stored at most this often, because each time is a write
CSRF_FAILURE_VIEW = "reporting.web.views.pending_saves.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- What browsers are told -----------------------------------------------------------------------

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # requested by monitoring on the same machine
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws checkboxes with data: URLs
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# The largest form: 300 findings with about 40 fields each, and their free text.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Key images: uploads are stored on the disk of the data directory while they are processed.
UPLOAD_DIR = environment.private_directory(DATA_DIR / "uploads")
FILE_UPLOAD_TEMP_DIR = str(UPLOAD_DIR)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "reporting.web.views.uploads.KeyImageUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMAGE_MAX_BYTES = 1_000_000 * environment.integer("REPORTING_IMAGE_MB", 20, minimum=1, maximum=200)
DICOM_MAX_BYTES = 1_000_000 * environment.integer("REPORTING_DICOM_MB", 200, minimum=1, maximum=2000)

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # local: served from the source folder
WHITENOISE_USE_FINDERS = not PRODUCTION
# Signed PDFs and other immutable files: below ARCHIVE_DIR, which the web server does not serve, or in a bucket.
ARCHIVE_BUCKET = environment.text("ARCHIVE_S3_BUCKET", "")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "archive": {
        "BACKEND": "reporting.custody.storage_s3.ArchiveBucket",
        "OPTIONS": {
            "bucket_name": ARCHIVE_BUCKET,
            "endpoint_url": environment.text("ARCHIVE_S3_ENDPOINT", "") or None,
            "region_name": environment.text("ARCHIVE_S3_REGION", "") or None,
            "access_key": environment.text("ARCHIVE_S3_KEY"),
            "secret_key": environment.text("ARCHIVE_S3_SECRET"),
        },
    }
    if ARCHIVE_BUCKET
    else {"BACKEND": "reporting.custody.storage.ArchiveFiles"},
    "staticfiles": {
        "BACKEND": "reporting.site.static_files.ContentNamedStaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Language, time, letterhead, mail, log --------------------------------------------------------

# Language of printouts and e-mails (`reporting.site.languages`), and of screens where the user chose none.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LOCALE = environment.choice("REPORTING_LANGUAGE", ("en-GB", "en-US", "de", "en"), default="en-GB")
LANGUAGE_CODE = LOCALE.partition("-")[0]
# How dates are written: 17 March 2026, or March 17, 2026 in English pages and papers of an American site.
FORMAT_MODULE_PATH = ["reporting.site.formats"]
if LOCALE == "en-US":
    FORMAT_MODULE_PATH.insert(0, "reporting.site.formats.american")
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = environment.text("REPORTING_TIME_ZONE", "UTC")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(
        f"REPORTING_TIME_ZONE is {TIME_ZONE!r}; use a name from the tz database, such as Europe/Berlin."
    )

FACILITY_NAME = environment.text("FACILITY_NAME", "Breast Imaging")
FACILITY_ADDRESS = environment.text("FACILITY_ADDRESS", "")
FACILITY_PHONE = environment.text("FACILITY_PHONE", "")
FACILITY_LOGO = environment.text("FACILITY_LOGO", "")
PAGE_SIZE = environment.choice("REPORTING_PAGE_SIZE", ("a4", "letter"), "a4")
ACCENT_COLOUR = environment.dark_colour("REPORTING_ACCENT_COLOUR", colours.ACCENT)

# Fonts for characters missing in the project's own, in this order; "#1" after a file is its second font.
DEBIAN_CJK = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")  # from the package fonts-wqy-microhei
FALLBACK_FONTS = environment.items("REPORTING_FALLBACK_FONTS", str(DEBIAN_CJK) if DEBIAN_CJK.exists() else "")

EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.integer("EMAIL_PORT", 25, minimum=1, maximum=65535)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.boolean("EMAIL_USE_TLS", default=False)  # STARTTLS, usually port 587
EMAIL_USE_SSL = environment.boolean("EMAIL_USE_SSL", default=False)  # TLS from the start, usually port 465
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured(
        "EMAIL_USE_TLS and EMAIL_USE_SSL are both set; use EMAIL_USE_SSL for port 465, EMAIL_USE_TLS otherwise."
    )
EMAIL_TIMEOUT = 10  # seconds, of one answer; `reporting.delivery.transport` limits the whole
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "ductogram@localhost")
# Every message is stored; `manage.py send_notices` hands the stored ones to MAIL_TRANSPORT.
EMAIL_BACKEND = "reporting.delivery.outbox.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
if not PRODUCTION and EMAIL_HOST == "localhost":
    MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

LOGGING = logs.configuration(json=PRODUCTION)
LOGGING_CONFIG = "reporting.site.logs.configure"
