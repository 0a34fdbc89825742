"""An older or rewritten database is noticed by what is anchored outside it, and can be accepted with a reason."""

import datetime
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from reporting.custody import account_seals, anchors, archive, audit, signed_content
from reporting.models import (
    AuditEvent,
    AuditHead,
    AuditKind,
    KeyImage,
    Report,
    ReportVersion,
    User,
)
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action
from tests.cast import PASSWORD, amend_now, sign_now
from tests.verification.tampering import last_version_deleted, triggers_away
from tests.verification.test_tampering import differences

pytestmark = pytest.mark.django_db

AsUser = Callable[[User], Client]


def as_before(report: Report, row: dict[str, Any], head: dict[str, Any]) -> None:
    """Bring report and audit trail back to an earlier moment, as a restored backup would, with valid seals."""
    with triggers_away():
        last_version_deleted(report, row["status"])
        Report.objects.filter(pk=report.pk).update(**row)
        AuditEvent.objects.filter(number__gt=head["number"]).delete()
        AuditHead.objects.update(**head)


@pytest.fixture
def rolled_back(final: Report, rosa: User) -> Report:
    """The database of the moment before the amendment; its PDF and its anchor remain in the archive."""
    row = Report.objects.values("status", "standing_seal", "signed_at").get(pk=final.pk)
    head = AuditHead.objects.values("number", "seal", "head_seal", "anchored").get()
    amend_now(final, rosa, "Two filling defects.")
    as_before(final, row, head)
    assert audit.verify_chain() is None
    return final.fresh()


def accept(state: str, **options: str) -> str:
    out = io.StringIO()
    call_command("accept_state", state, stdout=out, **options)
    return out.getvalue()


def test_every_signature_is_anchored_outside_the_database(final: Report) -> None:
    event = AuditEvent.objects.get(kind=AuditKind.SIGNED_FINAL)
    (name,) = [name for name in archive.names_in("anchors") if name != anchors.LATEST]
    assert name == f"anchors/{event.number:012d}-{event.seal[:16]}.json"
    assert anchors.latest_fault() == ""
    assert anchors.lost_anchors() == []


def test_an_older_database_is_named_with_what_it_lost(rolled_back: Report) -> None:
    told = differences()
    assert "the database is older than the archive" in told
    assert f"version 2 of report {rolled_back.public_id}" in told
    assert "file without a row: " in told
    with pytest.raises(CommandError, match="does not contain what is anchored"):
        call_command("verify_audit", stdout=io.StringIO())


def test_nothing_is_signed_in_an_older_database(
    rolled_back: Report, rosa: User, as_user: AsUser, client: Client
) -> None:
    with pytest.raises(signed_content.DatabaseReplaced) as raised:
        sign_now(rolled_back, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert "older than the archive" in raised.value.sentence
    assert rolled_back.versions.count() == 1
    health = client.get("/health/")
    assert health.status_code == 503
    assert "anchored" in health.content.decode()


def test_a_restored_database_is_accepted_with_a_reason(
    rolled_back: Report, rosa: User, client: Client
) -> None:
    with pytest.raises(CommandError):
        accept("restored", reason="  ")
    told = accept("restored", reason="Disk failure, backup of the night before.")
    assert f"lost: version 2 of report {rolled_back.public_id}" in told
    assert "1 anchored events are lost" in told
    sign_now(rolled_back, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    call_command("verify_documents", stdout=io.StringIO())
    assert client.get("/health/").content == b"ok"


def test_a_forged_anchor_is_named(final: Report, settings: Any) -> None:
    folder = Path(settings.ARCHIVE_DIR) / "anchors"
    for path in folder.iterdir():
        path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    assert "the newest anchor" in anchors.latest_fault()
    assert "was changed" in differences()


def test_missing_anchors_are_named_until_they_are_accepted(
    final: Report, rosa: User, settings: Any, client: Client
) -> None:
    shutil.rmtree(Path(settings.ARCHIVE_DIR) / "anchors")
    with pytest.raises(signed_content.DatabaseReplaced):
        sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    with pytest.raises(CommandError, match="is missing in the archive"):
        call_command("verify_audit", stdout=io.StringIO())
    assert "is missing in the archive" in differences()
    assert "is missing in the archive" in client.get("/health/").content.decode()
    accept("restored", reason="The folder was lost with its disk.")
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    call_command("verify_documents", stdout=io.StringIO())


def test_without_the_copy_of_the_newest_anchor_the_numbered_one_counts(
    rolled_back: Report, settings: Any
) -> None:
    (Path(settings.ARCHIVE_DIR) / anchors.LATEST).unlink()
    assert "does not contain what is anchored" in anchors.latest_fault()
    assert "latest.json is missing" in differences()


def test_an_older_archive_unpacked_over_this_one_hides_nothing(
    final: Report, rosa: User, settings: Any, tmp_path: Path
) -> None:
    """Database and archive of the night before, put in place after one more signature."""
    row = Report.objects.values("status", "standing_seal", "signed_at").get(pk=final.pk)
    head = AuditHead.objects.values("number", "seal", "head_seal", "anchored").get()
    folder = Path(settings.ARCHIVE_DIR)
    subprocess.run(["tar", "-cf", tmp_path / "archive.tar", "-C", folder.parent, folder.name], check=True)
    amend_now(final, rosa, "Two filling defects.")
    as_before(final, row, head)
    newest = (folder / anchors.LATEST).read_bytes()
    recipe = (Path(settings.BASE_DIR) / "docs" / "installation.md").read_text()
    command = re.search(r"# (tar --extract .*archive\.tar) --directory", recipe)
    assert command and "--skip-old-files" in command[1]
    assert recipe.index("anything of the archive has survived") < command.start()
    for options in (command[1].split()[1:-2], ["--extract"]):  # as documented, and overwriting everything
        subprocess.run(["tar", *options, "--file", tmp_path / "archive.tar", "-C", folder.parent], check=True)
        assert "does not contain what is anchored" in anchors.latest_fault()
        if "--skip-old-files" in options:
            assert (folder / anchors.LATEST).read_bytes() == newest


def test_an_archive_that_cannot_store_the_anchor_leaves_the_signature(draft: Report, rosa: User) -> None:
    refused = archive.ArchiveUnavailable("full")
    with mock.patch.object(archive, "write_named", side_effect=refused):
        version = sign_now(draft, rosa)
    assert ReportVersion.objects.get() == version
    call_command("verify_audit", stdout=io.StringIO())
    assert anchors.latest_fault() == "" and archive.exists_named(anchors.LATEST)


# --- The clock ----------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Iterator[Callable[[datetime.timedelta], None]]:
    """Sets the clock of the server forward or back."""
    now = timezone.now
    with mock.patch("django.utils.timezone.now") as told:
        told.side_effect = now

        def moved(by: datetime.timedelta) -> None:
            told.side_effect = lambda: now() + by

        yield moved


HOURS = datetime.timedelta(hours=1)


@pytest.mark.parametrize("back", [-2 * HOURS, -datetime.timedelta(minutes=1)])
def test_a_clock_behind_the_trail_signs_nothing(final: Report, rosa: User, clock, back) -> None:
    clock(back)
    with pytest.raises(ActionRefused, match="clock is behind"):
        sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert final.versions.count() == 1


def test_views_in_between_do_not_hide_that_the_clock_went_back(
    final: Report, rosa: User, as_user: AsUser, clock
) -> None:
    client = as_user(rosa)
    clock(-2 * HOURS)
    assert client.get(f"/reports/{final.public_id}/").status_code == 200
    with pytest.raises(ActionRefused, match="clock is behind"):
        sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")


def test_no_version_is_signed_before_the_one_it_supersedes(
    final: Report, rosa: User, as_user: AsUser, clock, monkeypatch
) -> None:
    monkeypatch.setattr("reporting.custody.clock.EVENTS_COMPARED", 0)
    clock(-2 * HOURS)
    with pytest.raises(ActionRefused, match="clock is behind"):
        sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")


def test_a_clock_that_was_ahead_is_accepted_with_a_reason(draft: Report, rosa: User, clock) -> None:
    clock(10 * 365 * 24 * HOURS)
    with mock.patch("reporting.custody.pades.keys.SiteKey.validity_fault", return_value=""):
        sign_now(draft, rosa)
    clock(0 * HOURS)
    with pytest.raises(ActionRefused, match="clock is behind"):
        sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong time.")
    accept("clock", reason="The clock was ten years ahead.")
    assert sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong time.").number == 2


def test_the_page_says_so(final: Report, rosa: User, as_user: AsUser, clock) -> None:
    client = as_user(rosa)
    address = f"/reports/{final.public_id}/addendum/"
    page = client.get(address)
    clock(-2 * HOURS)
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    answer = client.post(address, sent | {"addendum": "Papilloma.", "password": PASSWORD})
    assert answer.status_code == 422
    assert "clock is behind" in answer.content.decode()


# --- Accounts -----------------------------------------------------------------------------------------


def test_an_account_changed_outside_the_program_does_not_sign(
    draft: Report, rosa: User, as_user: AsUser
) -> None:
    User.objects.filter(pk=rosa.pk).update(last_name="Somebody")
    with pytest.raises(signed_content.AccountAltered):
        sign_now(draft, User.objects.get(pk=rosa.pk))
    rosa.refresh_from_db()
    rosa.first_name = "Rosalind"
    rosa.save()  # what the program saves later does not hide it
    with pytest.raises(signed_content.AccountAltered):
        sign_now(draft, rosa)
    assert "was checked" not in accept("account", account="rosa", reason="Checked with Rosa.")
    assert sign_now(draft, User.objects.get(pk=rosa.pk)).number == 1


def test_an_account_is_stored_with_its_seal_or_not_at_all(rosa: User) -> None:
    rosa.last_name = "Lovelace"
    # The first comparison is before the row is written, the second after it.
    answers = [User.objects.get(pk=rosa.pk).account_seal, KeyboardInterrupt]
    sealing = mock.patch("reporting.custody.account_seals.account_seal", side_effect=answers)
    with sealing, pytest.raises(KeyboardInterrupt):
        rosa.save()
    stored = User.objects.get(pk=rosa.pk)
    assert stored.last_name == ""
    assert account_seals.account_fault(stored) == ""


def test_what_the_program_saves_keeps_the_seal(draft: Report, rosa: User, ada: User, as_user: AsUser) -> None:
    rosa.set_password("another long phrase to sign with")
    rosa.save(update_fields=["password"])
    as_user(rosa).get("/worklist/")
    ada.last_name = "Lovelace"
    ada.save()
    call_command("verify_documents", stdout=io.StringIO())


def test_a_key_image_confirmed_or_added_outside_the_program_is_named(final: Report, rosa: User) -> None:
    facts = {"source": "png", "identity": "confirmed"}
    image = KeyImage.objects.create(
        examination=final.examination,
        digest="a" * 64,
        kind="png",
        width=1,
        height=1,
        attached_by=rosa,
        **facts,
    )
    assert "it was added: the audit trail does not record it" in differences()
    audit.record(AuditKind.IMAGE_ATTACHED, actor=rosa, report=final, digest=image.digest, **facts)
    call_command("verify_documents", stdout=io.StringIO())
    KeyImage.objects.update(identity="header")
    assert "source, identity check or user differ from the audit trail" in differences()
    KeyImage.objects.all().delete()
    assert "it is missing: the audit trail records it" in differences()
