"""`make run`: a taken port is named before anything is said to be served; printed addresses are the demo's."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.management import demo
from reporting.site import demo_address

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a terminal knows in which neither a port nor an address was chosen."""
    return {"PATH": os.environ["PATH"], "REPORTING_DATA_DIR": str(data)} | more


def run(*arguments: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


@pytest.fixture
def occupied() -> Iterator[int]:
    """A port on which something answers already."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_named_with_the_way_to_choose_another(occupied: int, tmp_path: Path) -> None:
    done = subprocess.run(
        ["scripts/run"],
        cwd=ROOT,
        env=environment(tmp_path, PORT=str(occupied)),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 1
    assert "Serving" not in done.stdout
    assert done.stderr.startswith(f"CommandError: Port {occupied} is already in use")
    assert re.search(r"PORT=\d+ make run \(or serve_demo --port \d+\)", done.stderr)
    # Nothing was made, and commands do not print the address of something else.
    assert not (tmp_path / "ductogram.sqlite3").exists()
    assert demo_address.remembered(tmp_path) == ""


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "²"])
def test_what_is_no_port_is_named(port: str, tmp_path: Path) -> None:
    done = run("serve_demo", f"--port={port}", data=tmp_path)
    assert done.returncode == 2
    assert f"{port!r} is not a port" in done.stderr


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (b"http://127.0.0.1:8080\n", "http://127.0.0.1:8080"),
        (b"http://elsewhere.example:8080\n", ""),
        (b"", ""),
        (b"\xff", ""),
    ],
)
def test_only_an_address_of_this_machine_is_remembered(tmp_path: Path, written: bytes, found: str) -> None:
    (tmp_path / demo_address.FILE_NAME).write_bytes(written)
    assert demo_address.remembered(tmp_path) == found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, int, int]]:
    """A demo on a port of its own, chosen by its argument alone."""
    data, port = tmp_path_factory.mktemp("demo"), free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve_demo", "--port", str(port)],
        cwd=ROOT,
        env=environment(data),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        try:
            lines = iter(process.stdout.readline, "")
            said = next((line for line in lines if line.startswith("Serving on ")), "")
            assert said == f"Serving on http://127.0.0.1:{port}/ (Ctrl+C ends it)\n"
            yield data, port, process.pid
        finally:
            process.terminate()


def verification(text: str) -> str:
    """The address and code of a printed report, as one who follows them types them."""
    found = re.search(r"(http://\S+/verify/)\D*?\s([0-9A-Z]{4}(?:[ -][0-9A-Z]{4})+)", text)
    assert found is not None, text[-2000:]
    return found[1] + re.sub(r"[ -]", "", found[2]) + "/"


def test_printed_addresses_open_in_the_demo_that_runs(served: tuple[Path, int, int]) -> None:
    data, port, _server = served
    signed = run(
        *("import_case", "docs/example-case.json", "--referrer", "finn", "--sign-as", "rosa"),
        data=data,
        REPORTING_SIGN_PASSWORD=demo.PASSWORD,
    )
    assert signed.returncode == 0, signed.stderr
    for accession in ("EX-1", "SYN-06"):  # signed by the command, and by the demo itself
        text = run("render_report", accession, "--format", "text", data=data).stdout
        address = verification(text)
        assert address.startswith(f"http://127.0.0.1:{port}/verify/")
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            assert answer.status == 200


def mails(data: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((data / "mail").glob("*"))]


def ask_for_a_password(port: int, address: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    page = f"http://127.0.0.1:{port}/accounts/password/reset/"
    with browser.open(page, timeout=SECONDS) as answer:
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token is not None
    sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], "email": address}).encode()
    browser.open(page, sent, timeout=SECONDS).close()


def wait_for_mail_to(data: Path, address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not any(f"To: {address}" in each for each in mails(data)):
        assert time.monotonic() < deadline, "the demo sends no e-mail"
        time.sleep(0.2)


def test_the_demo_sends_its_mail_also_after_a_worker_ended(served: tuple[Path, int, int]) -> None:
    """E-mails leave by a process beside the server, which must not go down with one of the server's workers."""
    data, port, server = served
    ask_for_a_password(port, "rosa@example.org")
    wait_for_mail_to(data, "rosa@example.org")
    ended = workers(server)
    assert ended
    for worker in ended:
        os.kill(worker, signal.SIGTERM)
    while set(ended) & set(workers(server)):
        time.sleep(0.1)
    ask_for_a_password(port, "remi@example.org")
    wait_for_mail_to(data, "remi@example.org")


def workers(server: int) -> list[int]:
    """The process ids of the workers of one server; the sender of e-mails keeps the command line of the demo."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == server and (folder / "cmdline").read_bytes().startswith(b"gunicorn: worker"):
                found.append(int(folder.name))
    return found
