"""Restrict file uploads to key images, signed-in users, and a maximum size."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

UPLOAD_PAGE = "report-images"
FORM_OVERHEAD = 100_000  # bytes of a form in addition to its file


class KeyImageUploadHandler(FileUploadHandler):
    """Runs before Django's own handlers; other files are read and discarded."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse too large a request before any of it is read.

        Raises:
            RequestDataTooBig: becomes the page of status 413.
        """
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if self._wanted():
            most = max(settings.IMAGE_MAX_BYTES, settings.DICOM_MAX_BYTES) + FORM_OVERHEAD
        if content_length > most:
            # Later access to the form's fields, as by the error page, finds none.
            self.request._mark_post_parse_error()  # type: ignore[union-attr]
            raise RequestDataTooBig("a form with a file that is too large")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._wanted():
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _wanted(self) -> bool:
        request = self.request
        page = getattr(request, "resolver_match", None)
        user = getattr(request, "user", None)
        return bool(page and page.url_name == UPLOAD_PAGE and user and user.is_authenticated)
