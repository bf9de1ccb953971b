"""PDF files as they come in: whole, readable without a password, nothing in them that runs."""

import subprocess
import sys
from pathlib import Path

from .faults import Fault

_READER = Path(__file__).with_name("pdf_reader.py")
_SECONDS = 15  # from the start of the process to its word
_TAIL = 1024  # bytes; readers look that far for the end's mark
_SPACE = b"\0\t\n\x0c\r "
_WORDS = {"FINE": None, "ACTIVE": Fault.ACTIVE, "LOCKED": Fault.LOCKED, "CUT": Fault.CUT}


class ReaderAway(Exception):
    """The reader of PDF files cannot be started here."""


def pdf_fault(content: bytes) -> Fault | None:
    """What is wrong with a file that should be a PDF; None when nothing.

    Raises ReaderAway where nobody can tell: the library is missing.
    """
    # Readers forgive a page of HTML before the mark; a browser might show it.
    if not content.startswith(b"%PDF-"):
        return Fault.CONTENT
    ending = content[-_TAIL:]
    at = ending.rfind(b"%%EOF")
    if at < 0:
        return Fault.CUT
    if ending[at + len(b"%%EOF") :].strip(_SPACE):
        return Fault.CONTENT
    try:
        # Apart from our settings and secrets: no environment, no path of ours.
        reader = subprocess.run(
            [sys.executable, "-I", _READER],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Fault.CUT
    if reader.returncode > 0:
        # What the library says about a file it says with a word; this is Python's own complaint.
        raise ReaderAway(reader.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
    # Killed at its bounds it leaves no word.
    return _WORDS.get(reader.stdout.decode("ascii", "replace"), Fault.CUT)
