"""Files as no program writes them: workbooks from their XML, containers with a password."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_OOXML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OOXML}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
LOG = {"A1": "Company", "B1": "Role", "C1": "Status", "A2": "Acorn", "B2": "Chef", "C2": "Applied"}


def cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def write_xlsx(
    path: Path,
    more: Iterable[bytes] = (),
    *,
    before: bytes = b"",
    start: bytes = b"",
    packed: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a workbook of one application and more rows as XML, without ever holding them all."""
    with zipfile.ZipFile(path, "w", packed) as package:
        for name, text in PARTS.items():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(start + f'<worksheet xmlns="{_MAIN}">'.encode() + before + b"<sheetData>")
            for number in ("1", "2"):
                cells = [cell(place, text) for place, text in LOG.items() if place.endswith(number)]
                sheet.write(f'<row r="{number}">'.encode() + b"".join(cells) + b"</row>")
            for part in more:
                sheet.write(part)
            sheet.write(b"</sheetData></worksheet>")
    return path


def write_ods(path: Path, rows: str) -> Path:
    """Write an OpenDocument sheet with rows as XML."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Log">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*texts: str, rows: int = 1, columns: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'


SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(streams: dict[str, bytes]) -> bytes:
    """Return a compound file (MS-CFB) of streams, each padded so that it needs no small sectors."""
    bodies = [content.ljust(4096, b"\0") for content in streams.values()]
    table, entries, sector = [FAT, END], [], 2
    for number, (name, body) in enumerate(zip(streams, bodies, strict=True), start=1):
        n_sectors = len(body) // SECTOR
        right = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, right=right, start=sector, size=len(body)))
        table += [*range(sector + 1, sector + n_sectors), END]
        sector += n_sectors
    folder = [_entry("Root Entry", 5, child=1, start=END), *entries]
    folder += [b"\0" * 68 + b"\xff" * 12 + b"\0" * 48] * (4 - len(folder))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    return header + fat + b"".join(folder) + b"".join(bodies)


def _entry(
    name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0
) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB3I", len(letters), kind, 1, FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def encrypted_zip(name: str, content: bytes, password: bytes) -> bytes:
    """Return a ZIP file of one entry under the classic encryption (APPNOTE 6.1)."""
    crc = zlib.crc32(content)
    body = _enciphered(b"\0" * 11 + bytes([crc >> 24]) + content, password)
    sizes = struct.pack("<IIIHH", crc, len(body), len(content), len(name), 0)
    common = struct.pack("<HHHHH", 20, 1, 0, 0, 0x21) + sizes
    local = b"PK\3\4" + common + name.encode() + body
    central = b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _enciphered(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = ~zlib.crc32(bytes([byte]), ~keys[0] & 0xFFFFFFFF) & 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = ~zlib.crc32(bytes([keys[1] >> 24]), ~keys[2] & 0xFFFFFFFF) & 0xFFFFFFFF

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in plain:
        mixed = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((mixed * (mixed ^ 1)) >> 8 & 0xFF))
        update(byte)
    return bytes(out)


def lying_zip(name: str, content: bytes) -> bytes:
    """Return a ZIP file whose directory says that its entry unpacks to ten bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    size = struct.pack("<I", len(content))
    return buffer.getvalue().replace(size, struct.pack("<I", 10))
