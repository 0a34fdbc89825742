"""The named cast, all of them invented, and what they work on.

Rosa and Remi are radiologists, Nils is one in training, Finn and Olga refer patients, Ada administrates.
"""

import datetime
import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client

from reporting.ductography.document import Authorship, ReportDocument
from reporting.models import (
    AuditEvent,
    AuditHead,
    Delivery,
    DraftRevision,
    Examination,
    Patient,
    Report,
    ReportVersion,
    Role,
    User,
)
from reporting.policy.exceptions import ActionRefused, SigningLocked, WrongPassword
from reporting.policy.lifecycle import Action
from reporting.registry.registration import register_examination
from reporting.workflow import drafts, signing

PASSWORD = "a long phrase to sign with"

COMPLETE: dict[str, Any] = {
    "indication": {"discharge_sides": "left", "colours": ["bloody"], "bloody": "yes"},
    "outcome": {"status": "succeeded"},
    "ducts": [
        {
            "side": "left",
            "contrast": {"agent": "iohexol", "volume_ml": 0.4},
            "views": [{"projection": "cc"}, {"projection": "ml"}],
            "filling": {"completeness": "complete"},
            "findings": [
                {
                    "kind": "filling_defect",
                    "multiplicity": "single",
                    "length_mm": 4,
                    "location": {"clock_position": 2, "distance_from_nipple_mm": 25},
                }
            ],
        }
    ],
    "safety": {"contrast_allergy": {"status": "absent"}, "pregnancy": {"status": "absent"}},
    "comparison": {"pre_contrast_mammogram": "obtained"},
    "complications": {"occurrence": "none"},
    "assessments": [{"birads": "4A", "gics": "4"}],
    "recommendation": {
        "actions": ["targeted_ultrasound", "core_biopsy"],
        "urgency": "soon",
        "responsible": ["breast_clinic"],
    },
    # The tests sign at any later day, so that every date would have passed.
    "overrides": [
        {
            "rule_id": "time-missing",
            "path": "recommendation.within",
            "reason": "The breast clinic sets the date.",
        }
    ],
}


def complete_document(impression: str = "One filling defect in the left breast.") -> ReportDocument:
    """A document that lacks nothing but the identity, which comes from the rows."""
    return ReportDocument.from_json(json.dumps(COMPLETE | {"impression": {"text": impression}}))


def without_authors(document: ReportDocument) -> ReportDocument:
    """A signed document as it was before: who signs is written into it only then."""
    return document.model_copy(update={"authorship": Authorship()})


def incomplete_document(impression: str = "Not finished.") -> ReportDocument:
    return ReportDocument.from_json(json.dumps({"impression": {"text": impression}}))


def _person(name: str, role: Role) -> User:
    return User.objects.create_user(
        name.lower(), f"{name.lower()}@example.org", PASSWORD, role=role, first_name=name
    )


@pytest.fixture
def rosa(db: None) -> User:
    return _person("Rosa", Role.RADIOLOGIST)


@pytest.fixture
def remi(db: None) -> User:
    return _person("Remi", Role.RADIOLOGIST)


@pytest.fixture
def nils(db: None) -> User:
    return _person("Nils", Role.RESIDENT)


@pytest.fixture
def finn(db: None) -> User:
    return _person("Finn", Role.REFERRER)


@pytest.fixture
def olga(db: None) -> User:
    return _person("Olga", Role.REFERRER)


@pytest.fixture
def ada(db: None) -> User:
    user = _person("Ada", Role.ADMIN)
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    return user


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A client in which somebody is signed in: ``as_user(rosa).get("/")``."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


def give_reason(client: Client, report: Report) -> Client:
    """State why an administrator reads ``report``, whose pages ``client`` can open from then on."""
    response = client.post(f"/reports/{report.public_id}/access/", {"reason": "quality", "details": ""})
    assert response.status_code == 302
    return client


@pytest.fixture
def register(rosa: User, finn: User) -> Callable[..., Examination]:
    """Registers an examination that Finn asked for; every argument can be given."""
    numbers = itertools.count(1)

    def registered(**given: Any) -> Examination:
        number = next(numbers)
        values = {
            "user": rosa,
            "patient_name": f"Synthetic Patient {number}",
            "mrn": f"M-{number}",
            "birth_date": datetime.date(1971, 3, 9),
            "sex": "female",
            "accession_number": f"A-{number}",
            "examination_date": datetime.date(2026, 5, 4),
            "referrer": finn,
            "ordered_side": "left",
        }
        return register_examination(**(values | given))

    return registered


@pytest.fixture
def examination(register: Callable[..., Examination]) -> Examination:
    return register()


@pytest.fixture
def draft(examination: Examination, rosa: User) -> Report:
    """A report whose working copy is complete."""
    report = examination.report
    drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    return report.fresh()


def sign_now(report: Report, user: User, action: Action = Action.SIGN_FINAL, **given: Any) -> ReportVersion:
    """Sign as ``user`` at the report's present row version; any argument of `signing.sign` can be given."""
    values = {
        "action": action,
        "user": user,
        "password": PASSWORD,
        "row_version": Report.objects.get(pk=report.pk).row_version,
        "request_key": uuid.uuid4(),
    }
    return signing.sign(report, **(values | given))


def amend_now(report: Report, user: User, impression: str, reason: str = "Typing error.") -> ReportVersion:
    """Amend a signed report so that its impression says something else."""
    started = drafts.start_amendment(report, user=user, reason=reason, row_version=report.fresh().row_version)
    drafts.save(report, complete_document(impression), user=user, row_version=started)
    return sign_now(report, user, Action.SIGN_AMENDMENT)


@pytest.fixture
def final(draft: Report, rosa: User) -> Report:
    sign_now(draft, rosa)
    return draft.fresh()


TABLES: tuple[type[models.Model], ...] = (
    Report,
    ReportVersion,
    DraftRevision,
    Delivery,
    AuditEvent,
    AuditHead,
    Examination,
    Patient,
)


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that signing may touch."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def refusal(report: Report, user: User, action: Action = Action.SIGN_FINAL, **given: Any) -> ActionRefused:
    """The refusal of a signature, which has changed nothing (but the count of wrong passwords)."""
    before = everything()
    with pytest.raises(ActionRefused) as raised:
        sign_now(report, user, action, **given)
    if not isinstance(raised.value, WrongPassword | SigningLocked):
        assert everything() == before
    return raised.value


def in_parallel(work: Callable[[int], Any], workers: int) -> Iterator[Any]:
    """The results of ``work(0)`` to ``work(workers - 1)``, run at once; an exception is a result too.

    Each thread has a database connection of its own: the test needs ``transactional_db``.
    """

    def one(number: int) -> Any:
        try:
            return work(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        yield from list(pool.map(one, range(workers)))
