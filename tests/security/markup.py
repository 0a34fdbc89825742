"""What of a page a browser would run or obey, read from its HTML as a browser reads it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# The one frame: the page to sign shows the PDF of its own report.
PREVIEW = re.compile(r"/reports/[0-9a-f-]{36}/preview\.pdf(#[a-zA-Z0-9=&]*)?")
OURS = ("/static/", "/admin/jsi18n/", "data:image/svg+xml")
FOREIGN = ("iframe", "object", "embed", "base", "math", "style")
LOADING = {"src", "data", "poster", "srcset"}
ADDRESSES = {"href", "action", "formaction", "src"}
# What the rules rest on is linked to where it was published, and nobody there learns from where.
LITERATURE = (
    "https://doi.org/10.",
    "https://pubmed.ncbi.nlm.nih.gov/",
    "https://pmc.ncbi.nlm.nih.gov/articles/",
)


class Page(HTMLParser):
    """Everything active in a page, and everything that only shows."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []
        self.shown: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attrs}
        self.shown += values.values()
        if tag == "iframe" and PREVIEW.fullmatch(values.get("src", "")) and "srcdoc" not in values:
            return
        if tag in FOREIGN or (tag == "script" and not values.get("src", "").startswith(OURS)):
            self.active.append(f"<{tag} {values}>")
        for name, value in values.items():
            plain = "".join(value.split()).casefold()
            if tag == "a" and name == "href" and value.startswith(LITERATURE):
                if values.get("rel") != "noreferrer noopener" or value != plain:
                    self.active.append(f"<{tag} {name}={value!r}>")
                continue
            if (
                name.startswith("on")
                or name in ("style", "srcdoc")
                or (name in LOADING and not value.startswith(OURS))
                or (name in ADDRESSES and plain.startswith(("javascript:", "data:text", "vbscript:")))
                or (name in ADDRESSES and plain.startswith(("http:", "https:", "//")))
                or (tag == "meta" and name == "http-equiv")
            ):
                self.active.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.shown)
