"""Which files are taken at all: those of one page, of people who are signed in, and none that is too large."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

PAGE = "report-images"
AROUND = 100_000  # bytes of a form around its file


class OnlyKeyImages(FileUploadHandler):
    """Stands before Django's own handlers; what it does not let through is read and forgotten."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse what is too large before any of it is read.

        Raises:
            RequestDataTooBig: which becomes the page of status 413.
        """
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if self._wanted():
            most = max(settings.IMAGE_MAX_BYTES, settings.DICOM_MAX_BYTES) + AROUND
        if content_length > most:
            # Whoever looks for the form's fields after this, as the page of the refusal does, finds none.
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
        return bool(page and page.url_name == PAGE and user and user.is_authenticated)
