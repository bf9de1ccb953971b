"""What is inside an uploaded file. Pure functions over bytes and open files."""

import struct
import zlib
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from PIL import Image

from .compound import hwp_fault
from .faults import Fault
from .packages import hwpx_fault

# What Pillow raises for a picture that it cannot decode to its end; in its reading of EXIF and of
# the profile also what Python raises where a number or a kind is another than expected.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

# A part that only a package of this kind holds.
_PACKAGE_PARTS = {
    "docx": ("word/",),
    "xlsx": ("xl/",),
    "pptx": ("ppt/",),
    "zip": ("",),
}
_HANCOM = {"hwp": hwp_fault, "hwpx": hwpx_fault}
_TEXT_ENCODINGS = ("utf-8-sig", "cp949")
_HEAD = 1024  # bytes; PDF readers look that far for their mark
_QUALITY = 92
_ORIENTATION = 0x0112
# How a picture comes upright (EXIF 2.32, 4.6.4, Orientation).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def holds_what_it_says(file: BinaryIO, extension: str) -> bool:
    """Whether the content is of the kind that the extension names (lower case, without dot).

    An extension that is not known here is refused. The file's position is not kept.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if extension == "pdf":
        return b"%PDF-" in head
    if extension in _HANCOM:
        file.seek(0)
        # A password does not make it another kind.
        return _HANCOM[extension](file.read()) not in (Fault.CONTENT, Fault.CUT)
    if extension == "csv":
        return _is_text(file)
    if extension in _PACKAGE_PARTS:
        return _is_package(file, _PACKAGE_PARTS[extension])
    return False


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read()
    if b"\0" in content:
        return False
    for encoding in _TEXT_ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_package(file: BinaryIO, parts: tuple[str, ...]) -> bool:
    try:
        with ZipFile(file) as package:
            names = package.namelist()
    except (BadZipFile, NotImplementedError, UnicodeDecodeError):
        return False
    return all(any(name.startswith(part) for name in names) for part in parts)


def without_metadata(content: bytes) -> bytes:
    """The picture without EXIF (GPS, device), XMP, comments and whatever follows its end; turned
    upright; the colour profile kept. Frames of an animation are kept.

    Raises what Pillow raises for content that is no picture.
    """
    with Image.open(BytesIO(content)) as picture:
        kind = "JPEG" if picture.format == "MPO" else picture.format
        profile = picture.info.get("icc_profile")
        turn = _turn(picture)
        options: dict = {"exif": b"", "icc_profile": profile}
        if kind == "JPEG":
            # The same tables again: a picture that is not turned loses next to nothing. Pillow
            # keeps them of a plain JPEG only, not of the pair that some telephones save (MPO).
            kept = picture.format == "JPEG" and turn is None
            options |= {"quality": "keep" if kept else _QUALITY}
        elif kind in ("WEBP", "AVIF"):
            options |= {"quality": _QUALITY}
        if getattr(picture, "n_frames", 1) > 1 and kind in ("PNG", "WEBP", "AVIF"):
            options |= {"save_all": True}
            clean: Image.Image = picture
        else:
            # Not by ImageOps: it writes the EXIF anew, and fails where that is broken.
            clean = picture if turn is None else picture.transpose(turn)
        for name in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"):
            clean.info.pop(name, None)
        result = BytesIO()
        clean.save(
            result, kind, **{name: value for name, value in options.items() if value is not None}
        )
        return result.getvalue()


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """How the picture comes upright; None where it is, or where its EXIF cannot be read."""
    try:
        orientation = picture.getexif().get(_ORIENTATION)
    except UNREADABLE:
        return None
    return _TURNS.get(orientation) if isinstance(orientation, int) else None
