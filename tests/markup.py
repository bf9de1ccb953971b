"""Is a page's markup valid? The Nu HTML checker says so; html5lib where it cannot run."""

import functools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import html5lib

JAR = (
    Path(__file__).parent / "validator" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
)


@functools.cache
def full_check_possible() -> bool:
    """Return whether the Nu HTML checker can run here."""
    return JAR.exists() and shutil.which("java") is not None


def markup_faults(documents: dict[str, str]) -> list[str]:
    """Return one line per error or warning in ``documents``, a mapping of name to whole HTML.

    All documents go through one run of the checker, which takes about two seconds to start: give
    it many at once. Informational messages count as faults too, so that none piles up.
    """
    if full_check_possible():
        return _by_nu(documents)
    return [line for name, text in documents.items() for line in _by_html5lib(name, text)]


def _by_nu(documents: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="ever-markup-") as folder:
        names = {}
        for number, (name, text) in enumerate(documents.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(text, encoding="utf-8")
            names[path.name] = name
        done = subprocess.run(
            # The default stack is too small for long pages.
            ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always", "--Werror",
             *[Path(folder) / path for path in names]],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1) or not done.stderr.strip():
            raise RuntimeError(f"the markup checker failed: {done.stdout}{done.stderr}")
        messages = json.loads(done.stderr)["messages"]
    return [
        f"{names[Path(message['url']).name]}: line {message.get('lastLine', '?')}: "
        f"{message['message']} {message.get('extract', '').strip()!r}"
        for message in messages
    ]


def _by_html5lib(name: str, text: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    return [
        f"{name}: line {line}: {html5lib.constants.E[code] % data}"
        for (line, _column), code, data in parser.errors
    ]
