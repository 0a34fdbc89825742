"""One case from a file: what is stored, what is said about it, and that a bad file changes nothing."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from reporting.custody import audit
from reporting.management.command_user import COMMAND_LINE_USERNAME, PASSWORD_VARIABLE
from reporting.models import AuditEvent, AuditKind, Patient, Report, Status, User
from reporting.workflow import drafts
from tests.cast import COMPLETE, PASSWORD

IDENTITY = {
    "patient_name": "Imported Patient",
    "mrn": "I-1",
    "birth_date": "1970-01-31",
    "sex": "female",
    "accession_number": "I-100",
    "examination_date": "2025-03-04",
    "ordered_side": "left",
    "referrer": "Dr. Elsewhere",
}
CASE: dict[str, Any] = COMPLETE | {"identity": IDENTITY}


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Any], str]:
    """Writes a file, from bytes as they are or anything else as JSON, and returns its name."""

    def written(content: Any) -> str:
        path = tmp_path / "case.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return written


def run(name: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_case", name, stdout=out, **options)
    return out.getvalue()


def rows() -> dict[str, list[Any]]:
    """Every row of every table of the app."""
    return {
        model.__name__: list(model.objects.order_by("pk").values()) for model in apps.get_models("reporting")
    }


@pytest.mark.django_db
def test_a_case_becomes_patient_examination_and_draft(file) -> None:
    said = run(file(CASE))
    report = Report.objects.get()
    assert said.splitlines() == [f"report {report.public_id}", "complete; ready to sign"]
    examination = report.examination
    assert (report.status, examination.accession_number, examination.printed_referrer) == (
        Status.DRAFT,
        "I-100",
        "Dr. Elsewhere",
    )
    patient = examination.patient
    assert (patient.name, patient.mrn, str(patient.birth_date), patient.sex) == (
        "Imported Patient",
        "I-1",
        "1970-01-31",
        "female",
    )
    document = drafts.current_document(report)
    assert document.identity.referrer == "Dr. Elsewhere"
    assert document.ducts[0].findings[0].length_mm == 4


@pytest.mark.django_db
def test_what_is_missing_is_listed_with_its_path(file) -> None:
    said = run(file({"identity": IDENTITY, "ducts": [{"side": "left"}]}))
    assert "to correct before signing:" in said
    assert "\n  outcome.status: " in said
    assert "\n  breasts: " in said


@pytest.mark.django_db
def test_the_command_line_has_an_account_that_nobody_can_use(file) -> None:
    run(file(CASE))
    account = User.objects.get(username=COMMAND_LINE_USERNAME)
    assert not account.has_usable_password() and not account.email
    imported = AuditEvent.objects.get(kind=AuditKind.CASE_IMPORTED)
    assert (imported.actor_name, imported.report_id) == (
        COMMAND_LINE_USERNAME,
        Report.objects.get().public_id,
    )
    assert audit.verify_chain() is None


@pytest.mark.django_db
def test_a_closed_account_of_the_command_line_imports_nothing(file) -> None:
    User.objects.create_user(COMMAND_LINE_USERNAME, role="radiologist", is_active=False)
    before = rows()
    with pytest.raises(CommandError, match="deactivated") as raised:
        run(file(CASE))
    assert raised.value.returncode == 1
    assert rows() == before


@pytest.mark.django_db
def test_the_referrer_may_be_an_account(file, finn: User) -> None:
    identity = IDENTITY | {"referrer": None}
    run(file(CASE | {"identity": identity}), referrer="finn")
    examination = Report.objects.get().examination
    assert (examination.referrer, examination.printed_referrer) == (finn, "Finn")


@pytest.mark.django_db
def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(CASE).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert "complete" in run("-")


@pytest.mark.django_db(transaction=True)
def test_signing_as_a_radiologist(file, rosa: User, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    said = run(file(CASE), sign_as="rosa", pdf=str(tmp_path / "out.pdf"))
    report = Report.objects.get()
    assert (report.status, report.current_version.signed_by) == (Status.FINAL, rosa)
    assert said.splitlines() == [f"report {report.public_id}", "signed as final, version 1, by Rosa"]
    text = PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    assert "Imported Patient" in text and "DRAFT" not in text
    assert {event.actor_name for event in AuditEvent.objects.filter(report_id=report.public_id)} == {"rosa"}
    assert not User.objects.filter(username=COMMAND_LINE_USERNAME).exists()


@pytest.mark.django_db(transaction=True)
def test_an_incomplete_case_is_kept_as_draft_and_not_signed(file, rosa: User, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    incomplete = CASE | {"recommendation": {}}
    with pytest.raises(CommandError) as raised:
        run(file(incomplete), sign_as="rosa", pdf=str(tmp_path / "out.pdf"))
    assert raised.value.returncode == 1
    assert "breasts[0].recommendation.steps: " in str(raised.value)
    assert Report.objects.get().status == Status.DRAFT
    assert "DRAFT" in PdfReader(tmp_path / "out.pdf").pages[0].extract_text()


@pytest.mark.django_db(transaction=True)
def test_a_wrong_password_leaves_a_draft(file, rosa: User, monkeypatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "not the password at all")
    with pytest.raises(CommandError, match="Wrong password") as raised:
        run(file(CASE), sign_as="rosa")
    assert raised.value.returncode == 1
    assert Report.objects.get().status == Status.DRAFT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        ({"sign_as": "nobody"}, 2, "--sign-as: there is no account “nobody”."),
        ({"sign_as": "finn"}, 1, "--sign-as: Only radiologists can sign reports."),
        ({"sign_as": "rosa"}, 1, f"The password is missing: set {PASSWORD_VARIABLE}"),
        ({"referrer": "nobody"}, 2, "--referrer: there is no account “nobody”."),
        ({"referrer": "rosa"}, 2, "referrer: This account does not belong to a referring clinician."),
        ({"pdf": "/nowhere/out.pdf"}, 2, "/nowhere/out.pdf cannot be written"),
        ({"pdf": "/"}, 2, "/ is a folder"),
    ],
)
def test_a_refused_option_changes_nothing(file, rosa, finn, monkeypatch, options, code, sentence) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    before = rows()
    with pytest.raises(CommandError) as raised:
        run(file(CASE), **options)
    assert raised.value.returncode == code
    assert sentence in str(raised.value)
    assert rows() == before


def whole(**parts: Any) -> dict[str, Any]:
    return CASE | parts


def text(document: dict[str, Any], old: str, new: str) -> bytes:
    """The document as JSON text with one part of the text replaced."""
    encoded = json.dumps(document)
    assert old in encoded
    return encoded.replace(old, new, 1).encode()


FINDING = "ducts[0].findings[0]"
BAD_FILES: dict[str, tuple[Any, str, str]] = {
    # what is wrong: (content, path or file named, what the message says)
    "empty": (b"", "", "not valid JSON"),
    "truncated": (json.dumps(CASE).encode()[:-20], "", "not valid JSON"),
    "byte order mark": (b"\xef\xbb\xbf" + json.dumps(CASE).encode(), "", "Save it as UTF-8 without one"),
    "UTF-16": (json.dumps(CASE).encode("utf-16"), "", "Save it as UTF-8"),
    "Latin-1": ('{"impression": {"text": "é"}}'.encode("latin-1"), "", "Save it as UTF-8"),
    "NUL byte": (text(CASE, "Imported Patient", "Imported\x00Patient"), "", "not valid JSON"),
    "NUL written as escape": (
        whole(impression={"text": "a\x00b"}),
        "impression.text",
        "these characters are not allowed: U+0000",
    ),
    "text turned around": (whole(impression={"text": "a\u202eb"}), "impression.text", "U+202E"),
    "half a surrogate pair": (text(whole(impression={"text": "XX"}), "XX", "\\ud800"), "", ""),
    "key twice": (text(CASE, '"mrn"', '"mrn": "I-2", "mrn"'), "mrn", "duplicate"),
    "deep nesting": (b"[" * 100_000, "", "not valid JSON"),
    "deep nesting that closes": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "", "not valid JSON"),
    "20 MB": (b'{"impression": {"text": "' + b"a" * 20_000_000 + b'"}}', "", "the limit is 10 MiB"),
    "long text": (whole(impression={"text": "a" * 100_001}), "impression.text", "allowed: 100000 characters"),
    "a list": ([CASE], "", "is not an object"),
    "a word": ("case", "", "is not an object"),
    "null": (None, "", "is not an object"),
    "not a number": (text(CASE, '"length_mm": 4', '"length_mm": NaN'), "", ""),
    "infinite": (text(CASE, '"length_mm": 4', '"length_mm": 1e999'), "", ""),
    "endless digits": (text(CASE, '"length_mm": 4', '"length_mm": ' + "9" * 5000), "", ""),
    "clock 13": (
        whole(ducts=[{"findings": [{"location": {"clock_position": 13}}]}]),
        f"{FINDING}.location.clock_position",
        "allowed: 12 or less",
    ),
    "clock 0": (
        whole(ducts=[{"cannulation": {"orifice_clock_position": 0}}]),
        "ducts[0].cannulation.orifice_clock_position",
        "allowed: 1 or more",
    ),
    "volume -1": (
        whole(ducts=[{"contrast": {"volume_ml": -1}}]),
        "ducts[0].contrast.volume_ml",
        "allowed: 0 or more",
    ),
    "side up": (whole(ducts=[{"side": "up"}]), "ducts[0].side", "'right' or 'left'"),
    "unknown key": (whole(ducts=[{"sides": "left"}]), "ducts[0].sides", "unknown field"),
    "text for a number": (
        whole(ducts=[{"contrast": {"volume_ml": "0.4"}}]),
        "ducts[0].contrast.volume_ml",
        "is not a number",
    ),
    "truth for a number": (
        whole(ducts=[{"contrast": {"volume_ml": True}}]),
        "ducts[0].contrast.volume_ml",
        "is not a number",
    ),
    "fraction for a whole number": (
        whole(ducts=[{"clock_position": 2.5}]),
        "ducts[0].clock_position",
        "is not a whole number",
    ),
    "number for text": (whole(impression={"text": 4}), "impression.text", "is not text"),
    "text for a list": (whole(ducts="left"), "ducts", "is not a list"),
    "list for a group": (whole(impression=[]), "impression", "is not an object"),
    "one value for several": (
        whole(indication={"colours": "clear"}),
        "indication.colours",
        "is not a list",
    ),
    "none and another": (
        whole(indication={"family_history": ["none", "ovarian"]}),
        "indication.family_history",
        "cannot be combined",
    ),
    "a value and not recorded": (
        whole(impression={"text": "a", "not_recorded": ["text"]}),
        "impression",
        "keep one",
    ),
    "unknown name not recorded": (
        whole(impression={"not_recorded": ["size"]}),
        "impression.not_recorded",
        "allowed: text",
    ),
    "a date that is none": (
        whole(identity=IDENTITY | {"birth_date": "1970-02-30"}),
        "identity.birth_date",
        "allowed: YYYY-MM-DD",
    ),
    "time without zone": (
        whole(communications=[{"communicated_at": "2026-05-17T14:05:00"}]),
        "communications[0].communicated_at",
        "time zone",
    ),
    "another version of the format": (whole(schema_version=3), "schema_version", "allowed: 2"),
    "fields of version 1 in version 2": (whole(schema_version=2), "assessments", "unknown field"),
    "no name": (whole(identity=IDENTITY | {"patient_name": None}), "identity.patient_name", "blank"),
    "no record number": (whole(identity=IDENTITY | {"mrn": None}), "identity.mrn", "blank"),
    "no accession number": (
        whole(identity=IDENTITY | {"accession_number": "\u200b"}),
        "identity.accession_number",
        "at least one letter or digit",
    ),
    "long name": (whole(identity=IDENTITY | {"patient_name": "a" * 300}), "identity.patient_name", "200"),
    "born in the future": (
        whole(identity=IDENTITY | {"birth_date": "2999-01-01"}),
        "identity.birth_date",
        "future",
    ),
    "examined before birth": (
        whole(identity=IDENTITY | {"examination_date": "1969-01-01"}),
        "identity.examination_date",
        "before the date of birth",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "path", "sentence"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_the_field_and_changes_nothing(file, content, path, sentence) -> None:
    name = file(content)
    before = rows()
    with pytest.raises(CommandError) as raised:
        run(name)
    assert raised.value.returncode == 2
    said = str(raised.value)
    assert name in said
    assert f"\n  {path}: " in said if path else True
    assert sentence in said
    assert rows() == before


@pytest.mark.django_db
def test_every_bad_field_is_named_at_once(file) -> None:
    bad = whole(
        identity=IDENTITY | {"sex": "none"},
        ducts=[{"side": "up", "contrast": {"volume_ml": -1}}, {"clock_position": 13}],
    )
    with pytest.raises(CommandError) as raised:
        run(file(bad))
    paths = {line.split(":")[0].strip() for line in str(raised.value).splitlines()[1:]}
    assert paths == {
        "identity.sex",
        "ducts[0].side",
        "ducts[0].contrast.volume_ml",
        "ducts[1].clock_position",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing.json", "No such file"),
        ("", "directory"),
        ("a\x00b", "cannot be read"),
        ("x" * 5000, "too long"),
    ],
)
def test_what_is_no_readable_file_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(CommandError) as raised:
        run(str(tmp_path / name))
    assert raised.value.returncode == 2
    assert sentence in str(raised.value)


@pytest.mark.django_db
def test_the_same_case_twice_is_refused(file) -> None:
    run(file(CASE))
    before = rows()
    with pytest.raises(CommandError, match=r"identity\.accession_number: .* already registered") as raised:
        run(file(CASE))
    assert raised.value.returncode == 2
    assert rows() == before


@pytest.mark.django_db
def test_a_record_number_of_somebody_else_is_refused(file) -> None:
    run(file(CASE))
    other = IDENTITY | {"accession_number": "I-101", "patient_name": "Somebody Else"}
    with pytest.raises(CommandError, match=r"identity\.patient_name: ") as raised:
        run(file(whole(identity=other)))
    assert raised.value.returncode == 2
    assert Patient.objects.count() == 1


@pytest.mark.django_db
def test_the_pdf_alone_goes_to_standard_output(file, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("import_case", file(CASE), pdf="-")
    out, words = capsysbinary.readouterr()
    assert out.startswith(b"%PDF-") and out.rstrip().endswith(b"%%EOF")
    assert b"report " in words
