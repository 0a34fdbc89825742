"""The demo: invented people, and cases that are brought to every state a report can have.

Everything is made by the services that the pages use, so that the demo shows nothing the program cannot do.
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

from reporting.custody import audit
from reporting.ductography.document import Override, ReportDocument
from reporting.ductography.judgement.review import review
from reporting.management.command_user import command_line
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
class Person:
    username: str
    role: Role

    @property
    def first_name(self) -> str:
        return self.username.title()


CAST = (
    Person("rosa", Role.RADIOLOGIST),
    Person("remi", Role.RADIOLOGIST),
    Person("finn", Role.REFERRER),
    Person("olga", Role.REFERRER),
    Person("ada", Role.ADMIN),
)

# Examinations nobody has reported yet.
WAITING: tuple[dict[str, Any], ...] = (
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
class Story:
    """A case of ``fixtures/cases`` and how far its report got.

    ``blank`` names parts of the document that are left out at first; ``ending`` does what comes after import.
    """

    case: str
    radiologist: str
    referrer: str
    ending: Callable[[Story, Report, User], None]
    blank: tuple[str, ...] = ()
    text: str = ""


def _draft(story: Story, report: Report, radiologist: User) -> None:
    """Stays a draft."""


def _preliminary(story: Story, report: Report, radiologist: User) -> None:
    _sign(report, radiologist, Action.SIGN_PRELIMINARY)


def _final(story: Story, report: Report, radiologist: User) -> None:
    _sign(report, radiologist, Action.SIGN_FINAL)


def _amended(story: Story, report: Report, radiologist: User) -> None:
    _final(story, report, radiologist)
    version = drafts.start_amendment(
        report, user=radiologist, reason=story.text, row_version=report.fresh().row_version
    )
    drafts.save(report, document(story.case), user=radiologist, row_version=version)
    _sign(report, radiologist, Action.SIGN_AMENDMENT)


def _addendum(story: Story, report: Report, radiologist: User) -> None:
    _final(story, report, radiologist)
    _sign(report, radiologist, Action.ADD_ADDENDUM, addendum=story.text)


def _withdrawn(story: Story, report: Report, radiologist: User) -> None:
    _final(story, report, radiologist)
    _sign(report, radiologist, Action.WITHDRAW, reason=story.text)


STORIES = (
    Story("c02", "rosa", "finn", _final),
    Story("c03", "rosa", "olga", _final),
    Story("c05", "rosa", "finn", _amended, ("subsequent_procedures",), "The pathology has arrived."),
    Story("c07", "remi", "finn", _final),
    Story("c10", "remi", "olga", _final),
    Story("c13", "rosa", "finn", _final),
    Story("c14", "remi", "finn", _final),
    Story("n01", "rosa", "olga", _final),
    Story("n05", "remi", "finn", _final),
    Story("synthetic-failed-cannulation", "rosa", "finn", _final),
    Story(
        "synthetic-incomplete-filling",
        "rosa",
        "finn",
        _draft,
        ("impression", "assessments", "recommendation"),
    ),
    Story("synthetic-technical-extravasation", "remi", "olga", _draft),
    Story(
        "synthetic-air-bubble",
        "rosa",
        "olga",
        _withdrawn,
        (),
        "Images of another patient were reported here.",
    ),
    Story("synthetic-allergic-like-reaction", "rosa", "finn", _final),
    Story("synthetic-two-ducts", "remi", "finn", _final),
    Story("synthetic-both-breasts", "rosa", "olga", _final),
    Story("synthetic-normal", "rosa", "finn", _final),
    Story("synthetic-male", "rosa", "olga", _addendum, (), "Cytology of the discharge: atypical cells."),
    Story("synthetic-no-discharge-today", "remi", "finn", _final),
    Story("synthetic-cancer-signs", "rosa", "finn", _preliminary),
)


def steps() -> list[Callable[[], None]]:
    """What is still to be done; nothing that stands already is touched."""
    taken = set(Examination.objects.values_list("accession_key", flat=True))
    waiting = [given for given in WAITING if comparable_number(given["accession_number"]) not in taken]
    stories = [story for story in STORIES if comparable_number(_accession(story.case)) not in taken]
    signers = Signers()
    return [
        *_missing_people(),
        *_missing_agents(),
        *(partial(_register, given) for given in waiting),
        *(partial(_tell, story, signers) for story in stories),
    ]


def document(case: str, blank: tuple[str, ...] = ()) -> ReportDocument:
    """The document of a case without the parts named in ``blank``."""
    return ReportDocument.from_json(json.dumps({k: v for k, v in _content(case).items() if k not in blank}))


def _content(case: str) -> dict[str, Any]:
    return dict(json.loads((FIXTURES / "cases" / f"{case}.json").read_text(encoding="utf-8")))


def _accession(case: str) -> str:
    return str(_content(case)["identity"]["accession_number"])


def _missing_people() -> Iterator[Callable[[], None]]:
    known = set(User.objects.values_list("username", flat=True))
    if missing := [person for person in CAST if person.username not in known]:
        yield partial(_employ, missing)


def _employ(people: Sequence[Person]) -> None:
    hashed = make_password(PASSWORD)  # slow on purpose: once for all, as everybody knows it anyway
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
            audit.record(
                AuditKind.ACCOUNT_CHANGED, actor=command_line(), row=f"user {user.public_id}", created=True
            )


def _missing_agents() -> Iterator[Callable[[], None]]:
    known = set(ContrastAgent.objects.values_list("name", "concentration_mg_i_per_ml"))
    for row in json.loads((FIXTURES / "contrast_agents.json").read_text(encoding="utf-8")):
        fields = row["fields"]
        if (fields["name"], fields["concentration_mg_i_per_ml"]) not in known:
            yield partial(_stock, fields)


def _stock(fields: dict[str, Any]) -> None:
    with transaction.atomic():
        agent = ContrastAgent.objects.create(**fields)
        audit.record(
            AuditKind.CATALOGUE_CHANGED, actor=command_line(), row=f"contrastagent {agent.pk}", created=True
        )


def _register(given: dict[str, Any]) -> None:
    register_examination(user=_user("rosa"), referrer=_user("finn"), **given)


def _tell(story: Story, signers: Signers) -> None:
    radiologist = signers[story.radiologist]
    first = document(story.case, story.blank)
    if story.ending is not _draft:
        first = _acknowledged(first)
    report = import_case(first, user=radiologist, referrer=_user(story.referrer))
    story.ending(story, report, radiologist)


def _acknowledged(case: ReportDocument) -> ReportDocument:
    """The cases are years old, so that what they recommend was due long before the demo signs them."""
    late = [alert for alert in review(case, timezone.localdate()).alerts if alert.rule_id == DUE_PASSED]
    reasons = tuple(Override(rule_id=alert.rule_id, path=alert.path, reason=LONG_AGO) for alert in late)
    return case.model_copy(update={"overrides": (*case.overrides, *reasons)})


def _user(username: str) -> User:
    return User.objects.get(username=username)


class Signers(dict[str, User]):
    """The demo's radiologists by name, each with a password that is looked at once.

    Argon2 is slow on purpose; at every signature again, it would take most of the time that the demo takes.
    """

    def __missing__(self, username: str) -> User:
        user = _user(username)
        right = user.check_password(PASSWORD)
        vars(user)["check_password"] = lambda typed: right and typed == PASSWORD
        self[username] = user
        return user


def _sign(report: Report, radiologist: User, action: Action, **words: str) -> None:
    signing.sign(
        report,
        action=action,
        user=radiologist,
        password=PASSWORD,
        row_version=report.fresh().row_version,
        request_key=uuid.uuid4(),
        **words,
    )
