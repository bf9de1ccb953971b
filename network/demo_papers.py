"""Made-up papers for the demo, drawn when they are needed: nobody's document is copied."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from .choices import PaperSlot

_NAMES = {
    PaperSlot.REGISTRATION: "예시-사업자등록증.pdf",
    PaperSlot.PROOF: "예시-등록증.pdf",
    PaperSlot.LETTER: "예시-공문.pdf",
    PaperSlot.OTHER: "예시-서류.pdf",
    PaperSlot.LOGO: "예시-로고.png",
}
_INK, _PAPER, _RIVER = "#0b3a6f", "#ffffff", "#8ab6ff"


def paper(slot: str) -> SimpleUploadedFile:
    """A file for the slot, as somebody's browser would send it."""
    if slot == PaperSlot.LOGO:
        return SimpleUploadedFile(_NAMES[PaperSlot(slot)], _logo(), "image/png")
    return SimpleUploadedFile(_NAMES[PaperSlot(slot)], _pdf(), "application/pdf")


def _pdf() -> bytes:
    """One empty page of A4 that says what it is."""
    stream = b"BT /F1 24 Tf 72 700 Td (SAMPLE) Tj 0 -36 Td (Not a real document.) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for position, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (position, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def _logo() -> bytes:
    """Two banks and an arc."""
    picture = Image.new("RGB", (320, 160), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 124, 320, 160), fill=_RIVER)
    draw.rectangle((40, 84, 88, 124), fill=_INK)
    draw.rectangle((232, 84, 280, 124), fill=_INK)
    draw.arc((64, 24, 256, 144), 180, 360, fill=_INK, width=10)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
