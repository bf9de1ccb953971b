"""``environment.sh``: an unsuitable Python is refused with a plain line."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path):
    """A project folder with nothing but the script and empty pins."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "environment.sh", tmp_path / "scripts")
    (tmp_path / "requirements").mkdir()
    for name in ("uv", "production", "development"):
        (tmp_path / "requirements" / f"{name}.txt").touch()
    return tmp_path


def _environment(project: Path, python: str | None) -> subprocess.CompletedProcess:
    programs = project / "programs"
    programs.mkdir()
    for name in ("bash", "dirname", "cat", "cksum", "id"):
        (programs / name).symlink_to(shutil.which(name))
    if python:
        (programs / "python3").write_text(python)
        (programs / "python3").chmod(0o755)
    return subprocess.run(
        ["bash", "scripts/environment.sh", "production"],
        cwd=project,
        env={"PATH": str(programs), "HOME": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_python_is_said(project):
    done = _environment(project, None)
    assert done.returncode == 1
    assert "no python3 found; this project needs Python 3.13" in done.stderr


def test_a_python_too_old_to_fetch_another_is_refused(project):
    old = '#!/usr/bin/env bash\n[ "$1" = --version ] && echo Python 3.6.15\nexit 1\n'
    (project / "old").write_text(old)
    done = _environment(project, old)
    assert done.returncode == 1
    assert "Python 3.13 is needed; found only Python 3.6.15" in done.stderr


def test_an_environment_that_is_up_to_date_is_left_alone(project):
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/usr/bin/env bash\n")
    python.chmod(0o755)
    pins = subprocess.run(["cksum"], input="development 3.13\n", capture_output=True, text=True)
    (project / ".venv" / ".installed").write_text(pins.stdout)
    done = _environment(project, None)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
