"""What people send in: taken when it is what it says, else refused with a sentence."""

import io
import struct
import subprocess
import sys
import tracemalloc
import unicodedata
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.files import samples
from yeongdeungpoever.files import incoming, pdfs, turns
from yeongdeungpoever.files.content import without_metadata
from yeongdeungpoever.files.incoming import accept, clean_name
from yeongdeungpoever.files.packages import MOST_ENTRIES

# Run in a process of its own: the most that this one ever held says nothing about one picture.
MEASURE = """
import resource, sys
import django
django.setup()
from yeongdeungpoever.files.content import without_metadata
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
content, before = sys.stdin.buffer.read(), most()
without_metadata(content)
print(most() - before)
"""
KINDS = ("pdf", "hwp", "hwpx", "jpg", "png")
LIMIT = 10 * 1024 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
DEFINITION = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"


def send(name: str, content: bytes, *, kinds=KINDS, max_bytes=LIMIT):
    return accept(SimpleUploadedFile(name, content), kinds=kinds, max_bytes=max_bytes)


def fault_of(name: str, content: bytes, **options) -> str:
    with pytest.raises(ValidationError) as refused:
        send(name, content, **options)
    assert all("%(" not in sentence for sentence in refused.value.messages)
    return refused.value.code


@pytest.mark.parametrize(
    "name, content, kind",
    [
        ("a.pdf", samples.pdf(), "pdf"),
        ("a.PDF", samples.pdf(samples.object_stream(b"1 0 <</Type /Font>>")), "pdf"),
        ("a.pdf", samples.pdf(catalogue=b"/OpenAction [3 0 R /Fit]"), "pdf"),
        ("a.pdf", samples.pdf(catalogue=b"/OpenAction <</S /GoTo /D [3 0 R /Fit]>>"), "pdf"),
        # Names that begin alike, and words that are no names.
        ("a.pdf", samples.pdf(b"5 0 obj\n<</AAB 1 /JSX 2 /A (Launch)>>\nendobj\n"), "pdf"),
        ("a.hwp", samples.hwp(), "hwp"),
        ("a.hwpx", samples.hwpx(), "hwpx"),
        (
            "a.hwpx",
            samples.hwpx(
                **{
                    "BinData__image1.BMP": b"BM" + bytes(50),
                    "BinData__image2.png": samples.picture(),
                    "Preview__PrvText.txt": "<!DOCTYPE html>",
                    "META-INF__": "",
                    "Contents__section1.xml": "\ufeff<?xml version='1.0' encoding='UTF-8'?><가/>",
                    "Contents__section2.xml": "<?xml version='1.0' encoding='UTF-16'?><가/>".encode(
                        "utf-16"
                    ),
                    "Scripts__headerScripts": b"",
                    "Scripts__sourceScripts": "function a() {\n /* 가 */ }",
                }
            ),
            "hwpx",
        ),
        ("a.png", samples.picture("PNG"), "png"),
        ("a.jpg", samples.picture("JPEG"), "jpg"),
        ("a.jpeg", samples.picture("JPEG"), "jpg"),
        # Messengers name pictures as they like; the content says what it is.
        ("a.png", samples.picture("JPEG"), "jpg"),
    ],
)
def test_files_that_are_what_they_say(name, content, kind):
    accepted = send(name, content)
    assert accepted.kind == kind
    assert accepted.name == f"a.{kind}"
    assert accepted.scanned is False


@pytest.mark.parametrize(
    "name, content, fault",
    [
        ("a.html", samples.HTML, "kind"),
        ("a.svg", samples.SVG, "kind"),
        ("a.exe", b"MZ", "kind"),
        ("a.pdf.exe", samples.pdf(), "kind"),
        ("a", samples.pdf(), "kind"),
        ("a.heic", b"\0\0\0\x18ftypheic", "phone_picture"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", samples.HTML, "content"),
        ("a.png", samples.SVG, "content"),
        ("a.jpg", samples.HTML, "content"),
        ("a.jpg", b"GIF89a/*" + samples.HTML + b"*/", "content"),
        ("a.pdf", samples.picture(), "content"),
        ("a.png", samples.pdf(), "content"),
        # PDF and HTML in one: a reader would take it, a browser might show it.
        ("a.pdf", samples.HTML + samples.pdf(), "content"),
        ("a.pdf", samples.pdf() + samples.HTML, "content"),
        ("a.pdf", samples.pdf() + samples.package({"a.html": samples.HTML}), "content"),
        ("a.pdf", samples.pdf()[:-20], "cut"),
        ("a.pdf", samples.pdf(trailer=b"/Encrypt 9 0 R"), "locked"),
        ("a.pdf", samples.pdf(b"5 0 obj\n<</S /JavaScript /JS (a)>>\nendobj\n"), "active"),
        ("a.pdf", samples.pdf(b"5 0 obj\n<</S /J#61vaScript>>\nendobj\n"), "active"),
        ("a.pdf", samples.pdf(b"5 0 obj\n<</S /Launch /F (cmd.exe)>>\nendobj\n"), "active"),
        ("a.pdf", samples.pdf(samples.object_stream(b"<</S /JavaScript>>")), "active"),
        *[
            ("a.pdf", samples.hidden_script(way), "active")
            for way in ("plain", "name", "line", "return", "filters")
        ],
        *[
            ("a.pdf", samples.pdf(b"5 0 obj\n<<" + written + b">>\nendobj\n"), "active")
            for written in (
                b"/A <</S /#4aavaScript>>", b"/J#53 (a)", b"/XFA (a)", b"/AA <</O 6 0 R>>",
                b"/Names [(a) <</EF <</F 6 0 R>>>>]", b"/Type /EmbeddedFile", b"/S/GoToE",
                b"/Subtype /RichMediaContent", b"/Subtype/FileAttachment", b"/S /SubmitForm",
            )
        ],
        ("a.pdf", samples.pdf(catalogue=b"/OpenAction <</S /URI /URI (https://a.example)>>"),
         "active"),
        ("a.pdf", b"%PDF-1.7\n%%EOF\n", "cut"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 50 + b"%%EOF\n", "cut"),
        ("a.pdf", samples.pdf_bomb(), "cut"),
        ("a.hwp", samples.hwp(mark=b"Something else"), "content"),
        ("a.hwp", samples.hwp(names=("WordDocument", "1Table")), "content"),
        ("a.hwp", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "content"),
        ("a.hwp", bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 2000, "content"),
        ("a.hwp", samples.hwp()[:1100], "content"),
        ("a.hwp", samples.hwp(flags=0b11), "locked"),
        ("a.hwp", samples.hwp(flags=0b10001), "locked"),
        ("a.hwp", samples.hwp(flags=0b1001), "active"),
        ("a.hwp", samples.hwpx(), "content"),
        ("a.hwpx", samples.package({"word/document.xml": "x"}), "content"),
        ("a.hwpx", samples.HTML + samples.hwpx(), "content"),
        ("a.hwpx", samples.hwpx() + samples.HTML, "cut"),
        ("a.hwpx", samples.hwpx()[:-30], "cut"),
        ("a.hwpx", samples.hwpx(**{"..__..__evil.xml": "x"}), "content"),
        ("a.hwpx", samples.hwpx(__etc__passwd="x"), "content"),
        ("a.hwpx", samples.hwpx_packed(zipfile.ZIP_LZMA), "content"),
        ("a.hwpx", samples.hwpx_packed(zipfile.ZIP_LZMA, damaged=True), "content"),
        ("a.hwpx", samples.hwpx_packed(zipfile.ZIP_BZIP2), "content"),
        ("a.hwpx", samples.hwpx(**{"BinData__a.txt": "MZ\x90\0"}), "active"),
        ("a.hwpx", samples.hwpx(**{"BinData__a.png": samples.hwpx()}), "active"),
        ("a.hwpx", samples.hwpx(**{"BinData__a.png": samples.SVG}), "active"),
        ("a.hwpx", samples.hwpx(**{"BinData__a.txt": OLE}), "active"),
        ("a.hwpx", samples.hwpx(**{"BinData__ole1.ole": OLE}), "active"),
        *[
            ("a.hwpx", samples.hwpx(**{name: "x"}), "active")
            for name in ("Scripts__a.js", "a.ps1", "a.hta", "a.JS", "a", "BinData__a.xml.exe",
                         "Scripts__headerScripts.vbs")
        ],
        ("a.hwpx", samples.hwpx(Scripts__headerScripts="run()".encode("utf-16-le")), "active"),
        ("a.hwpx", samples.hwpx(Scripts__sourceScripts=(
            samples.SOURCE_SCRIPT + "function OnDocument_Open() { run() }")), "active"),
        ("a.hwpx", samples.hwpx(Scripts__sourceScripts="//" + "x" * 70_000), "active"),
        ("a.hwpx", samples.hwpx(Scripts__sourceScripts="//\u2028run()".encode("utf-16-le")),
         "active"),
        *[
            ("a.hwpx", samples.hwpx(**{"Contents__x.xml": written}), "active")
            for written in (
                f"<!--{'x' * 70_000}-->{DEFINITION}",
                f"<!--{'x' * (64 * 1024 - 12)}-->{DEFINITION}",
                DEFINITION.encode("utf-16"),
                DEFINITION.encode("utf-16-be"),
                f"<!--{'x' * 70_000}-->{DEFINITION}".encode("utf-16"),
                DEFINITION.encode("utf-32"),
                DEFINITION.encode("cp037"),
                f"<?xml version='1.0' encoding='utf-7'?>{DEFINITION}".encode("utf-7"),
            )
        ],
        ("a.hwpx", samples.hwpx(**{"BinData__a.html": samples.HTML}), "active"),
        ("a.hwpx", samples.hwpx(**{
            "Contents__x.xml": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"
        }), "active"),
        ("a.hwpx", samples.hwpx(**{"META-INF__manifest.xml": "<odf:encryption-data/>"}), "locked"),
        ("a.hwpx", samples.hwpx(**{"Contents__big.xml": b"\0" * 30_000_000}), "bomb"),
        ("a.hwpx", samples.hwpx(**{f"BinData__{n}.txt": "x" for n in range(MOST_ENTRIES)}), "bomb"),
        ("a.png", samples.huge_picture(), "pixels"),
        ("a.png", samples.huge_picture(60_000, 60_000), "pixels"),
        ("900101-1234567.pdf", samples.pdf(), "name"),
    ],
)  # fmt: skip
def test_files_that_are_not(name, content, fault):
    assert fault_of(name, content) == fault


def test_a_logo_is_a_picture():
    assert fault_of("a.pdf", samples.pdf(), kinds=("jpg", "png")) == "kind"


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    assert fault_of("a.pdf", samples.pdf(), max_bytes=100) == "size"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_cut_short_is_refused(kind):
    file = io.BytesIO()
    Image.effect_noise((160, 120), 80).convert("RGB").save(file, kind)
    assert fault_of(f"a.{kind.lower()}", file.getvalue()[:-400]) in ("cut", "content")


def test_a_picture_loses_place_and_whatever_is_glued_to_it():
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 31.0, 0.0)})
    file = io.BytesIO()
    Image.new("RGB", (64, 48)).save(file, "JPEG", exif=exif)
    accepted = send("a.jpg", file.getvalue() + samples.HTML)
    assert b"script" not in accepted.content
    with Image.open(io.BytesIO(accepted.content)) as kept:
        assert not kept.getexif()


def test_the_pair_of_pictures_of_a_telephone_is_one_picture():
    file = io.BytesIO()
    second = Image.new("RGB", (32, 24), "red")
    Image.new("RGB", (64, 48)).save(file, "MPO", save_all=True, append_images=[second])
    with Image.open(io.BytesIO(without_metadata(file.getvalue()))) as kept:
        assert kept.format == "JPEG"
        assert kept.size == (64, 48)
    assert send("a.jpg", file.getvalue()).kind == "jpg"


def test_a_moving_picture_is_no_paper():
    file = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("navy", "white")]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    assert fault_of("a.png", file.getvalue()) == "content"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("broken", [None, 1, 2, 7])
def test_a_picture_on_its_side_is_turned_whatever_its_other_tags_are(kind, broken):
    content = samples.turned_picture(kind, broken)
    accepted = send(f"a.{kind.lower()}", content)
    with Image.open(io.BytesIO(accepted.content)) as kept:
        assert kept.size == (48, 64)
        assert not kept.getexif()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("error", [TypeError, struct.error, RecursionError, MemoryError, KeyError])
def test_whatever_a_reader_raises_is_a_refusal(monkeypatch, kind, error):
    def fails(_content):
        raise error

    monkeypatch.setattr(incoming, "_DOCUMENTS", dict.fromkeys(("pdf", "hwp", "hwpx"), fails))
    monkeypatch.setattr(incoming, "without_metadata", fails)
    content = samples.picture("PNG" if kind == "png" else "JPEG")
    assert fault_of(f"a.{kind}", content) == "cut"


@pytest.mark.parametrize("name, content", [("a.pdf", samples.pdf()), ("a.png", samples.picture())])
def test_one_file_at_a_time_is_looked_through(monkeypatch, name, content):
    monkeypatch.setattr(turns, "SECONDS", 0)
    with turns.one_at_a_time():
        assert fault_of(name, content) == "busy"
    assert send(name, content)


def test_without_the_reader_of_pdfs_none_is_kept(monkeypatch):
    monkeypatch.setattr(pdfs, "_READER", "no-such-reader.py")
    assert fault_of("a.pdf", samples.pdf()) == "busy"


def test_a_picture_of_the_largest_size_keeps_below_300_megabytes():
    content = samples.large_picture(5000, 4000)
    assert len(content) < 1_000_000
    grown = subprocess.run(
        [sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True
    )
    assert int(grown.stdout) < 300 * 1024 * 1024


def test_a_picture_of_one_pixel_more_is_refused():
    assert fault_of("a.png", samples.huge_picture(5000, 4001)) == "pixels"


@pytest.mark.parametrize(
    "name, shown",
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\누구\\증명.pdf", "증명.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("증명\u202efdp.exe.pdf", "증명fdp.exe.pdf"),
        (unicodedata.normalize("NFD", "사업자등록증.pdf"), "사업자등록증.pdf"),
        ('a"b<c>\r\nd.pdf', "a b c d.pdf"),
        ("가" * 300 + ".pdf", "가" * 116 + ".pdf"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_names_are_shown_without_what_deceives(name, shown):
    assert clean_name(name) == shown


@pytest.mark.parametrize("kind", ["pdf", "hwp", "hwpx"])
def test_broken_files_are_refused_never_crash(kind):
    whole = {"pdf": samples.pdf, "hwp": samples.hwp, "hwpx": samples.hwpx}[kind]()
    # Each PDF takes a process of its own.
    places = 40 if kind == "pdf" else 200
    for at in range(0, len(whole), max(1, len(whole) // places)):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            send(f"a.{kind}", bytes(broken))
        except ValidationError:
            continue


def test_a_bomb_takes_no_memory():
    bomb = samples.hwpx(**{"Contents__big.xml": b"\0" * 150_000_000})
    tracemalloc.start()
    assert fault_of("a.hwpx", bomb) == "bomb"
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
