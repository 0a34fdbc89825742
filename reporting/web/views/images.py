"""Key images: upload, choice of frame, and display."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image

from reporting.custody import archive
from reporting.images import key_images, upload_staging
from reporting.images.formats import (
    FileKind,
    ImageTooLarge,
    UnsupportedImage,
    detect_kind,
    read_frame,
    read_picture,
)
from reporting.images.key_images import PatientMismatch, UploadedImage
from reporting.models import AuditKind, KeyImage, Report
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action, ReportState
from reporting.policy.permissions import Permission
from reporting.web.forms import tokens
from reporting.web.forms.images import ChooseForm
from reporting.web.presenters.images import pictures_of
from reporting.web.presenters.reports import patient_of
from reporting.web.presenters.rows import status_chip
from reporting.web.views.access import Request, for_report, record
from reporting.web.views.errors import InvalidForm, error_page
from reporting.web.views.rate_limits import is_first_time

SMALL, PREVIEW = 960, 900  # pixels of the longer side
VIEW_RECORD_SECONDS = 600  # repeated views of a report's images within this time are recorded once


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.WRITE)
def images(request: Request, report: Report) -> HttpResponse:
    """Show the upload page, and accept an uploaded file."""
    if refusal := lifecycle.find_refusal(ReportState.of(report), Action.SAVE, request.user):
        return _refused(request, report, refusal.sentence, 409)
    if request.method != "POST":
        record(request, AuditKind.REPORT_SEEN, report=report)
        return _page(request, report)
    _check_token(request, report)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        return _refused(request, report, _("Select a file that is not empty."), 422)
    try:
        found = key_images.examine_upload(report, file, file.size, user=request.user)  # type: ignore[arg-type]
        if found.needs_answer:
            return _choose_redirect(request, report, upload_staging.stage(file, report, request.user))
        image = key_images.attach(report, file, file.size, user=request.user)  # type: ignore[arg-type]
    except (UnsupportedImage, ActionRefused) as refused:
        return _refused(request, report, refused.sentence, _status(refused))
    return _attached(request, report, image)


@require_http_methods(["GET", "HEAD", "POST"])
@for_report(Permission.WRITE)
def choose(request: Request, report: Report, token: str) -> HttpResponse:
    """Ask what the file leaves open: the frame, and confirmation of the patient."""
    file = upload_staging.open_staged(token, report, request.user)
    if file is None:
        return _refused(request, report, _("The upload expired. Select the file again."), 410)
    with file:
        size = file.seek(0, io.SEEK_END)
        try:
            found = key_images.examine_upload(report, file, size, user=request.user)
            if request.method != "POST":
                record(request, AuditKind.REPORT_SEEN, report=report)
                return _choose_page(request, report, token, found, ChooseForm(found))
            _check_token(request, report)
            form = ChooseForm(found, request.POST)
            if "preview" in request.POST or not form.is_valid():
                status = 200 if "preview" in request.POST else 422
                return _choose_page(request, report, token, found, form, status)
            image = key_images.attach(
                report,
                file,
                size,
                user=request.user,
                frame=form.cleaned_data.get("frame", 1),
                confirmed=form.cleaned_data.get("confirmed", False),
            )
        except (UnsupportedImage, ActionRefused) as refused:
            if isinstance(refused, UnsupportedImage | PatientMismatch):
                upload_staging.delete_staged(token, report, request.user)
            return _refused(request, report, refused.sentence, _status(refused))
    upload_staging.delete_staged(token, report, request.user)
    return _attached(request, report, image)


@require_safe
@for_report(Permission.WRITE, counted=False)
def staged_frame(request: Request, report: Report, token: str, number: int) -> HttpResponse:
    """Serve a frame of a staged file for choosing."""
    file = upload_staging.open_staged(token, report, request.user)
    if file is None:
        raise Http404
    with file:
        try:
            kind = detect_kind(file)
            picture = read_frame(file, number) if kind is FileKind.DICOM else read_picture(file, kind)
        except UnsupportedImage:
            raise Http404 from None
    return _image_response(_jpeg(picture, PREVIEW), "image/jpeg")


@require_safe
@for_report(counted=False)
def image(request: Request, report: Report, digest: str, small: bool = False) -> HttpResponseBase:
    """Serve a stored image exactly as stored, or scaled down."""
    row = _visible(request, report).filter(digest=digest).first()
    if row is None:
        raise Http404
    try:
        data = key_images.load(row, actor=request.user)
    except archive.ArchiveUnavailable as unavailable:
        return error_page(request, 503, unavailable.sentence)
    if data is None:
        return error_page(
            request, 503, _("This image is damaged and cannot be shown. Tell an administrator.")
        )
    if is_first_time(f"images-seen-{request.user.pk}-{report.pk}", VIEW_RECORD_SECONDS):
        record(request, AuditKind.IMAGE_SEEN, report=report, digest=digest)
    if not small:
        return _image_response(data, row.content_type)
    with Image.open(io.BytesIO(data)) as picture:
        return _image_response(_jpeg(picture, SMALL), "image/jpeg")


@require_POST
@for_report(Permission.WRITE)
def discard(request: Request, report: Report, digest: str) -> HttpResponse:
    """Delete an image that the report does not show."""
    _check_token(request, report)
    try:
        key_images.discard(report, digest, user=request.user)
    except ActionRefused as refused:
        return _refused(request, report, refused.sentence, 409)
    messages.success(request, _("Image deleted."))
    return redirect("report-images", public_id=report.public_id)


def _visible(request: Request, report: Report):  # type: ignore[no-untyped-def]
    return KeyImage.objects.visible_to(request.user).filter(examination=report.examination)


def _check_token(request: Request, report: Report) -> None:
    """Check that the page was made for this report and patient.

    Raises:
        InvalidForm: it was not.
    """
    try:
        tokens.read(request.POST.get("token", ""), report, request.user)
    except tokens.StalePage as wrong:
        raise InvalidForm(wrong.sentence) from None


def _status(refused: UnsupportedImage | ActionRefused) -> int:
    if isinstance(refused, ImageTooLarge):
        return 413
    if isinstance(refused, archive.ArchiveUnavailable):
        return 503
    return 422 if isinstance(refused, UnsupportedImage | PatientMismatch | key_images.NotConfirmed) else 409


def _is_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _choose_redirect(request: Request, report: Report, token: str) -> HttpResponse:
    address = reverse("report-image-choose", args=[report.public_id, token])
    return JsonResponse({"choose": address}) if _is_script(request) else redirect(address)


def _attached(request: Request, report: Report, image: KeyImage) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"attach": image.digest})
    editor = reverse("report-edit", args=[report.public_id])
    return redirect(f"{editor}?image={image.digest}#key_images")


def _refused(request: Request, report: Report, sentence: str, status: int) -> HttpResponse:
    if _is_script(request):
        return JsonResponse({"sentence": sentence}, status=status)
    record(request, AuditKind.REPORT_SEEN, report=report)
    return _page(request, report, status, sentence=sentence)


def _page(request: Request, report: Report, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "status": status_chip(report, request.user),
        "token": tokens.issue(report, request.user, report.row_version),
        "pictures": pictures_of(report, report.examination.key_images.all()).values(),
        **more,
    }
    return render(request, "images/images.html", context, status=status)


def _choose_page(
    request: Request, report: Report, token: str, found: UploadedImage, form: ChooseForm, status: int = 200
) -> HttpResponse:
    typed = form["frame"].value() if "frame" in form.fields else 1
    number = int(typed) if str(typed).isdecimal() and 1 <= int(typed) <= found.frames else 1
    context = {
        "report": report,
        "patient": patient_of(report.examination),
        "status": status_chip(report, request.user),
        "token": tokens.issue(report, request.user, report.row_version),
        "found": found,
        "form": form,
        "address": reverse("report-image-choose", args=[report.public_id, token]),
        "frame": reverse("report-image-frame", args=[report.public_id, token, number]),
        "number": number,
    }
    template = "images/choose_form.html" if _is_script(request) else "images/choose.html"
    return render(request, template, context, status=status)


def _jpeg(picture: Image.Image, longest: int) -> bytes:
    picture.thumbnail((longest, longest))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _image_response(data: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
