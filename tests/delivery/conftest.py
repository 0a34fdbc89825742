"""Mail servers in this process: one that works, and two that never get to the point."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.utils import timezone

from reporting.delivery import transport
from reporting.delivery.outbox import OUTBOXES

HOST = "127.0.0.1"


class Mailbox(MessageHandler):
    """Keeps what arrives; says 'later' as long as ``busy``."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []
        self.busy = False
        self.refused = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.busy:
            return "450 the mailbox is busy, try later"
        if address == self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        self.messages.append(message)


def free_port() -> int:
    with socket.socket() as probe:  # a server of aiosmtpd cannot be asked which port it was given
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def use_server(settings: Any, port: int) -> None:
    """Send through a real server on this machine."""
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = HOST, port, 1
    settings.SITE_URL = "https://reports.example.org"


def make_due() -> None:
    """Let the pauses of all waiting rows be over."""
    for model in OUTBOXES:
        model._default_manager.update(due_at=timezone.now())


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    server = Controller(box, hostname=HOST, port=free_port())
    server.start()
    use_server(settings, server.port)
    yield box
    server.stop()


class StuckServer:
    """Accepts connections and then sends ``greeting`` one byte at a time, or nothing; counts the connections."""

    def __init__(self, greeting: bytes) -> None:
        self.greeting = greeting
        self.connections = 0
        self.ended = threading.Event()
        self.socket = socket.create_server((HOST, 0))
        self.port = int(self.socket.getsockname()[1])
        self.threads = [threading.Thread(target=self._accept)]
        self.threads[0].start()

    def _accept(self) -> None:
        self.socket.settimeout(0.05)
        while not self.ended.is_set():
            with contextlib.suppress(TimeoutError):
                visitor, _address = self.socket.accept()
                self.connections += 1
                self.threads.append(threading.Thread(target=self._serve, args=(visitor,)))
                self.threads[-1].start()

    def _serve(self, visitor: socket.socket) -> None:
        with visitor, contextlib.suppress(OSError):
            for byte in self.greeting:
                if self.ended.wait(0.05):
                    return
                visitor.send(bytes([byte]))
            self.ended.wait()

    def stop(self) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()
        self.socket.close()


@pytest.fixture(params=["silent", "trickling"])
def stuck(
    request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StuckServer]:
    """A mail server that never gets to the point: none of its answers takes as long as the time-out."""
    server = StuckServer(b"220 " + b"x" * 10_000 if request.param == "trickling" else b"")
    use_server(settings, server.port)
    if request.param == "trickling":
        monkeypatch.setattr(transport, "DEADLINE_SECONDS", 0.5)
    yield server
    server.stop()
