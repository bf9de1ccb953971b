"""A file that somebody sends in with a form: looked through, cleaned, scanned, named.

For people without rights in the back office; the staff's own pictures and documents come in by
``forms.py``.
"""

import logging
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.korean.resident_number import holds_resident_number

from .compound import hwp_fault
from .content import UNREADABLE, without_metadata
from .faults import Fault
from .packages import hwpx_fault
from .pdfs import ReaderAway, pdf_fault
from .scanning import Infected, ScannerAway, scan
from .turns import Busy, one_at_a_time

logger = logging.getLogger(__name__)

# A sheet of A4 scanned with 400 dots an inch has 15 million, a telephone's picture 12; each takes
# up to eight bytes here while it is turned upright.
MOST_PIXELS = 20_000_000
_LONGEST_NAME = 120
_MEGABYTE = 1024 * 1024
_PICTURES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png"}
_DOCUMENTS = {"pdf": pdf_fault, "hwp": hwp_fault, "hwpx": hwpx_fault}
_SAME = {"jpeg": "jpg"}
_PHONE = ("heic", "heif")
# Signs that a computer keeps for itself; the name is shown and offered again when it is opened.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*\r\n\t', " "))


@dataclass(frozen=True, slots=True)
class Accepted:
    """What may be kept: ``kind`` is the ending of its true content, ``scanned`` whether a scanner
    looked at it."""

    name: str
    kind: str
    content: bytes
    scanned: bool


def accept(file: UploadedFile, *, kinds: tuple[str, ...], max_bytes: int) -> Accepted:
    """Look an uploaded file through and return what may be kept of it.

    ``kinds`` are endings (pdf, hwp, hwpx, jpg, png). Pictures lose place, device and author.
    Raises ValidationError with a sentence for the person; its code is the name of the fault.
    """
    name = clean_name(file.name or "")
    if holds_resident_number(name):
        raise refusal(Fault.NAME)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = _SAME.get(extension, extension)
    if kind not in kinds:
        fault = Fault.PHONE_PICTURE if kind in _PHONE and "jpg" in kinds else Fault.KIND
        raise refusal(fault, kinds=", ".join(kinds))
    if not file.size:
        raise refusal(Fault.EMPTY)
    if file.size > max_bytes:
        raise refusal(Fault.SIZE, limit=max_bytes // _MEGABYTE)
    file.seek(0)
    received = file.read()
    kind, content = _looked_through(kind, received, extension, kinds)
    scanned = _scanned(received)
    return Accepted(f"{PurePosixPath(name).stem}.{kind}", kind, content, scanned)


def clean_name(name: str) -> str:
    """The file's own name, to be shown: without folders, controls and marks that turn letters
    round, composed, of a length that fits; never empty."""
    bare = normal_form(name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = " ".join(bare.translate(_NOT_IN_NAMES).split()).strip(". ")
    path = PurePosixPath(bare or "file")
    stem = path.stem[: _LONGEST_NAME - len(path.suffix[:10])].strip()
    return f"{stem}{path.suffix[:10]}"


def refusal(fault: Fault, **words) -> ValidationError:
    """The error that tells the person what is wrong."""
    return ValidationError(fault.value, code=fault.name.lower(), params=words or None)


def _looked_through(kind: str, received: bytes, extension: str, kinds) -> tuple[str, bytes]:
    """The true kind and what is kept. Raises ValidationError, whatever the readers raise."""
    try:
        with one_at_a_time():
            if kind not in _DOCUMENTS:
                return _clean_picture(received, extension, kinds)
            if wrong := _DOCUMENTS[kind](received):
                raise refusal(wrong, extension=extension)
            return kind, received
    except (Busy, ReaderAway) as away:
        logger.error("An uploaded file was refused unread: %s %s", type(away).__name__, away)
        raise refusal(Fault.BUSY) from away
    except ValidationError:
        raise
    except Exception as unknown:
        # A stranger's bytes never lead to an error page. No name of the file: it may tell who.
        logger.exception("A reader failed at an uploaded file (%s).", kind)
        raise refusal(Fault.CUT) from unknown


def _clean_picture(content: bytes, extension: str, kinds) -> tuple[str, bytes]:
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
            kind = _PICTURES.get(picture.format or "", "")
            pixels = picture.width * picture.height
            frames = getattr(picture, "n_frames", 1) if picture.format == "PNG" else 1
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise refusal(Fault.PIXELS, limit=f"{MOST_PIXELS:,}") from bomb
    except UNREADABLE as broken:
        raise refusal(Fault.CONTENT, extension=extension) from broken
    if kind not in kinds or frames > 1:
        raise refusal(Fault.CONTENT, extension=extension)
    if pixels > MOST_PIXELS:
        raise refusal(Fault.PIXELS, limit=f"{MOST_PIXELS:,}")
    try:
        return kind, without_metadata(content)
    except UNREADABLE as broken:
        raise refusal(Fault.CUT) from broken


def _scanned(content: bytes) -> bool:
    try:
        return scan(content)
    except Infected as found:
        # No name of the file and none of the person: the signature says enough.
        logger.warning("An uploaded file was refused: the scanner found %s.", found.signature)
        raise refusal(Fault.INFECTED) from found
    except ScannerAway as away:
        logger.error("An uploaded file was refused: the virus scanner gave no answer (%s).", away)
        raise refusal(Fault.SCANNER_AWAY) from away
