"""Text that looks like markup is printed as typed, and opens nothing."""

import ast
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab import rl_config

import reporting
from reporting.ductography.document import replace_identity
from reporting.ductography.layout.print_state import AddendumText
from reporting.pdf.report import render
from tests.pdf.reading import content, pages_by_poppler, pages_by_pypdf, squeezed
from tests.pdf.samples import LETTERHEAD, SIGNED_AT, document, stamp

PAYLOADS = [
    "<papilloma>",
    "duct <3 mm, margin<b",
    "a < b & c > d",
    "<b>",
    "</b>",
    "<b>bold</b>",
    "<i><b>crossed</i></b>",
    "<font size=30>large</font>",
    '<font color="red">red</font>',
    "<font color=\"[[[getattr(pow,Word('__globals__'))['os'].system('id')]]]\">x</font>",
    '<para align="right">moved</para>',
    "<br/>",
    "<br>line",
    '<img src="/etc/hostname"/>',
    "<img src='file:///etc/passwd' width='10' height='10'/>",
    "<img src=http://127.0.0.1:9/x.png>",
    '<a href="javascript:alert(1)">link</a>',
    '<a href="file:///etc/passwd">file</a>',
    '<link href="http://127.0.0.1:9/">out</link>',
    '<a name="anchor"/>',
    '<onDraw name="evil" label="x"/>',
    '<index item="x"/>',
    '<seq id="a"/><seqreset id="a"/>',
    "<super>up</super><sub>down</sub>",
    "<u>under</u><strike>struck</strike>",
    '<span style="color:red">span</span>',
    "<bullet>•</bullet>",
    "<greek>a</greek>",
    "<unichar code='0x41'/>",
    "<!-- comment -->",
    "<![CDATA[data]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;escaped&gt; &amp;amp;",
    "&nbsp;&#65;&#x41;&copy;",
    "&unknown; & alone",
    "[[[nested]]] [[x]]",
    "%(name)s {0} {document} ${HOME} `id`",
    "(unbalanced ( parentheses \\) \\( \\101 \\",
    "endstream endobj >> stream ET Q BT /F1 1 Tf",
]


def test_there_are_forty_payloads() -> None:
    assert len(set(PAYLOADS)) == 40


WATCHED = {"open", "socket.connect", "subprocess.Popen", "os.system", "exec", "compile"}
_watching: list[str] | None = None


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _watching is not None and event in WATCHED:
        _watching.append(f"{event} {args[0]!r}"[:200])


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Files, sockets, programs and code that are opened meanwhile, as Python's own audit events tell."""
    global _watching
    _watching = found = []
    try:
        yield found
    finally:
        _watching = None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_is_printed_as_typed_and_opens_nothing(payload: str) -> None:
    given = replace_identity(
        document(
            impression={"text": f"impression {payload} end"},
            outcome={"status": "failed", "text": f"course {payload} end"},
            recommendation={"text": f"recommendation {payload} end"},
            ducts=[{"side": "left", "findings": [{"comment": f"finding {payload} end"}]}],
        ),
        patient_name=f"name {payload} end",
    )
    marked = stamp(
        "withdrawn",
        given,
        withdrawn_reason=f"reason {payload} end",
        signer_name=f"signer {payload} end",
        addenda=(AddendumText(f"addendum {payload} end", "Rosa", SIGNED_AT),),
    )
    letterhead = replace(LETTERHEAD, name=f"facility {payload} end")
    render(document(), stamp("withdrawn"), LETTERHEAD)  # what is loaded once is loaded
    with watched() as opened:
        pdf = render(given, marked, letterhead)
    assert opened == []
    for read in (pages_by_pypdf, pages_by_poppler):
        text = content(read(pdf))
        for field in (
            "impression",
            "course",
            "recommendation",
            "finding",
            "name",
            "reason",
            "signer",
            "addendum",
        ):
            assert squeezed(f"{field} {payload} end") in text, field
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert "/Annots" not in page, "a link was made"
        assert len(page.images) == 0


def test_watching_sees_what_it_should() -> None:
    with watched() as opened:
        Path(__file__).read_bytes()
    assert len(opened) == 1


def test_no_module_uses_a_markup_parser() -> None:
    """Paragraph reads tags; nothing that draws reports may come near it."""
    for path in (Path(reporting.__file__).parent / "pdf").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(alias.name for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.Name | ast.Attribute):
                names = [node.id if isinstance(node, ast.Name) else node.attr]
            forbidden = {"Paragraph", "XPreformatted", "reportlab.platypus", "FontFinder", "eval", "exec"}
            assert forbidden.isdisjoint(names), f"{path}: {names}"


def test_reportlab_trusts_no_host() -> None:
    assert rl_config.trustedHosts == ["none.invalid"]
    assert rl_config.trustedSchemes == ["data"]
