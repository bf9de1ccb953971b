"""Small files of each kind, whole and hostile, made in code."""

import io
import struct
import zipfile
import zlib

from PIL import Image

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
HWPX_MIMETYPE = b"application/hwp+zip"
# 한글 writes these two into every document.
HEADER_SCRIPT = (
    "var Documents = XHwpDocuments;\r\nvar Document = Documents.Active_XHwpDocument;\r\n"
)
SOURCE_SCRIPT = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"


def pdf(extra: bytes = b"", trailer: bytes = b"", catalogue: bytes = b"") -> bytes:
    """A PDF of one empty page; ``extra`` are further objects, ``trailer`` and ``catalogue`` further
    entries there."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type /Catalog /Pages 2 0 R " + catalogue + b">>\nendobj\n"
        b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>\nendobj\n"
        + extra
        + b"trailer\n<</Root 1 0 R /Size 4 "
        + trailer
        + b">>\nstartxref\n0\n%%EOF\n"
    )


def object_stream(content: bytes) -> bytes:
    """A compressed object stream, in which readers find objects too."""
    packed = zlib.compress(content)
    return (
        (
            b"4 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n"
            % len(packed)
        )
        + packed
        + b"\nendstream\nendobj\n"
    )


def hidden_script(way: str) -> bytes:
    """A PDF whose script stands in a compressed object stream, written in a way of its own."""
    inside = b"9 0 <</S/JavaScript/JS(app.alert(1))>>"
    packed = zlib.compress(inside)
    head, kind, filters, begin = b"8 0 obj", b"/ObjStm", b"/FlateDecode", b"stream\n"
    if way == "name":
        kind = b"/Obj#53tm"
    elif way == "line":
        head = b"8 0\nobj"
    elif way == "return":
        begin = b"stream\r"
    elif way == "filters":
        filters, packed = b"[/ASCIIHexDecode/FlateDecode]", packed.hex().encode() + b">"
    return pdf(
        head + b"<</Type%s/N 1/First 4/Filter%s/Length %d>>\n" % (kind, filters, len(packed))
        + begin + packed + b"\nendstream\nendobj\n"
    )  # fmt: skip


def pdf_bomb(size: int = 2_000_000_000) -> bytes:
    """A PDF whose object stream unpacks to ``size`` bytes."""
    packer, block = zlib.compressobj(9), b" " * 10_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return pdf(
        b"8 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )


def turned_picture(kind: str = "JPEG", broken: int | None = None) -> bytes:
    """A picture on its side (EXIF says turn it); ``broken``: its further tags are no EXIF, with the
    type 2 another than the number that it should be."""
    entries = [(0x0112, 3, 1, struct.pack("<HH", 6, 0))]
    if broken is not None:
        entries.insert(0, (0x0100, broken, 2, b"x\0\0\0"))
    table = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHI4s", *entry) for entry in entries
    )
    file = io.BytesIO()
    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + table + b"\0\0\0\0"
    Image.new("RGB", (64, 48)).save(file, kind, exif=exif)
    return file.getvalue()


def large_picture(width: int, height: int) -> bytes:
    """A PNG with an alpha channel, on its side, of one colour: small as a file only."""
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGBA", (width, height)).save(file, "PNG", exif=exif)
    return file.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), colour: str = "navy") -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def huge_picture(width: int = 10_000, height: int = 10_000) -> bytes:
    """A PNG that says a hundred million pixels and weighs a few hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def hwp(
    flags: int = 1, mark: bytes = b"HWP Document File", names=("FileHeader", "DocInfo")
) -> bytes:
    """An OLE file with the streams of a 한글 document of version 5, as small as it can be."""
    header = mark.ljust(32, b"\0") + struct.pack("<II", 0x05010001, flags)
    small = header.ljust(256, b"\0")
    # Sectors: 0 the table, 1 the directory, 2 the table of small ones, 3 the small ones.
    table = [_FAT, _END, _END, _END]
    table += [_FREE] * (_SECTOR // 4 - len(table))
    small_table = [1, 2, 3, _END] + [_FREE] * (_SECTOR // 4 - 4)
    entries = [_entry("Root Entry", 5, 3, len(small), child=1)]
    entries.append(_entry(names[0], 2, 0, len(small), right=2))
    entries += [_entry(name, 2, _END, 0) for name in names[1:]]
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 2, 1, _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return (
        head
        + struct.pack(f"<{len(table)}I", *table)
        + directory
        + struct.pack(f"<{len(small_table)}I", *small_table)
        + small.ljust(_SECTOR, b"\0")
    )


def looped_hwp(loop: str) -> bytes:
    """An OLE file of 3 kB in which one chain comes back to itself.

    ``loop``: ``sectors`` (the table), ``tables`` (the list of the table's sectors), ``directory``,
    ``small`` (small sectors that nothing holds, of the file's own mark).
    """
    # Sectors: 0 the table, 1 the directory, 2 the table of small ones, 3 a list of tables.
    table = [_FAT, _END, _END, _END]
    root = 2
    if loop == "sectors":
        table[2] = 2
    elif loop == "directory":
        table[1] = 1
    elif loop == "small":
        root = _END
    table += [_FREE] * (_SECTOR // 4 - len(table))
    size = 0xFFFFFFF0 if loop == "sectors" else 256
    entries = [_entry("Root Entry", 5, root, 0, child=1)]
    entries.append(_entry("FileHeader", 2, 2 if loop == "sectors" else 0, size))
    entries.append(_entry("DocInfo", 2, _END, 0))
    lists = 3 if loop == "tables" else _END
    head = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 2, 1, lists, 1,
    )  # fmt: skip
    return (
        head
        + struct.pack("<109I", 0, *[_FREE] * 108)
        + struct.pack(f"<{len(table)}I", *table)
        + b"".join(entries).ljust(_SECTOR, b"\0")
        + struct.pack("<I", 0) * (_SECTOR // 4)
        + struct.pack("<I", 3) * (_SECTOR // 4)
    )


def _entry(name, kind, start, size, child=_FREE, right=_FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        written, len(written), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip


def hwpx(**more: bytes | str) -> bytes:
    """An HWPX document; ``more`` are further entries, ``__`` in their names a slash."""
    entries = {
        "mimetype": HWPX_MIMETYPE,
        "version.xml": b"<?xml version='1.0'?><v/>",
        "Contents/content.hpf": b"<?xml version='1.0'?><package/>",
        "Contents/section0.xml": b"<?xml version='1.0'?><sec/>",
        "Scripts/headerScripts.js": HEADER_SCRIPT.encode("utf-16-le"),
        "Scripts/sourceScripts.js": SOURCE_SCRIPT.encode("utf-16-le"),
    }
    return package(entries | {name.replace("__", "/"): content for name, content in more.items()})


def hwpx_packed(packing: int, damaged: bool = False) -> bytes:
    """An HWPX document whose entries are packed in another way; ``damaged`` inside the last."""
    whole = bytearray(package({
        "mimetype": HWPX_MIMETYPE,
        "Contents/section0.xml": b"<?xml version='1.0'?><sec/>" * 20,
    }, packing))  # fmt: skip
    if damaged:
        # The first byte of LZMA's own settings, after the header and its name.
        whole[whole.rfind(b"PK\x03\x04") + 30 + len("Contents/section0.xml") + 4] = 0xFF
    return bytes(whole)


def package(entries: dict, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
# The test file of the anti-virus makers, in two pieces so that no scanner takes this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
