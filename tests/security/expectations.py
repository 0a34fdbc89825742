"""Who gets which answer where: one row per route, written by hand. A route without a row fails the suite.

Statuses stand in the order radiologist, referrer, administrator; one alone is for all three. ``login`` means a
redirect to the login page, which is also what everybody gets who has not signed in, unless ``anonymous`` says
something else. The referrer asked for the examinations, and only the final one was released. An administrator is sent
on (302) to state a reason before any content of a report is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LOGIN: Final = "login"
ROLES: Final = ("radiologist", "referrer", "admin")
NO_METHOD: Final = "405"


@dataclass(frozen=True, slots=True)
class Row:
    """Answers of a route to GET and to a POST that brings nothing."""

    get: str
    post: str = NO_METHOD
    anonymous: str = LOGIN
    anonymous_post: str = ""

    def expected(self, role: str, method: str) -> str:
        if role == "anonymous":
            return (self.anonymous_post if method == "POST" else "") or self.anonymous
        statuses = (self.post if method == "POST" else self.get).split()
        return statuses[0] if len(statuses) == 1 else statuses[ROLES.index(role)]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """As `Row`, for a final report and for a draft. What one may not see is 404, as if it did not exist."""

    final: Row
    draft: Row


WRITES = Row("200 403 403", "400 403 403")
WRITES_DRAFT = Row("200 404 403", "400 404 403")

REPORTS: dict[str, ReportRow] = {
    "report": ReportRow(Row("200 200 302"), Row("200 404 302")),
    "report-access": ReportRow(Row("403 403 200", "403 403 422"), Row("403 404 200", "403 404 422")),
    "report-edit": ReportRow(Row("409 403 403", "409 403 403"), WRITES_DRAFT),
    "report-live": ReportRow(Row(NO_METHOD, "409 403 403"), Row(NO_METHOD, "400 404 403")),
    "report-save": ReportRow(Row(NO_METHOD, "409 403 403"), Row(NO_METHOD, "400 404 403")),
    "report-presence": ReportRow(Row("200 403 403"), Row("200 404 403")),
    "report-images": ReportRow(Row("409 403 403", "409 403 403"), Row("200 404 403", "400 404 403")),
    "report-image-choose": ReportRow(Row("410 403 403", "410 403 403"), Row("410 404 403", "410 404 403")),
    "report-image-frame": ReportRow(Row("404 403 403"), Row("404 404 403")),
    "report-image": ReportRow(Row("404 404 302"), Row("404 404 302")),
    "report-image-small": ReportRow(Row("404 404 302"), Row("404 404 302")),
    "report-image-discard": ReportRow(Row(NO_METHOD, "400 403 403"), Row(NO_METHOD, "400 404 403")),
    "report-preview": ReportRow(Row("409 403 302"), Row("200 404 302")),
    "version-pdf": ReportRow(Row("200 200 302"), Row("404 404 302")),
    "patient-sheet": ReportRow(Row("200 200 302"), Row("409 404 302")),
    "patient-sheet-release": ReportRow(Row(NO_METHOD, "403 400 403"), Row(NO_METHOD, "403 404 403")),
    "patient-sheet-pdf": ReportRow(Row("409 409 302"), Row("409 404 302")),
    "report-sign": ReportRow(WRITES, WRITES_DRAFT),
    "report-amend": ReportRow(WRITES, WRITES_DRAFT),
    "report-addendum": ReportRow(WRITES, WRITES_DRAFT),
    "report-withdraw": ReportRow(WRITES, WRITES_DRAFT),
    "report-discard": ReportRow(WRITES, WRITES_DRAFT),
    "case": ReportRow(Row("200 403 200"), Row("200 404 200")),
    "case-pdf": ReportRow(Row("200 403 302"), Row("200 404 302")),
    "case-differences": ReportRow(Row("200 403 302"), Row("404 404 302")),
}

PAGES: dict[str, Row] = {
    "health": Row("200", anonymous="200", anonymous_post="405"),
    "home": Row("302"),
    "verify": Row("200", anonymous="200", anonymous_post="405"),
    "verify-code": Row("404", anonymous="404", anonymous_post="405"),  # a code that nobody has
    "unsent": Row("200", "302"),
    "confirm-credentials": Row("200", "302"),  # a POST asks for the password first
    "invitation": Row("410", "410", "410"),  # a link that is none
    "language": Row(NO_METHOD, "400"),  # one that is none
    "worklist": Row("200 403 403", "302 403 403"),
    "inbox": Row("403 200 403", "403 302 403"),
    "cases": Row("200 403 200", "302 403 302"),
    "statistics": Row("403 403 200"),
    "statistics-pdf": Row("403 403 200"),
    "preparation-sheet": Row("200"),
    "examination-new": Row("200 403 200", "422 403 422"),
}

ACCOUNTS: dict[str, Row] = {
    "account_login": Row("302", "302", "200"),
    "account_logout": Row("200", "302", "302"),
    "account_inactive": Row("200", anonymous="200", anonymous_post="405"),
    "account_signup": Row("302", "302", "200"),  # closed
    "account_reauthenticate": Row("200", "200"),
    "account_email": Row("404", "404"),  # closed: an address is changed by an administrator
    "account_email_verification_sent": Row("200", anonymous="200", anonymous_post="405"),
    "account_change_password": Row("200", "200"),
    "account_set_password": Row("302", "302"),  # everybody has one
    "account_reset_password": Row("200", "200", "200"),
    "account_reset_password_done": Row("200", anonymous="200", anonymous_post="405"),
    "account_reset_password_from_key": Row("200", "200", "200"),  # a key that is none
    "account_reset_password_from_key_done": Row("200", anonymous="200", anonymous_post="405"),
    "account_confirm_email": Row("200", "404", "200", "404"),  # a key that is none
    "account_confirm_login_code": Row("302", "302"),
    "usersessions_list": Row("200", "302"),
    "mfa_index": Row("200"),
    "mfa_authenticate": Row("302", "302"),
    "mfa_reauthenticate": Row("302", "302"),
    "mfa_activate_totp": Row("302", "302"),
    "mfa_deactivate_totp": Row("404", "404"),
    "mfa_list_webauthn": Row("200"),
    "mfa_add_webauthn": Row("302", "302"),
    "mfa_reauthenticate_webauthn": Row("302", "302"),
    "mfa_remove_webauthn": Row("302", "302"),
    "mfa_edit_webauthn": Row("302", "302"),
    "mfa_view_recovery_codes": Row("404"),
    "mfa_generate_recovery_codes": Row("302", "302"),
    "mfa_download_recovery_codes": Row("404", "404"),
}

STAFF = Row("login login 200", "login login 405")
STAFF_FORM = Row("login login 200", "login login 200")
STAFF_REFUSED = Row("login login 403", "login login 403")
STAFF_READS = Row("login login 200", "login login 403")
STAFF_GOES_ON = Row("login login 302", "login login 302")

ADMIN: dict[str, Row] = {
    "admin:index": STAFF_FORM,
    "admin:login": Row("403 403 302", "403 403 200"),
    "admin:logout": Row("302 302 405", "302 302 200"),
    "admin:password_change": STAFF_GOES_ON,
    "admin:password_change_done": STAFF,
    "admin:reporting_user_action": Row("login login 404", "login login 404"),  # an action that is none
    "admin:autocomplete": Row("login login 403", "login login 405"),  # a question about no field
    "admin:jsi18n": STAFF,
    "admin:view_on_site": Row("login login 404", "login login 404"),
    "admin:app_list": STAFF_FORM,
    r"admin/(?P<url>.*)$": Row("login login 404", "login login 404"),
}
# The rows that the admin shows: what may be done with an existing one. None is ever deleted there.
KEPT, MENDED, READ = (STAFF_FORM, STAFF_FORM), (STAFF_REFUSED, STAFF_FORM), (STAFF_REFUSED, STAFF_READS)
MODELS = {
    "user": KEPT,
    "contrastagent": KEPT,
    "patient": MENDED,
    "examination": MENDED,
    "reporttemplate": MENDED,
    "reportversion": READ,
    "auditevent": READ,
    "delivery": READ,
    "outgoingmail": READ,
    "readreceipt": READ,
}
for model, (add, change) in MODELS.items():
    ADMIN |= {
        f"admin:reporting_{model}_changelist": STAFF_FORM,
        f"admin:reporting_{model}_add": add,
        f"admin:reporting_{model}_history": STAFF_FORM,
        f"admin:reporting_{model}_delete": STAFF_REFUSED,
        f"admin:reporting_{model}_change": change,
        f"admin/reporting/{model}/<path:object_id>/": STAFF_GOES_ON,
    }
for model in ("delivery", "outgoingmail"):
    ADMIN[f"admin:reporting_{model}_resend"] = Row("login login 405", "login login 302")
