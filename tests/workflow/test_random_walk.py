"""The services against a model of two dozen lines: whatever is done in whatever order, both stand the same.

The model knows only the table of test_lifecycle; it does not read the database.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from reporting.custody import audit, sealing
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.completeness import missing
from reporting.ductography.judgement.suggestion_snapshot import thawed
from reporting.models import Examination, Report, ReportVersion, Status, User
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import SIGNS, Action
from reporting.workflow import drafts
from tests.cast import complete_document, incomplete_document, sign_now
from tests.policy.test_lifecycle import MAY, SIGNED

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Model:
    """What a report should be."""

    status: Status = Status.DRAFT
    amending: bool = False
    written: bool = False
    complete: bool = False
    kinds: tuple[str, ...] = ()
    released: bool = False
    row_version: int = field(default=1)

    def allows(self, action: Action) -> bool:
        return action in MAY[self.status, self.amending, self.written]

    def after(self, action: Action, complete: bool) -> "Model":
        then = replace(self, row_version=self.row_version + 1)
        if action is Action.SAVE:
            return replace(then, written=True, complete=complete)
        if action is Action.START_AMENDMENT:
            return replace(then, amending=True, written=True, complete=True)
        if action in (Action.DISCARD_DRAFT, Action.DISCARD_AMENDMENT):
            return replace(then, amending=False, written=False)
        kind = SIGNS[action].value
        then = replace(then, status=Status(kind), kinds=(*self.kinds, kind))
        if action is Action.SIGN_PRELIMINARY:
            return then
        released = self.released or then.status in SIGNED
        return replace(then, written=False, amending=False, released=released)


def do(report: Report, action: Action, user: User, row_version: int, document: ReportDocument) -> None:
    if action is Action.SAVE:
        drafts.save(report, document, user=user, row_version=row_version)
    elif action is Action.START_AMENDMENT:
        drafts.start_amendment(report, user=user, reason="A reason.", row_version=row_version)
    elif action is Action.DISCARD_DRAFT:
        drafts.discard(report, user=user, row_version=row_version)
    elif action is Action.DISCARD_AMENDMENT:
        drafts.discard_amendment(report, user=user, row_version=row_version)
    else:
        sign_now(report, user, action, row_version=row_version, reason="A reason.", addendum="A text.")


def stands_as(report: Report, model: Model, referrer: User) -> None:
    now = report.fresh()
    assert (now.status, now.amending, now.row_version) == (model.status, model.amending, model.row_version)
    assert now.revisions.exists() is model.written
    versions = list(now.versions.order_by("number"))
    assert tuple(version.kind for version in versions) == model.kinds
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert now.current_version == (versions[-1] if versions else None)
    assert all(missing(ReportDocument.from_json(version.document)) == () for version in versions)
    assert Report.objects.visible_to(referrer).filter(pk=now.pk).exists() is model.released
    visible = ReportVersion.objects.visible_to(referrer).filter(report=now).order_by("number")
    expected = [version for version in versions if version.kind != "preliminary"] if model.released else []
    assert list(visible) == expected


def walk(
    steps: int, seed: int, register: Callable[..., Examination], people: list[User], referrer: User
) -> None:
    chance = random.Random(seed)
    report, model = register().report, Model()
    for step in range(steps):
        if model.status is Status.WITHDRAWN and chance.random() < 0.2:
            report, model = register().report, Model()
        user, action = chance.choice(people), chance.choice(list(Action))
        complete = chance.random() < 0.7
        document = (complete_document if complete else incomplete_document)(f"{seed}, {step}")
        stale = chance.random() < 0.1
        row_version = model.row_version - 1 if stale else model.row_version
        signs_copy = action in SIGNS and action not in (Action.ADD_ADDENDUM, Action.WITHDRAW)
        signed = report.fresh().current_version.document if model.kinds else "{}"
        # A draft holds neither the suggestion nor the authors of the signed version.
        before = thawed(ReportDocument.from_json(signed))
        unchanged = action is Action.SIGN_AMENDMENT and before == drafts.current_document(report.fresh())
        allowed = (
            user.role == "radiologist"
            and model.allows(action)
            and not stale
            and not (signs_copy and not model.complete)
            and not unchanged
        )
        if allowed:
            do(report, action, user, row_version, document)
            model = model.after(action, complete)
        else:
            with pytest.raises((ActionRefused, Conflict)):
                do(report, action, user, row_version, document)
        stands_as(report, model, referrer)
    assert audit.verify_chain() is None
    assert sealing.verify_versions() is None


@pytest.mark.parametrize("seed", range(3))
def test_a_short_walk(
    seed: int, register: Callable[..., Examination], rosa: User, remi: User, ada: User, finn: User
) -> None:
    walk(60, seed, register, [rosa, remi, rosa, ada, finn], finn)


@pytest.mark.check
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_long_walk(
    seed: int, register: Callable[..., Examination], rosa: User, remi: User, ada: User, finn: User
) -> None:
    walk(500, seed, register, [rosa, remi, rosa, ada, finn], finn)
