"""Demo data: fictitious users, and cases in every status a report can have.

Everything is created by the services that the pages use, so that the demo shows nothing the application cannot do.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from reporting.custody import account_audit, audit
from reporting.ductography.document import Override, ReportDocument
from reporting.ductography.judgement.review import review
from reporting.management.command_user import command_line_user
from reporting.models import AuditKind, ContrastAgent, Examination, Report, Role, User
from reporting.models.normalisation import comparable_number
from reporting.policy.lifecycle import Action
from reporting.registry.registration import register_examination
from reporting.workflow import drafts, signing
from reporting.workflow.case_import import import_case

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
PASSWORD = "ductography demo"  # noqa: S105 - printed at each start; these accounts exist in the demo only

DUE_PASSED = "due-passed"
LONG_AGO = "Synthetic case of an earlier year, signed for demonstration."


@dataclass(frozen=True, slots=True)
class DemoUser:
    username: str
    role: Role

    @property
    def first_name(self) -> str:
        return self.username.title()


DEMO_USERS = (
    DemoUser("rosa", Role.RADIOLOGIST),
    DemoUser("remi", Role.RADIOLOGIST),
    DemoUser("nils", Role.RESIDENT),
    DemoUser("finn", Role.REFERRER),
    DemoUser("olga", Role.REFERRER),
    DemoUser("ada", Role.ADMIN),
)

# Registered examinations without a report.
UNREPORTED_EXAMINATIONS: tuple[dict[str, Any], ...] = (
    {
        "patient_name": "Wanda Gżegżółka",
        "mrn": "SYN-21",
        "birth_date": datetime.date(1979, 5, 17),
        "sex": "female",
        "accession_number": "SYN-21",
        "examination_date": datetime.date(2025, 5, 5),
        "ordered_side": "left",
        "reason": "Spontaneous clear discharge from one duct of the left breast for three months.",
    },
    {
        "patient_name": "Αθηνά Γεωργίου-Ψαρά",
        "mrn": "SYN-22",
        "birth_date": datetime.date(1965, 11, 23),
        "sex": "female",
        "accession_number": "SYN-22",
        "examination_date": datetime.date(2025, 5, 6),
        "ordered_side": "right",
        "reason": "Blood-stained discharge from the right breast; not explained by mammography or ultrasound.",
    },
    {
        "patient_name": "Trần Đức Thắng",
        "mrn": "SYN-23",
        "birth_date": datetime.date(1971, 2, 2),
        "sex": "male",
        "accession_number": "SYN-23",
        "examination_date": datetime.date(2025, 5, 7),
        "ordered_side": "right",
        "reason": "Bloody discharge from the right breast of a man.",
    },
)


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A case of ``fixtures/cases`` and the status its report ends in.

    ``blank`` names parts of the document left out at first; ``finish`` is called after the import.
    """

    case: str
    radiologist: str
    referrer: str
    finish: Callable[[DemoCase, Report, User], None]
    blank: tuple[str, ...] = ()
    text: str = ""


def _draft(case: DemoCase, report: Report, radiologist: User) -> None:
    """Leave the report as a draft."""


def _preliminary(case: DemoCase, report: Report, radiologist: User) -> None:
    _sign(report, radiologist, Action.SIGN_PRELIMINARY)


def _final(case: DemoCase, report: Report, radiologist: User) -> None:
    _sign(report, radiologist, Action.SIGN_FINAL)


def _amended(case: DemoCase, report: Report, radiologist: User) -> None:
    _final(case, report, radiologist)
    version = drafts.start_amendment(
        report, user=radiologist, reason=case.text, row_version=report.fresh().row_version
    )
    drafts.save(report, document(case.case), user=radiologist, row_version=version)
    _sign(report, radiologist, Action.SIGN_AMENDMENT)


def _addendum(case: DemoCase, report: Report, radiologist: User) -> None:
    _final(case, report, radiologist)
    _sign(report, radiologist, Action.ADD_ADDENDUM, addendum=case.text)


def _withdrawn(case: DemoCase, report: Report, radiologist: User) -> None:
    _final(case, report, radiologist)
    _sign(report, radiologist, Action.WITHDRAW, reason=case.text)


DEMO_CASES = (
    DemoCase("c02", "rosa", "finn", _final),
    DemoCase("c03", "rosa", "olga", _final),
    DemoCase("c05", "rosa", "finn", _amended, ("subsequent_procedures",), "The pathology has arrived."),
    DemoCase("c07", "remi", "finn", _final),
    DemoCase("c10", "remi", "olga", _final),
    DemoCase("c13", "rosa", "finn", _final),
    DemoCase("c14", "remi", "finn", _final),
    DemoCase("n01", "rosa", "olga", _final),
    DemoCase("n05", "remi", "finn", _final),
    DemoCase("synthetic-failed-cannulation", "rosa", "finn", _final),
    DemoCase(
        "synthetic-incomplete-filling",
        "rosa",
        "finn",
        _draft,
        ("impression", "breasts"),
    ),
    DemoCase("synthetic-technical-extravasation", "remi", "olga", _draft),
    DemoCase(
        "synthetic-air-bubble",
        "rosa",
        "olga",
        _withdrawn,
        (),
        "Images of another patient were reported here.",
    ),
    DemoCase("synthetic-allergic-like-reaction", "rosa", "finn", _final),
    DemoCase("synthetic-two-ducts", "remi", "finn", _final),
    DemoCase("synthetic-both-breasts", "rosa", "olga", _final),
    DemoCase("synthetic-normal", "rosa", "finn", _final),
    DemoCase("synthetic-male", "rosa", "olga", _addendum, (), "Cytology of the discharge: atypical cells."),
    DemoCase("synthetic-no-discharge-today", "remi", "finn", _final),
    DemoCase("synthetic-cancer-signs", "rosa", "finn", _preliminary),
)


def pending_steps() -> list[Callable[[], None]]:
    """Return the steps still to be done; existing data are not touched."""
    taken = set(Examination.objects.values_list("accession_key", flat=True))
    unreported = [
        given
        for given in UNREPORTED_EXAMINATIONS
        if comparable_number(given["accession_number"]) not in taken
    ]
    cases = [case for case in DEMO_CASES if comparable_number(_accession(case.case)) not in taken]
    signers = SignerCache()
    return [
        *_missing_users(),
        *_missing_agents(),
        *(partial(_register, given) for given in unreported),
        *(partial(_create_case, case, signers) for case in cases),
    ]


def document(case: str, blank: tuple[str, ...] = ()) -> ReportDocument:
    """Return the document of a case without the parts named in ``blank``."""
    return ReportDocument.from_json(
        json.dumps({k: v for k, v in _case_content(case).items() if k not in blank})
    )


def _case_content(case: str) -> dict[str, Any]:
    return dict(json.loads((FIXTURES / "cases" / f"{case}.json").read_text(encoding="utf-8")))


def _accession(case: str) -> str:
    return str(_case_content(case)["identity"]["accession_number"])


def _missing_users() -> Iterator[Callable[[], None]]:
    known = set(User.objects.values_list("username", flat=True))
    if missing := [person for person in DEMO_USERS if person.username not in known]:
        yield partial(_create_users, missing)


def _create_users(people: Sequence[DemoUser]) -> None:
    hashed = make_password(
        PASSWORD
    )  # deliberately slow; the password is public, so all accounts share one hash
    with transaction.atomic():
        for person in people:
            user = User.objects.create(
                username=person.username,
                email=f"{person.username}@example.org",
                password=hashed,
                first_name=person.first_name,
                last_name="Demo",
                role=person.role,
                is_staff=person.role == Role.ADMIN,
            )
            account_audit.record_created(command_line_user(), user)


def _missing_agents() -> Iterator[Callable[[], None]]:
    known = set(ContrastAgent.objects.values_list("name", "concentration_mg_i_per_ml"))
    for row in json.loads((FIXTURES / "contrast_agents.json").read_text(encoding="utf-8")):
        fields = row["fields"]
        if (fields["name"], fields["concentration_mg_i_per_ml"]) not in known:
            yield partial(_create_agent, fields)


def _create_agent(fields: dict[str, Any]) -> None:
    with transaction.atomic():
        agent = ContrastAgent.objects.create(**fields)
        audit.record(
            AuditKind.CATALOGUE_CHANGED,
            actor=command_line_user(),
            row=f"contrastagent {agent.pk}",
            created=True,
        )


def _register(given: dict[str, Any]) -> None:
    register_examination(user=_user("rosa"), referrer=_user("finn"), **given)


def _create_case(case: DemoCase, signers: SignerCache) -> None:
    radiologist = signers[case.radiologist]
    first = document(case.case, case.blank)
    if case.finish is not _draft:
        first = _acknowledged(first)
    report = import_case(first, user=radiologist, referrer=_user(case.referrer))
    case.finish(case, report, radiologist)


def _acknowledged(case: ReportDocument) -> ReportDocument:
    """The cases are years old, so that what they recommend was due long before the demo signs them."""
    late = [alert for alert in review(case, timezone.localdate()).alerts if alert.rule_id == DUE_PASSED]
    reasons = tuple(Override(rule_id=alert.rule_id, path=alert.path, reason=LONG_AGO) for alert in late)
    return case.model_copy(update={"overrides": (*case.overrides, *reasons)})


def _user(username: str) -> User:
    return User.objects.get(username=username)


class SignerCache(dict[str, User]):
    """The demo's radiologists by name, each with its password checked once.

    Argon2 is deliberately slow; checking it at every signature would take most of the time of loading the demo.
    """

    def __missing__(self, username: str) -> User:
        user = _user(username)
        right = user.check_password(PASSWORD)
        vars(user)["check_password"] = lambda typed: right and typed == PASSWORD
        self[username] = user
        return user


def _sign(report: Report, radiologist: User, action: Action, **texts: str) -> None:
    signing.sign(
        report,
        action=action,
        user=radiologist,
        password=PASSWORD,
        row_version=report.fresh().row_version,
        request_key=uuid.uuid4(),
        **texts,
    )
