"""A stranger with a printed report and its file: what the page tells, and that the file stays on the device."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from reporting.custody import archive
from reporting.models import Report
from reporting.verification import verification_codes
from tests.system.accessibility import check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_file_is_compared_where_it_lies(page: Page, final: Report, tmp_path: Path) -> None:
    version = final.current_version
    assert version is not None and version.verification_code
    genuine, altered = tmp_path / "report.pdf", tmp_path / "altered.pdf"
    genuine.write_bytes(archive.load(version))
    altered.write_bytes(genuine.read_bytes() + b"\n")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    page.goto("/verify/")
    page.get_by_label("Code of the report").fill(
        verification_codes.format_code(version.verification_code).lower()
    )
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Genuine and current")).to_be_visible()
    check(page, everywhere=True)

    loaded = len(sent)
    file, verdict = page.get_by_label("Select or drop the PDF"), page.get_by_role("status")
    file.set_input_files(genuine)
    expect(verdict).to_have_text("Match: this is the signed file.")
    file.set_input_files(altered)
    expect(verdict).to_contain_text("No match")
    data = page.evaluate_handle(
        """bytes => { const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "report.pdf")); return data; }""",
        list(genuine.read_bytes()),
    )
    page.locator("#drop").dispatch_event("drop", {"dataTransfer": data})
    expect(verdict).to_have_text("Match: this is the signed file.")
    assert len(sent) == loaded, "something was sent"
    assert set(sent) == {"GET"}


def test_without_scripts_the_digest_stands_there(browser: Browser, live_server, final: Report) -> None:
    version = final.current_version
    assert version is not None and version.verification_code
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/verify/{version.verification_code}/")
    expect(page.get_by_text(version.pdf_digest)).to_be_visible()
    expect(page.get_by_text("sha256sum")).to_be_visible()
    expect(page.locator("#drop")).to_be_hidden()
    context.close()
