"""Walking over everything that has an address: the routes of the URL map, and the links of the pages."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# What a request for a page may write: that it was seen, by whom, and that the session is in use.
TRACES = {
    "reporting_auditevent",
    "reporting_audithead",
    "reporting_readreceipt",
    "django_session",
    "reporting_cache",
}
URL_ATTRIBUTES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "content"}
SHOWN_PAGES = 200
BESIDE = ("//", "/static/")


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of the URL map; ``name`` is its pattern where it has no name."""

    name: str
    pattern: str

    def path(self, **values: object) -> str:
        """The address with ``values`` in place of the pattern's parameters."""
        filled = re.sub(
            r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)",
            lambda found: str(values[found[1] or found[2]]),
            self.pattern,
        )
        return "/" + filled.replace("^", "").replace("$", "")


def routes(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name}" if entry.name else pattern, pattern)
        else:
            yield from routes(entry, pattern, f"{space}{entry.namespace}:" if entry.namespace else space)


def body_of(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[call-overload, attr-defined]


def text_of(response: HttpResponseBase) -> str:
    return body_of(response).decode("utf-8", "replace")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs if name in URL_ATTRIBUTES]


def addresses(html: str) -> list[tuple[str, str, str]]:
    """Tag, attribute and value of everything in a page that a browser takes for an address."""
    reader = _Links()
    reader.feed(html)
    return reader.found


def crawl(client: Client, start: str = "/") -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page that can be reached by links and redirects from ``start``, each once, with its address."""
    waiting, seen = deque([start]), {start}
    while waiting:
        here = waiting.popleft()
        response = client.get(here)
        yield here, response
        found = [response["Location"]] if "Location" in response else []
        if "text/html" in response.get("Content-Type", ""):
            found += [value for tag, _name, value in addresses(text_of(response)) if tag == "a"]
        for link in found:
            address = urldefrag(urljoin(here, link)).url
            kind = _kind(address)
            if address.startswith("/") and not address.startswith(BESIDE) and kind not in seen:
                seen.add(kind)
                waiting.append(address)
        assert len(seen) <= SHOWN_PAGES, "the site has more pages than this crawler expects; raise its limit"


def _kind(address: str) -> str:
    """One page of the stock admin stands for those alike: each look adds an event, and filters combine."""
    if not address.startswith("/admin/"):
        return address
    return re.sub(r"\d+", "1", address.partition("?")[0])


def checksum() -> dict[str, str]:
    """A digest of each table but those that keep the traces of a visit."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - TRACES):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def decoded(text: str) -> str:
    """An address as a person reads it: escapes undone, twice over, ``+`` as a space."""
    return unquote(unquote(text)).replace("+", " ")
