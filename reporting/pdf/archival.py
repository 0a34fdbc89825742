"""PDF/A-3a and PDF/UA-1 parts of the file other than its structure: metadata, colours, language, attachments."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.utils import TimeStamp

from .syntax import name, text_string
from .writer import Raw, stream

ICC = (Path(__file__).parent / "profile" / "sRGB.icc").read_bytes()
ICC_STREAM = stream(b"/N 3", ICC)
UNSIGNED_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
PRODUCER = "ReportLab PDF Library"
CREATOR = "Ductogram"


@dataclass(frozen=True, slots=True)
class FileDescription:
    """Metadata of a file, without patient data.

    ``moment`` is its creation time in UTC; ``identity`` distinguishes it from other files.
    """

    title: str
    author: str
    subject: str
    language: str
    moment: datetime.datetime = UNSIGNED_TIME
    identity: str = ""

    def describe(self, document: Any) -> None:
        """Write the metadata into a reportlab PDFDocument."""
        moment = self.moment.astimezone(datetime.UTC)
        time = TimeStamp(invariant=1)
        time.t, time.lt, time.dhh, time.dmm = moment.timestamp(), moment.timetuple(), 0, 0
        time.YMDhms = moment.timetuple()[:6]
        digest = hashlib.sha256(f"{self.title}\n{self.identity}\n{moment}".encode()).hexdigest()[:32]
        document._timeStamp = time
        document._ID = f"[<{digest}><{digest}>]".encode()
        info = document.info
        info.title, info.author, info.subject = self.title, self.author, self.subject
        info.creator, info.producer = CREATOR, PRODUCER

    def metadata(self) -> bytes:
        """Return the metadata and conformance levels as XMP packet (ISO 19005-3, 6.6; ISO 14289-1, 5)."""
        time = self.moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = (self.language, self.title, self.author, self.subject, PRODUCER, CREATOR, time, time)
        return (XMP % tuple(escape(value) for value in values)).encode()


@dataclass(frozen=True, slots=True)
class Attachment:
    """An embedded file; ``relationship`` as in ISO 19005-3, annex E."""

    name: str
    media_type: str
    content: bytes
    description: str
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]


def catalogue(
    document: Any,
    description: FileDescription,
    tree: bytes,
    attachments: Sequence[Attachment],
    fields: Sequence[bytes],
) -> None:
    """Complete the catalogue of a reportlab PDFDocument; ``tree`` refers to its structure tree root."""
    add = document.Reference
    catalogue = document.Catalog
    entries: dict[str, bytes] = {
        "StructTreeRoot": tree,
        "MarkInfo": b"<</Marked true>>",
        "ViewerPreferences": b"<</DisplayDocTitle true>>",
    }
    profile = add(Raw(ICC_STREAM)).format(document)
    entries["OutputIntents"] = (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        b"/DestOutputProfile %s>>]" % profile
    )
    xmp = description.metadata()
    packet = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%sendstream\n" % (len(xmp), xmp)
    entries["Metadata"] = add(Raw(packet)).format(document)
    if attachments:
        files = [_attach(document, attachment, description.moment) for attachment in attachments]
        listed = sorted(zip((attachment.name for attachment in attachments), files, strict=True))
        names = b" ".join(text_string(key).encode("ascii") + b" " + file for key, file in listed)
        entries["AF"] = b"[%s]" % b" ".join(files)
        entries["Names"] = b"<</EmbeddedFiles<</Names[%s]>>>>" % names
    if fields:
        entries["AcroForm"] = b"<</Fields[%s]/SigFlags 1>>" % b" ".join(fields)
    catalogue.__NoDefault__ = list({**dict.fromkeys(catalogue.__NoDefault__), **entries})
    catalogue.__Refs__ = [key for key in catalogue.__Refs__ if key not in entries]
    for key, value in entries.items():
        setattr(catalogue, key, Raw(value))


def _attach(document: Any, attachment: Attachment, moment: datetime.datetime) -> bytes:
    """Add an attachment and return the reference of its file specification."""
    time = moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
    digest = hashlib.md5(attachment.content, usedforsecurity=False).hexdigest()
    head = (
        f"/Type/EmbeddedFile/Subtype{name(attachment.media_type)}"
        f"/Params<</Size {len(attachment.content)}/ModDate({time})/CheckSum<{digest}>>>"
    )
    embedded = Raw(stream(head.encode(), attachment.content))
    content = document.Reference(embedded).format(document).decode()
    file = text_string(attachment.name)
    description = text_string(attachment.description)
    body = (
        f"<</Type/Filespec/F{file}/UF{file}/Desc{description}/AFRelationship/{attachment.relationship}"
        f"/EF<</F {content}/UF {content}>>>>"
    )
    return bytes(document.Reference(Raw(body.encode("ascii"))).format(document))


XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>%s</pdf:Producer>
<xmp:CreatorTool>%s</xmp:CreatorTool>
<xmp:CreateDate>%s</xmp:CreateDate>
<xmp:ModifyDate>%s</xmp:ModifyDate>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
