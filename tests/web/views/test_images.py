"""Handing in an image over the web: the page, the file, the frame, the confirmation; and who sees what is stored."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from reporting.models import AuditEvent, Examination, KeyImage, Report, User
from reporting.workflow import drafts
from tests.cast import give_reason, sign_now
from tests.images.formats.files import dicom, picture, png_of_size, ramp, saved
from tests.images.test_key_images import HERS, WANDA, with_image

pytestmark = [pytest.mark.django_db, pytest.mark.page]
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def report(register: Callable[..., Examination]) -> Report:
    return register(**WANDA).report


@pytest.fixture
def client(as_user: Callable[[User], Client], rosa: User) -> Client:
    return as_user(rosa)


def token_of(response: Any) -> str:
    found = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def hand_in(client: Client, report: Report, data: bytes, name: str = "image.bin", **headers: Any) -> Any:
    address = reverse("report-images", args=[report.public_id])
    token = token_of(client.get(address))
    file = SimpleUploadedFile(name, data, "application/x-anything")
    return client.post(address, {"token": token, "file": file}, headers=headers)


def choose(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {"token": token_of(client.get(address)), **typed})


def staged(settings: Any) -> list[Path]:
    return list(Path(settings.UPLOAD_DIR).glob("*.staged"))


@pytest.fixture(autouse=True)
def _uploads_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.UPLOAD_DIR.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(settings.UPLOAD_DIR)


def test_an_image_of_the_patient_goes_into_the_report_at_once(client: Client, report: Report) -> None:
    response = hand_in(client, report, dicom(**HERS), name="../../etc/passwd")
    image = KeyImage.objects.get()
    editor = reverse("report-edit", args=[report.public_id])
    assert response.status_code == 302 and response["Location"] == f"{editor}?image={image.digest}#key_images"
    page = client.get(f"{editor}?image={image.digest}").content.decode()
    assert f'value="{image.digest}"' in page and 'name="key_images-TOTAL" value="1"' in page
    assert report.fresh().row_version == 1  # nothing is saved yet


def test_a_script_is_told_what_to_do_next(client: Client, report: Report) -> None:
    response = hand_in(client, report, dicom(**HERS), **SCRIPT)
    assert response.json() == {"attach": KeyImage.objects.get().digest}
    response = hand_in(client, report, saved(picture(), "PNG"), **SCRIPT)
    fragment = client.get(response.json()["choose"], headers=SCRIPT).content.decode()
    assert fragment.lstrip().startswith("<form") and "<html" not in fragment
    response = hand_in(client, report, b"no image", **SCRIPT)
    assert response.status_code == 422 and "not a PNG, JPEG or DICOM" in response.json()["sentence"]


def test_a_picture_is_shown_and_confirmed(client: Client, report: Report, settings: Any) -> None:
    address = hand_in(client, report, saved(picture("RGB"), "JPEG"))["Location"]
    page = client.get(address).content.decode()
    assert "do not identify the patient" in page and "Wanda Gżegżółka" in page
    (frame,) = re.findall(r'<img class="choose-frame" src="([^"]+)"', page)
    shown = client.get(frame)
    assert shown["Content-Type"] == "image/jpeg" and Image.open(io.BytesIO(shown.content)).size == (64, 48)
    refused = choose(client, address)
    assert refused.status_code == 422 and "Confirm that it is of this patient" in refused.content.decode()
    assert choose(client, address, confirmed="on").status_code == 302
    assert KeyImage.objects.get().identity == "confirmed" and staged(settings) == []
    assert client.get(address).status_code == 410  # the file is gone, and says so


def test_the_frame_of_a_tomosynthesis_is_chosen(client: Client, report: Report) -> None:
    frames = np.stack([np.full((48, 64), value, "uint16") for value in (0, 1000, 4095)])
    address = hand_in(client, report, dicom(frames, **HERS))["Location"]
    page = client.get(address).content.decode()
    assert "This file has 3 frames" in page and "confirmed" not in page
    shown = client.get(f"{address}3/")
    assert Image.open(io.BytesIO(shown.content)).getextrema() == (255, 255)
    assert [client.get(f"{address}{number}/").status_code for number in (0, 4)] == [404, 404]
    preview = choose(client, address, frame="2", preview="1")
    assert preview.status_code == 200 and f'src="{address}2/"' in preview.content.decode()
    for typed in ("4", "0", "x", ""):
        assert choose(client, address, frame=typed).status_code == 422
    assert choose(client, address, frame="2").status_code == 302
    assert (KeyImage.objects.get().frame_number, KeyImage.objects.get().frame_count) == (2, 3)


def test_words_burnt_into_the_picture_are_to_be_looked_at(client: Client, report: Report) -> None:
    address = hand_in(client, report, dicom(**HERS | {"BurnedInAnnotation": "YES"}))["Location"]
    assert "burned-in annotation" in client.get(address).content.decode()
    assert choose(client, address, confirmed="on").status_code == 302


def test_an_image_of_another_patient_is_refused(client: Client, report: Report, settings: Any) -> None:
    response = hand_in(client, report, dicom(**HERS | {"PatientName": "Nowak^Anna", "PatientID": "X-1"}))
    page = response.content.decode()
    assert response.status_code == 422 and "Patient mismatch" in page
    assert "Nowak" not in page and "X-1" not in page
    assert list(settings.UPLOAD_DIR.iterdir()) == [] and not KeyImage.objects.exists()
    assert AuditEvent.objects.filter(kind="image_refused").count() == 1


@pytest.mark.parametrize(
    ("data", "status", "word"),
    [
        (b"", 422, "empty"),
        (b"MZ\x90\x00", 422, "not a PNG, JPEG or DICOM"),
        (png_of_size(50_000, 50_000), 413, "million pixels"),
        (saved(Image.new("L", (1, 20_000)), "PNG"), 422, "1 × 20000"),
        (saved(picture(), "JPEG")[:200], 422, "damaged"),
        (dicom()[:400], 422, "This DICOM file"),
        (saved(Image.new("CMYK", (40, 40)), "JPEG"), 422, "CMYK"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(
    client: Client, report: Report, settings: Any, data: bytes, status: int, word: str
) -> None:
    response = hand_in(client, report, data, name="mammogram.png")
    assert response.status_code == status and word in response.content.decode()
    assert staged(settings) == []


def test_a_file_beyond_the_limit_of_its_kind(client: Client, report: Report, settings: Any) -> None:
    settings.IMAGE_MAX_BYTES, settings.DICOM_MAX_BYTES = 1_000, 3_000_000
    noise = saved(Image.effect_noise((64, 64), 80), "PNG")
    response = hand_in(client, report, noise)
    assert response.status_code == 413 and "the limit is" in response.content.decode()


@pytest.mark.parametrize("checks", [True, False])
def test_a_request_beyond_every_limit_is_refused_before_it_is_read(
    rosa: User, report: Report, settings: Any, checks: bool
) -> None:
    settings.IMAGE_MAX_BYTES = settings.DICOM_MAX_BYTES = 1_000_000
    client = Client(enforce_csrf_checks=checks)
    client.force_login(rosa)
    address = reverse("report-images", args=[report.public_id])
    response = client.post(address, {"file": SimpleUploadedFile("x.dcm", bytes(1_200_000))})
    assert response.status_code == 413
    assert list(Path(settings.UPLOAD_DIR).iterdir()) == []


@pytest.mark.parametrize("name", ["account_login", "report-edit", "report-images"])
def test_nobody_else_leaves_files_here(
    report: Report, settings: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither strangers on any page, nor anybody on a page that takes none; what they send is forgotten unread."""
    seen: list[str] = []
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file",
        lambda *_args, **_kwargs: seen.append("file"),
    )
    arguments = [] if name == "account_login" else [report.public_id]
    response = Client().post(
        reverse(name, args=arguments), {"file": SimpleUploadedFile("x.dcm", bytes(3_000_000))}
    )
    assert response.status_code in (200, 302) and seen == []


def test_a_page_made_for_another_report_attaches_nothing(
    client: Client, report: Report, register: Callable[..., Examination]
) -> None:
    other = register().report
    token = token_of(client.get(reverse("report-images", args=[other.public_id])))
    file = SimpleUploadedFile("x", saved(picture(), "PNG"))
    response = client.post(reverse("report-images", args=[report.public_id]), {"token": token, "file": file})
    assert response.status_code == 400 and not KeyImage.objects.exists()


def test_a_waiting_file_is_its_senders_alone(
    client: Client,
    report: Report,
    remi: User,
    as_user: Callable[[User], Client],
    register: Callable[..., Examination],
) -> None:
    address = hand_in(client, report, saved(picture(), "PNG"))["Location"]
    assert client.get(address).status_code == 200
    assert as_user(remi).get(address).status_code == 410
    assert as_user(remi).get(f"{address}1/").status_code == 404
    token = address.rstrip("/").rpartition("/")[2]
    elsewhere = reverse("report-image-choose", args=[register().report.public_id, token])
    assert client.get(elsewhere).status_code == 410
    assert client.get(address[:-2] + "x/").status_code == 410


def test_old_waiting_files_go(client: Client, report: Report, settings: Any) -> None:
    hand_in(client, report, saved(picture(), "PNG"))
    (path,) = staged(settings)
    os.utime(path, (0, 0))
    hand_in(client, report, saved(picture("RGB"), "PNG"))
    assert path not in staged(settings) and len(staged(settings)) == 1


# --- What is stored ------------------------------------------------------------------------------------------


@pytest.fixture
def image(client: Client, report: Report) -> KeyImage:
    hand_in(client, report, dicom(ramp(900, 1200), **HERS))
    return KeyImage.objects.get()


def address(image: KeyImage, name: str = "report-image") -> str:
    return reverse(name, args=[image.examination.report.public_id, image.digest])


def test_a_stored_image_is_served_as_it_is_and_to_no_cache(client: Client, image: KeyImage) -> None:
    response = client.get(address(image))
    assert response.status_code == 200 and response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff" and "no-store" in response["Cache-Control"]
    assert Image.open(io.BytesIO(response.content)).size == (1200, 900)
    small = client.get(address(image, "report-image-small"))
    assert Image.open(io.BytesIO(small.content)).size == (960, 720) and small["Content-Type"] == "image/jpeg"
    assert AuditEvent.objects.filter(kind="image_seen").count() == 1  # once within ten minutes


def test_who_sees_an_image(
    client: Client,
    image: KeyImage,
    report: Report,
    rosa: User,
    finn: User,
    olga: User,
    ada: User,
    as_user: Callable[[User], Client],
) -> None:
    def visitor_of(user: User) -> Client:
        return give_reason(as_user(user), report) if user == ada else as_user(user)

    def seen(user: User) -> list[int]:
        visitor = visitor_of(user)
        return [
            visitor.get(address(image, name)).status_code for name in ("report-image", "report-image-small")
        ]

    assert [seen(user) for user in (rosa, ada, finn, olga)] == [[200, 200]] * 2 + [[404, 404]] * 2
    drafts.save(report, with_image(image.digest), user=rosa, row_version=1)
    assert seen(finn) == [404, 404]  # not signed yet
    sign_now(report, rosa)
    assert [seen(user) for user in (finn, olga)] == [[200, 200], [404, 404]]
    assert Client().get(address(image)).status_code == 302
    for user in (finn, ada):
        page = visitor_of(user).get(reverse("report", args=[report.public_id])).content.decode()
        assert f'href="{address(image)}"' in page and "Image 1, left breast" in page
        assert f'src="{address(image, "report-image-small")}"' in page


def test_a_damaged_image_is_not_served(
    client: Client, image: KeyImage, settings: Any, as_user: Callable[[User], Client], ada: User
) -> None:
    (path,) = Path(settings.ARCHIVE_DIR).rglob("*.png")
    whole = path.read_bytes()
    path.write_bytes(b"something else")
    assert client.get(address(image)).status_code == 503
    event = AuditEvent.objects.get(kind="image_damaged")
    assert (event.outcome, event.actor_name) == ("failure", "rosa")
    assert event.report_id == image.examination.report.public_id
    assert json.loads(event.detail) == {
        "expected": image.digest,
        "found": hashlib.sha256(b"something else").hexdigest(),
    }
    # Administrators are told until it is mended; nobody else is.
    cases = reverse("cases")
    assert path.name in as_user(ada).get(cases).content.decode()
    assert path.name not in client.get(cases).content.decode()
    path.write_bytes(whole)
    assert path.name not in as_user(ada).get(cases).content.decode()


def test_an_image_that_is_not_used_can_be_deleted(client: Client, image: KeyImage) -> None:
    page = client.get(reverse("report-images", args=[image.examination.report.public_id]))
    assert address(image, "report-image-small") in page.content.decode()
    token = {"token": token_of(page)}
    assert client.post(address(image, "report-image-discard"), token).status_code == 302
    assert not KeyImage.objects.exists()


def test_an_image_of_the_report_cannot(client: Client, image: KeyImage, report: Report, rosa: User) -> None:
    drafts.save(report, with_image(image.digest), user=rosa, row_version=1)
    token = {"token": token_of(client.get(reverse("report-images", args=[report.public_id])))}
    response = client.post(address(image, "report-image-discard"), token)
    assert response.status_code == 409 and "used in the report" in response.content.decode()


def test_no_address_of_an_image_says_whose_it_is(client: Client, report: Report) -> None:
    where = hand_in(client, report, saved(picture(), "PNG"))["Location"]
    assert not any(word in json.dumps(where) for word in ("Wanda", "M-77", "A-1"))
