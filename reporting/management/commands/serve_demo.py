"""Update the demo and serve it; called by ``make run``."""

from __future__ import annotations

import errno
import os
import socket
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from reporting.delivery import sending
from reporting.site import demo_address, environment

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
FIRST_PORT_FOR_ALL, LAST_PORT = 1024, 65535
# Few processes rather than many threads, because SQLite has no queue for writers.
WORKERS = 2
MAIL_PAUSE_SECONDS = 2


class Command(BaseCommand):
    help = (
        "Make the database, load the demo and serve it on this machine's loopback address, all in one process, "
        "so that nothing is started twice. Run again, it keeps everything that is there. Not for production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, help="default: %(default)s")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        require_free(port)
        if not environment.text("SITE_URL", ""):
            settings.SITE_URL = demo_address.address_of(port)
        demo_address.remember(settings.DATA_DIR, port)
        call_command("migrate", verbosity=0)
        call_command("seed_demo", stdout=self.stdout)
        # A worker must not share a connection with its parent.
        connections.close_all()
        require_free(port)  # loading the demo takes a while
        self.stdout.write(f"Serving on http://127.0.0.1:{port}/ (Ctrl+C ends it)")
        self.stdout.flush()
        start_sender()
        DemoServer(port).run()


def require_free(port: int) -> None:
    """Raise the reason for which the demo cannot be served on this port, if there is one."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server does: connections of a demo that just ended do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                found = f"Port {port} is already in use, perhaps by a demo in another terminal."
            else:
                found = f"Port {port} cannot be used ({error.strerror})."
            raise CommandError(f"{found} {how_to_choose(port)}", returncode=1) from error


def start_sender() -> None:
    """Send e-mails in a process of its own, which ends with this one.

    Not by `multiprocessing`: each of the server's workers would end it when it ends itself.
    """
    parent = os.getpid()
    if os.fork():
        return
    try:
        sending.send_forever(MAIL_PAUSE_SECONDS, lambda: os.getppid() == parent)
    except KeyboardInterrupt:
        pass
    finally:
        os._exit(0)


def how_to_choose(port: int) -> str:
    other = port + 1 if FIRST_PORT_FOR_ALL <= port < LAST_PORT else DEFAULT_PORT + 1
    return f"Choose another one: PORT={other} make run (or serve_demo --port {other})."


def port_number(text: str) -> int:
    """A port as an argument of a command."""
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise ArgumentTypeError(f"{text!r} is not a port; use a whole number from 1 to {LAST_PORT}")
    return int(text)


class DemoServer(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """Gunicorn with its configuration set here instead of in a file."""

    def __init__(self, port: int):
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self.port}",
            "workers": WORKERS,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        # Imported only now, because it runs the checks at start, which need the tables.
        return import_app("reporting.wsgi:application")
