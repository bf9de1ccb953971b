"""``make run``: it says what is wrong before it starts, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(load_script):
    """The script as a module."""
    return load_script("run")


@pytest.mark.parametrize("text", ["", "no", "0", "65536", "-1"])
def test_a_port_that_is_none_is_said(run, text):
    with pytest.raises(SystemExit, match="is no port"):
        run.port_from(text)


def test_a_busy_port_is_said_before_anything_starts(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"port {port} is in use"):
            run.refuse_busy_port(port)


def test_a_free_port_is_accepted(run):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run.refuse_busy_port(port)


@pytest.mark.parametrize(
    ("death", "code"),
    [
        ("raise SystemExit(3)", 3),
        # Ending by itself is a failure even when the child says it was none.
        ("raise SystemExit(0)", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_a_dying_child_ends_everything_with_its_code(run, death, code, capsys):
    children = {
        "worker": subprocess.Popen([sys.executable, "-c", death], start_new_session=True),
        "web server": subprocess.Popen(
            [sys.executable, "-c", "import signal; signal.pause()"], start_new_session=True
        ),
    }
    assert run.watch(children) == code
    run.end(children)
    assert children["web server"].returncode == -signal.SIGTERM
    assert "the worker ended by itself" in capsys.readouterr().err


def test_a_child_that_does_not_listen_is_killed(run, monkeypatch):
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.2)
    deaf = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            "print('deaf', flush=True); signal.pause()",
        ],
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    with deaf:
        assert deaf.stdout.readline() == "deaf\n"
        run.end({"worker": deaf})
    assert deaf.returncode == -signal.SIGKILL


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def _run_once(data: Path) -> tuple[str, str, list[int], float]:
    """Run the site, ask it for its first page, stop it by SIGTERM."""
    port = _free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SITE_URL")
    }
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, ROOT / "scripts" / "run.py"],
        env=environment | {"PORT": str(port), "DATA_DIR": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as site:
        said = ""
        try:
            for line in site.stdout:
                said += line
                if "Ctrl-C" in line:
                    break
            else:
                raise AssertionError(said + site.stderr.read())
            seconds = time.monotonic() - started
            children = _children(site.pid)
            for host in ("localhost", "127.0.0.1"):
                address = f"http://{host}:{port}/"
                with urllib.request.urlopen(address, timeout=30) as answer:
                    assert answer.status == 200
                    first_page = answer.read().decode()
        finally:
            site.terminate()
            said += site.stdout.read()
            site.stderr.read()
    assert site.returncode == 0
    assert f"http://localhost:{port}" in said
    return said, first_page, children, seconds


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux has them")
def test_the_site_runs_stops_and_keeps_its_data(tmp_path):
    said, first_page, children, _ = _run_once(tmp_path)
    assert "Loading the demo site" in said
    assert "admin@demo.example" in said
    assert "applicant@demo.example" in said
    assert "demo-bridge-2026" in said
    assert "manage.py demo_code" in said
    assert "<main" in first_page
    assert len(children) == 2
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert (tmp_path / "db.sqlite3").exists()

    said, _, _, seconds = _run_once(tmp_path)
    assert "Loading" not in said
    assert "admin@demo.example" in said
    assert seconds < 20
