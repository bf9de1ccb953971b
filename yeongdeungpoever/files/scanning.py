"""The virus scanner: clamd, asked over its socket (INSTREAM); none where no setting names it."""

import socket
import struct
import time

from django.conf import settings

_TIMEOUT = 20  # seconds, for the whole answer
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096  # bytes
_COMMAND = b"zINSTREAM\0"


class Infected(Exception):
    """The scanner found something; ``signature`` is its name for it."""

    def __init__(self, signature: str):
        super().__init__(signature)
        self.signature = signature


class ScannerAway(Exception):
    """A scanner is set, and it gave no answer that says anything."""


def scan(content: bytes) -> bool:
    """Whether the content was looked at and is clean; False where no scanner is set.

    Raises Infected, and ScannerAway where ``CLAMD_ADDRESS`` is set and nobody answers there in
    time: what was not looked at is not kept.
    """
    address = settings.CLAMD_ADDRESS
    if not address:
        return False
    try:
        answer = _ask(address, content)
    except (OSError, ValueError) as away:
        raise ScannerAway(type(away).__name__) from away
    verdict = answer.rstrip(b"\0\n").decode("utf-8", "replace")
    if verdict.endswith(" FOUND"):
        raise Infected(verdict.removesuffix(" FOUND").removeprefix("stream: "))
    if verdict != "stream: OK":
        # Too large for its StreamMaxLength, out of memory, or no clamd at all.
        raise ScannerAway("unexpected answer")
    return True


def _ask(address: str, content: bytes) -> bytes:
    until = time.monotonic() + _TIMEOUT
    with _connected(address) as line:
        line.sendall(_COMMAND)
        for at in range(0, len(content), _CHUNK):
            line.settimeout(_left(until))
            piece = content[at : at + _CHUNK]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            line.settimeout(_left(until))
            if not (piece := line.recv(_LONGEST_ANSWER)):
                break
            answer += piece
        return answer


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_TIMEOUT)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT)
