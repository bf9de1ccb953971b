"""The virus scanner, as a made-up clamd on the loopback plays it."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files import samples
from yeongdeungpoever.files import scanning
from yeongdeungpoever.files.incoming import accept
from yeongdeungpoever.files.scanning import Infected, ScannerAway, scan


def _read(line, size: int) -> bytes:
    found = b""
    while len(found) < size and (piece := line.recv(size - len(found))):
        found += piece
    return found


@contextmanager
def clamd(answer=None, *, path=None):
    """A clamd for one question: finds the test file of the anti-virus makers, or says ``answer``;
    an empty one closes the line without a word. Gives its address and what it received."""
    server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    server.bind(str(path) if path else ("127.0.0.1", 0))
    server.listen(1)
    server.settimeout(10)
    received = bytearray()

    def serve():
        try:
            line, _address = server.accept()
        except TimeoutError:
            return
        with line:
            line.settimeout(10)
            assert _read(line, 10) == b"zINSTREAM\0"
            while (size := struct.unpack(">I", _read(line, 4))[0]) > 0:
                received.extend(_read(line, size))
            found = samples.EICAR in received
            said = b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0"
            line.sendall(said if answer is None else answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield (str(path) if path else f"127.0.0.1:{server.getsockname()[1]}"), received
    finally:
        server.close()
        thread.join()


def test_without_a_scanner_nothing_is_looked_at(settings):
    settings.CLAMD_ADDRESS = ""
    assert scan(b"x") is False


def test_the_whole_content_is_looked_at(settings):
    content = samples.picture() * 1000
    with clamd() as (address, received):
        settings.CLAMD_ADDRESS = address
        assert scan(content) is True
    assert bytes(received) == content


def test_by_its_socket_in_the_file_system(settings, tmp_path):
    with clamd(path=tmp_path / "clamd.ctl") as (address, _received):
        settings.CLAMD_ADDRESS = address
        assert scan(b"x") is True


def test_what_is_infected_is_named(settings):
    with clamd() as (address, _received):
        settings.CLAMD_ADDRESS = address
        with pytest.raises(Infected) as found:
            scan(b"text " + samples.EICAR)
    assert found.value.signature == "Eicar-Test"


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"HTTP/1.1 400 Bad Request\r\n\r\n"]
)
def test_an_answer_that_says_nothing_is_none(settings, answer):
    with clamd(answer) as (address, _received):
        settings.CLAMD_ADDRESS = address
        with pytest.raises(ScannerAway):
            scan(b"x")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nonsense", "a:b"])
def test_nobody_there(settings, address):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(ScannerAway):
        scan(b"x")


def test_one_that_never_answers_is_left_in_time(settings, monkeypatch):
    monkeypatch.setattr(scanning, "_TIMEOUT", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(1)
        settings.CLAMD_ADDRESS = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ScannerAway):
            scan(b"x")


def test_an_infected_file_is_refused_and_logged_without_names(settings, caplog):
    file = SimpleUploadedFile(
        "홍길동 증명.pdf", samples.pdf(b"5 0 obj\n(" + samples.EICAR + b")\nendobj\n")
    )
    with clamd() as (address, _received):
        settings.CLAMD_ADDRESS = address
        with pytest.raises(ValidationError) as refused:
            accept(file, kinds=("pdf",), max_bytes=10_000_000)
    assert refused.value.code == "infected"
    assert "Eicar-Test" in caplog.text
    assert "홍길동" not in caplog.text
