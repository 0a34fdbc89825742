"""Key images from the file to the signed report: what is stored, what is refused, what signing relies on."""

import datetime
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from PIL import Image
from pypdf import PdfReader

from reporting.custody import archive
from reporting.ductography.document import ReportDocument
from reporting.images import key_images
from reporting.images.formats import ImageTooLarge, UnsupportedImage
from reporting.images.key_images import NotConfirmed, PatientMismatch
from reporting.models import AuditEvent, Examination, KeyImage, Report, User
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, report_rendering
from tests.cast import COMPLETE, sign_now
from tests.images.formats.files import dicom, picture, ramp, saved

pytestmark = pytest.mark.django_db

WANDA = {"patient_name": "Wanda Gżegżółka", "mrn": "M-77", "birth_date": datetime.date(1971, 3, 9)}
HERS: dict[str, Any] = {
    "PatientName": "GZEGZOLKA^WANDA",
    "PatientID": "M-77",
    "PatientBirthDate": "19710309",
    "PatientSex": "F",
    "ImageLaterality": "L",
    "ViewPosition": "ML",
    "WindowCenter": 2048,
    "WindowWidth": 4096,
}


@pytest.fixture
def report(register: Callable[..., Examination]) -> Report:
    return register(**WANDA).report


def attach(report: Report, data: bytes, user: User, **given: Any) -> KeyImage:
    return key_images.attach(report, io.BytesIO(data), len(data), user=user, **given)


def stored_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.ARCHIVE_DIR).rglob("*") if path.is_file()]


def with_image(digest: str, **answers: Any) -> ReportDocument:
    image = {"digest": digest, "side": "left", "caption": "The defect."} | answers
    return ReportDocument.from_json(
        json.dumps(COMPLETE | {"impression": {"text": "A defect."}, "key_images": [image]})
    )


def test_a_dicom_image_of_the_patient_is_attached(report: Report, rosa: User, settings: Any) -> None:
    image = attach(report, dicom(**HERS), rosa)
    assert (image.source, image.kind, image.identity) == ("dicom", "png", "header")
    assert (image.width, image.height, image.side, image.projection) == (64, 48, "left", "ml")
    assert (image.frame_number, image.frame_count, image.attached_by) == (None, None, rosa)
    (path,) = stored_files(settings)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == image.digest == path.stem
    assert path.suffix == ".png"
    event = AuditEvent.objects.get(kind="image_attached")
    assert json.loads(event.detail)["digest"] == image.digest and event.report_id == report.public_id


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_nothing_that_names_the_patient_is_stored(
    report: Report, rosa: User, settings: Any, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Wanda Gzegzolka M-77"
    for data in (
        saved(picture("RGB"), kind, exif=exif, comment=b"GZEGZOLKA"),
        dicom(**HERS, PatientComments="Gzegzolka", StudyDescription="M-77"),
    ):
        attach(report, data, rosa, confirmed=True)
    for path in stored_files(settings):
        content = path.read_bytes().lower()
        assert not any(word in content for word in (b"gzegz", b"wanda", b"m-77", b"1971", b"dicm"))
        with Image.open(path) as shown:
            assert not shown.getexif()


def test_attaching_again_gives_the_first(report: Report, rosa: User) -> None:
    first, again = attach(report, dicom(**HERS), rosa), attach(report, dicom(**HERS), rosa)
    assert first == again and AuditEvent.objects.filter(kind="image_attached").count() == 1


def test_a_frame_of_several_is_attached_with_its_number(report: Report, rosa: User) -> None:
    data = dicom(np.stack([ramp(), ramp() + 100, ramp() + 200]), **HERS)
    image = attach(report, data, rosa, frame=3)
    assert (image.frame_number, image.frame_count) == (3, 3)
    with pytest.raises(UnsupportedImage, match="has 3"):
        attach(report, data, rosa, frame=4)


@pytest.mark.parametrize(
    "header",
    [
        {"PatientName": "Nowak^Anna"},
        {"PatientID": "M-78"},
        {"PatientBirthDate": "19710903"},
        {"PatientSex": "M"},
    ],
)
def test_an_image_of_another_patient_is_refused_and_recorded(
    report: Report, rosa: User, settings: Any, header: dict[str, str]
) -> None:
    with pytest.raises(PatientMismatch) as raised:
        attach(report, dicom(**HERS | header), rosa, confirmed=True)
    (given,) = header.values()
    assert "Patient mismatch" in raised.value.sentence and given.split("^")[0] not in raised.value.sentence
    assert not KeyImage.objects.exists() and stored_files(settings) == []
    event = AuditEvent.objects.get(kind="image_refused")
    assert event.outcome == "refused" and given.split("^")[0] not in event.detail


@pytest.mark.parametrize(
    "data",
    [
        dicom(WindowCenter=1, WindowWidth=2),
        dicom(**HERS | {"PatientName": ""}),
        dicom(**HERS | {"PatientID": "", "PatientBirthDate": ""}),
        dicom(**HERS | {"BurnedInAnnotation": "YES"}),
        saved(picture(), "PNG"),
        saved(picture(), "JPEG"),
    ],
)
def test_what_does_not_say_whose_it_is_must_be_confirmed(report: Report, rosa: User, data: bytes) -> None:
    with pytest.raises(NotConfirmed):
        attach(report, data, rosa)
    assert not KeyImage.objects.exists()
    image = attach(report, data, rosa, confirmed=True)
    assert image.identity == ("header" if b"YES" in data else "confirmed")


def test_sizes_are_limited_by_kind(report: Report, rosa: User, settings: Any) -> None:
    settings.IMAGE_MAX_BYTES, settings.DICOM_MAX_BYTES = 1_000_000, 2_000_000
    data = saved(picture(), "PNG")
    with pytest.raises(ImageTooLarge, match=r"is 2 MB; the limit is 1 MB"):
        key_images.examine_upload(report, io.BytesIO(data), 1_000_001, user=rosa)
    with pytest.raises(ImageTooLarge, match=r"the limit is 2 MB"):
        key_images.examine_upload(report, io.BytesIO(dicom(**HERS)), 2_000_001, user=rosa)


@pytest.mark.parametrize("who", ["finn", "ada"])
def test_only_who_writes_attaches(report: Report, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(ActionRefused):
        attach(report, dicom(**HERS), request.getfixturevalue(who))


def test_nothing_is_attached_to_a_signed_report(final: Report, rosa: User) -> None:
    with pytest.raises(ActionRefused, match="Amend it"):
        attach(final, saved(picture(), "PNG"), rosa, confirmed=True)


# --- What is signed ----------------------------------------------------------------------------------------


@pytest.fixture
def image(report: Report, rosa: User) -> KeyImage:
    return attach(report, dicom(**HERS), rosa)


def save(report: Report, document: ReportDocument, user: User) -> None:
    drafts.save(report, document, user=user, row_version=report.fresh().row_version)


def images_of(pdf: bytes) -> list[Any]:
    return [image for page in PdfReader(io.BytesIO(pdf)).pages for image in page.images]


def test_a_signed_report_prints_its_images(report: Report, image: KeyImage, rosa: User) -> None:
    save(report, with_image(image.digest), rosa)
    assert len(images_of(report_rendering.draft_pdf(report, drafts.current_document(report)))) == 1
    version = sign_now(report, rosa)
    assert len(images_of(archive.load(version))) == 1
    assert image.digest in version.document


@pytest.mark.parametrize("damage", ["gone", "changed", "never there", "of another patient"])
def test_a_missing_image_stops_the_signature_at_its_field(
    report: Report,
    image: KeyImage,
    rosa: User,
    settings: Any,
    damage: str,
    register: Callable[..., Examination],
) -> None:
    digest = image.digest
    (path,) = stored_files(settings)
    if damage == "gone":
        path.unlink()
    elif damage == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif damage == "never there":
        digest = "0" * 64
    else:
        other = attach(register().report, saved(picture(), "PNG"), rosa, confirmed=True)
        digest = other.digest
    save(report, with_image(digest), rosa)
    with pytest.raises(ActionRefused) as refused:
        sign_now(report, rosa)
    assert [(remark.path, remark.rule_id) for remark in refused.value.missing] == [
        ("key_images[0].digest", "image-stored")
    ]
    assert not report.versions.exists()
    # Only of an image that was stored for this examination it is known that it ought to be there.
    found = AuditEvent.objects.filter(kind="image_damaged", report_id=report.public_id)
    assert found.count() == (damage in ("gone", "changed"))
    assert images_of(report_rendering.draft_pdf(report, drafts.current_document(report))) == []


def test_a_damaged_image_of_a_signed_report_is_found(
    report: Report, image: KeyImage, rosa: User, settings: Any
) -> None:
    save(report, with_image(image.digest), rosa)
    sign_now(report, rosa)
    (path,) = [path for path in stored_files(settings) if path.suffix == ".png"]
    call_command("verify_documents", stdout=io.StringIO())
    path.write_bytes(path.read_bytes()[:-1])
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_documents", stderr=told)
    assert "the stored image of key_images[0].digest is missing or altered" in told.getvalue()
    assert AuditEvent.objects.filter(kind="image_damaged", report_id=report.public_id).count() == 1


def test_an_amended_report_keeps_the_images_of_the_earlier_version(
    report: Report, image: KeyImage, rosa: User, finn: User, olga: User
) -> None:
    save(report, with_image(image.digest), rosa)
    first = sign_now(report, rosa)
    drafts.start_amendment(report, user=rosa, reason="No image.", row_version=report.fresh().row_version)
    another = attach(report, saved(picture(), "PNG"), rosa, confirmed=True)
    save(report, ReportDocument.from_json(json.dumps(COMPLETE | {"impression": {"text": "None."}})), rosa)
    sign_now(report, rosa, Action.SIGN_AMENDMENT)
    assert len(images_of(archive.load(first))) == len(images_of(report_rendering.version_pdf(first, []))) == 1
    seen = KeyImage.objects.visible_to(finn)
    assert image in seen and another not in seen
    assert not KeyImage.objects.visible_to(olga).exists()
    drafts.start_amendment(report, user=rosa, reason="Again.", row_version=report.fresh().row_version)
    with pytest.raises(ActionRefused, match="used in the report"):
        key_images.discard(report, image.digest, user=rosa)


def test_a_referrer_sees_no_image_of_a_draft(
    report: Report, image: KeyImage, rosa: User, finn: User, ada: User
) -> None:
    save(report, with_image(image.digest), rosa)
    assert not KeyImage.objects.visible_to(finn).exists()
    assert KeyImage.objects.visible_to(ada).count() == KeyImage.objects.visible_to(rosa).count() == 1


def test_what_the_report_does_not_show_can_be_deleted(
    report: Report, image: KeyImage, rosa: User, settings: Any
) -> None:
    save(report, with_image(image.digest), rosa)
    with pytest.raises(ActionRefused, match="used in the report"):
        key_images.discard(report, image.digest, user=rosa)
    save(report, ReportDocument(), rosa)
    key_images.discard(report, image.digest, user=rosa)
    key_images.discard(report, image.digest, user=rosa)  # twice is harmless
    assert not KeyImage.objects.exists() and stored_files(settings) == []
    assert AuditEvent.objects.filter(kind="image_discarded").count() == 1


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "gif"},
        {"source": "tiff"},
        {"identity": "guessed"},
        {"frame_number": 1},
        {"frame_count": 3},
        {"frame_number": 4, "frame_count": 3},
        {"frame_number": 0, "frame_count": 3},
    ],
)
def test_the_database_refuses_what_makes_no_sense(image: KeyImage, given: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyImage.objects.filter(pk=image.pk).update(**given)
