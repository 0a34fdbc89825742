"""A version shows the sentence that its signer approved, whatever is approved today."""

import hashlib
import hmac
import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import translation

from reporting.custody import sealing, triggers
from reporting.models import FIRST_ATTESTATIONS, Meaning, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, report_rendering
from tests.cast import amend_now, complete_document, give_reason, sign_now
from tests.older_release import without_chain_fields
from tests.pdf.reading import pages_by_pypdf, squeezed

# Written down a second time. Versions refer to these sentences: to change one, add a sentence, keep the old one.
FIRST = {
    "preliminary": (
        "I wrote this preliminary report. It may still change.",
        "Ich habe diesen vorläufigen Befund verfasst. Er kann sich noch ändern.",
    ),
    "final": (
        "I wrote this report or checked all of it, and I approve it as final.",
        "Ich habe diesen Befund verfasst oder ganz geprüft und gebe ihn als endgültig frei.",
    ),
    "amended": (
        "I changed this report for the reason stated, and I approve it as it now stands.",
        "Ich habe diesen Befund aus dem genannten Grund geändert und gebe ihn so frei, wie er jetzt lautet.",
    ),
    "addendum": (
        "I add this text to the signed report, which itself stays unchanged.",
        "Ich füge diesen Text dem signierten Befund hinzu, der selbst unverändert bleibt.",
    ),
    "withdrawn": (
        "I withdraw this report for the reason stated. It must no longer be relied on.",
        "Ich ziehe diesen Befund aus dem genannten Grund zurück. Auf ihn ist kein Verlass mehr.",
    ),
}
PRESENT = {
    "preliminary": (
        "I have prepared this preliminary report. It may still change.",
        "Ich habe diesen vorläufigen Befund erstellt. Er kann sich noch ändern.",
    ),
    "final": (
        "I have personally reviewed the images and this report, and I approve it as final.",
        "Ich habe die Bilder und diesen Befund persönlich geprüft und gebe ihn als endgültig frei.",
    ),
    "amended": (
        "I have amended this report for the reason stated and approve the amended version.",
        "Ich habe diesen Befund aus dem genannten Grund geändert und gebe die geänderte Fassung frei.",
    ),
    "addendum": (
        "I am adding this addendum to the signed report. The original report is unchanged.",
        "Ich füge diesen Text dem signierten Befund hinzu, der selbst unverändert bleibt.",
    ),
    "withdrawn": (
        "I withdraw this report for the reason stated. It must not be used for patient care.",
        "Ich ziehe diesen Befund aus dem genannten Grund zurück. Er darf für die Behandlung nicht verwendet werden.",
    ),
}
LANGUAGES = ("en", "de")


def in_both_languages(version: ReportVersion) -> tuple[str, ...]:
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(version.get_meaning_display())
    return tuple(told)


@pytest.mark.parametrize("meaning", Meaning.values)
def test_sentences_that_versions_refer_to_do_not_change(meaning: str) -> None:
    assert in_both_languages(ReportVersion(meaning=meaning)) == FIRST[meaning]
    assert FIRST[meaning][0] == str(FIRST_ATTESTATIONS[meaning])
    recorded = ReportVersion(meaning=meaning, attestation=PRESENT[meaning][0])
    assert in_both_languages(recorded) == PRESENT[meaning]


def test_a_sentence_without_a_translation_is_shown_as_recorded() -> None:
    assert in_both_languages(ReportVersion(meaning="final", attestation="I approve.")) == ("I approve.",) * 2


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_signing_records_the_sentence_in_english(draft: Report, rosa: User, language: str) -> None:
    with translation.override(language):
        version = sign_now(draft, rosa)
    version.refresh_from_db()
    assert version.attestation == PRESENT["final"][0]
    assert in_both_languages(version) == PRESENT["final"]


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [None, "", FIRST["final"][0]])
def test_a_changed_attestation_is_found(final: Report, changed: str | None) -> None:
    assert sealing.verify_versions() is None
    triggers.remove(connection)
    final.versions.update(attestation=changed)
    assert "seal" in str(sealing.verify_versions())


def seal_before(version: ReportVersion) -> str:
    """The seal as the release made it that recorded no attestation."""
    before = version.supersedes
    parts = [
        "version",
        str(version.report.public_id),
        version.number,
        version.kind,
        version.document_digest,
        version.pdf_digest,
        version.signed_by_id,
        version.signer_name,
        sealing.timestamp(version.signed_at),
        version.meaning,
        before.seal if before else None,
        version.reason,
        version.addendum_text,
        version.verification_code,
        version.certificate_name,
        version.certificate_digest,
        version.signature_level,
    ]
    message = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(settings.SEAL_KEY, message.encode(), hashlib.sha256).hexdigest()


def back_to_the_release_before() -> None:
    """The database as that release left it: without the column, every version with its seal of then."""
    triggers.remove(connection)
    for key in ReportVersion.objects.order_by("number").values_list("pk", flat=True):
        # One after another: each seal contains the one before.
        version = ReportVersion.objects.get(pk=key)
        ReportVersion.objects.filter(pk=key).update(seal=seal_before(version))
    without_chain_fields()
    triggers.remove(connection)
    call_command("migrate", "reporting", "0008", verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, ReportVersion._meta.db_table)
    assert "attestation" not in {column.name for column in columns}
    assert triggers.missing(connection) == ()


@pytest.mark.django_db(transaction=True)
def test_what_was_signed_before_keeps_its_sentence(
    draft: Report, rosa: User, ada: User, as_user: Callable[[User], Client]
) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    drafts.save(draft, complete_document("Now final."), user=rosa, row_version=draft.fresh().row_version)
    sign_now(draft, rosa)
    amend_now(draft, rosa, "Amended.")
    sign_now(draft, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    back_to_the_release_before()

    call_command("migrate", verbosity=0, skip_checks=True)

    assert triggers.missing(connection) == ()
    report = draft.fresh()
    old = list(report.versions.order_by("number"))
    assert [version.attestation for version in old] == [None] * 4
    assert [in_both_languages(version) for version in old] == [FIRST[version.meaning] for version in old]
    assert sealing.verify_versions() is None

    # The next signature says what is said today; those before it are left as they were.
    sign_now(report, rosa, Action.WITHDRAW, reason="Wrong patient.")
    assert sealing.verify_versions() is None
    expected = [FIRST[version.meaning][0] for version in old] + [PRESENT["withdrawn"][0]]
    versions = list(report.versions.order_by("number"))
    stamps = [
        report_rendering.version_print_state(version, versions[:index])
        for index, version in enumerate(versions)
    ]
    assert [stamp.meaning for stamp in stamps] == expected

    client = give_reason(as_user(ada), report)
    history = client.get(f"/cases/{report.public_id}/").content.decode()
    admin = client.get(f"/admin/reporting/reportversion/{old[1].pk}/change/").content.decode()
    page = as_user(rosa).get(f"/reports/{report.public_id}/?version=2").content.decode()
    answer = client.get(f"/cases/{report.public_id}/history.pdf")
    paper = squeezed("".join(pages_by_pypdf(b"".join(answer.streaming_content))))
    assert all(sentence in history for sentence in expected)
    assert all(squeezed(sentence) in paper for sentence in expected)
    for shown in (admin, page):
        assert FIRST["final"][0] in shown
        assert PRESENT["final"][0] not in shown
