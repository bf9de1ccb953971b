"""The throwaway PostgreSQL always goes away."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresMissing, find_programs, throwaway_cluster

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def programs():
    """Skip with the reason where there is no server to start."""
    try:
        find_programs()
    except PostgresMissing as missing:
        pytest.skip(str(missing))


def test_a_cluster_answers_and_is_removed_after_a_failure():
    seen = []

    def fail():
        with throwaway_cluster() as cluster:
            seen.append(cluster)
            with psycopg.connect(cluster.url) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    (cluster,) = seen
    assert not cluster.data.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url)


def test_the_command_gets_the_address_and_gives_its_exit_code():
    code = "import os, sys; sys.exit(7 if 'postgres://' in os.environ['DATABASE_URL'] else 1)"
    done = subprocess.run(
        [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 7


def test_a_signal_leaves_no_server(tmp_path):
    wait = "print('ready', flush=True); import signal; signal.pause()"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-c", wait],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(_open_folder(tmp_path))},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as program:
        assert program.stdout.readline() == "ready\n"
        program.terminate()
    assert program.returncode == 128 + signal.SIGTERM
    assert not list((tmp_path / "open").glob("ever-postgres-*"))


def _open_folder(tmp_path: Path) -> Path:
    # pytest's folders are closed to the user that the server runs as.
    folder = tmp_path / "open"
    folder.mkdir(mode=0o777)
    for parent in (folder, *folder.parents):
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(0o755)
    return folder
