"""Update the demo and serve it; called by ``make run``."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

DEFAULT_PORT = 8000
# Few processes rather than many threads, because SQLite has no queue for writers.
WORKERS = 2


class Command(BaseCommand):
    help = (
        "Make the database, load the demo and serve it on this machine's loopback address, all in one process, "
        "so that nothing is started twice. Run again, it keeps everything that is there. Not for production."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("seed_demo", stdout=self.stdout)
        # A worker must not share a connection with its parent.
        connections.close_all()
        self.stdout.write(f"Serving on http://127.0.0.1:{port}/ (Ctrl+C ends it)")
        self.stdout.flush()
        DemoServer(port).run()


class DemoServer(BaseApplication):  # type: ignore[misc]  # gunicorn publishes no types
    """Gunicorn with its configuration set here instead of in a file."""

    def __init__(self, port: int):
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"127.0.0.1:{self.port}",
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
