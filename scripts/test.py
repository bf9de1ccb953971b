"""Run every check and every test, all of them even when one fails: ``scripts/test.sh``.

Ends with a table of the parts and one line ``N passed, N failed, N skipped``; exits with 1 when
any part failed or no test ran at all.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ROOT / ".venv" / "bin"
NO_TESTS_COLLECTED = 5


@dataclass
class Outcome:
    """How one part ended."""

    name: str
    ok: bool
    seconds: float
    note: str = ""


@dataclass
class Counts:
    """Tests by outcome; an error while a test is set up or collected counts as failed."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, report: Path) -> str:
        """Add what pytest wrote to the JUnit file ``report``; return it in words."""
        if not report.exists():
            return "no report"
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 - ours
            number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors")}
            skipped = int(suite.get("skipped", 0))
            failed = number["failures"] + number["errors"]
            passed = number["tests"] - failed - skipped
            self.passed += passed
            self.failed += failed
            self.skipped += skipped
            return f"{passed} passed, {failed} failed, {skipped} skipped"
        return "no report"


def run(command: list[str | Path], environment: dict[str, str]) -> int:
    """Run one command with its output going straight through; return its exit code."""
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def checks() -> list[tuple[str, list[str | Path]]]:
    """Return name and command of every part that is no test run."""
    return [
        ("style", [PROGRAMS / "ruff", "check", "."]),
        ("form", [PROGRAMS / "ruff", "format", "--check", "."]),
        ("types", [PROGRAMS / "mypy"]),
        ("import floors", [PROGRAMS / "lint-imports", "--no-cache"]),
        (
            "migrations",
            [PROGRAMS / "python", "manage.py", "makemigrations", "--check", "--dry-run"],
        ),
    ]


def test_runs() -> list[tuple[str, list[str | Path]]]:
    """Return name and command of every pytest run.

    Two processes for the part that is all CPU; Chromium and its server share the cores as it is.
    """
    pytest = [PROGRAMS / "python", "-m", "pytest", "-q", "--durations=5"]
    postgres = [PROGRAMS / "python", "-m", "tests.postgres", "--"]
    return [
        ("tests on SQLite", [*pytest, "-n", "2", "-m", "not postgres and not browser"]),
        ("tests on PostgreSQL", [*postgres, *pytest, "-m", "postgres and not browser"]),
        ("tests in the browser", [*pytest, "-m", "browser", "tests/browser"]),
    ]


def skip_reason(name: str) -> str:
    """Return why a test run cannot take place on this machine, or an empty string."""
    if name == "tests on PostgreSQL":
        from tests.postgres import PostgresMissing, find_programs

        try:
            find_programs()
        except PostgresMissing as missing:
            return str(missing)
    return ""


def main() -> int:
    """Run all parts and print what came out; return the exit code."""
    sys.path.insert(0, str(ROOT))
    environment = {"DJANGO_SETTINGS_MODULE": "yeongdeungpoever.settings.test"}
    outcomes: list[Outcome] = []
    counts = Counts()
    for name, command in checks():
        print(f"\n==> {name}", flush=True)
        started = time.monotonic()
        code = run(command, environment)
        outcomes.append(Outcome(name, code == 0, time.monotonic() - started))
    with tempfile.TemporaryDirectory(prefix="ever-reports-") as reports:
        for name, command in test_runs():
            print(f"\n==> {name}", flush=True)
            reason = skip_reason(name)
            if reason:
                print(f"skipped: {reason}")
                outcomes.append(Outcome(name, os.environ.get("CI") != "true", 0, reason))
                continue
            report = Path(reports) / f"{len(outcomes)}.xml"
            started = time.monotonic()
            code = run([*command, f"--junitxml={report}"], environment)
            seconds = time.monotonic() - started
            ok = code in (0, NO_TESTS_COLLECTED)
            outcomes.append(Outcome(name, ok, seconds, counts.add(report)))

    print()
    for outcome in outcomes:
        word = "ok" if outcome.ok else "FAILED"
        print(f"{word:7}{outcome.name:24}{outcome.seconds:6.0f} s  {outcome.note}")
    failed = [outcome.name for outcome in outcomes if not outcome.ok]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    print(f"\n{counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")
    return 1 if failed or counts.failed or not counts.passed else 0


if __name__ == "__main__":
    sys.exit(main())
