"""A PostgreSQL of the tests' own: made in a temporary folder, on a private port, always removed.

As a program it runs a command with ``DATABASE_URL`` set and ends with the command's exit code::

    python -m tests.postgres -- pytest -m postgres
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OLDEST = 15  # Django 6.1's minimum
# Nothing in a throwaway cluster must survive a crash, so nothing waits for the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class PostgresMissing(RuntimeError):
    """No PostgreSQL server programs of a sufficient version on this machine."""


@dataclass(frozen=True)
class Cluster:
    """A running server: its address for Django, its port and its folders."""

    url: str
    port: int
    data: Path
    programs: Path


def find_programs() -> Path:
    """Return the folder of ``initdb`` and ``pg_ctl``; the newest one where there are several.

    Raises ``PostgresMissing`` when there is none of version 15 or later.
    """
    folders = [Path(found).resolve().parent for found in [shutil.which("pg_ctl")] if found]
    # Debian and Homebrew keep server programs outside PATH.
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        folders += Path("/").glob(pattern)
    versions = {}
    for folder in folders:
        if not (folder / "initdb").exists():
            continue
        words = subprocess.run(
            [folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False
        ).stdout.split()
        if words and words[-1].split(".")[0].isdigit():
            versions[folder] = int(words[-1].split(".")[0])
    good = {folder: version for folder, version in versions.items() if version >= OLDEST}
    if not good:
        raise PostgresMissing(f"no PostgreSQL server of version {OLDEST} or later was found")
    return max(good, key=good.__getitem__)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """Start a new cluster, yield it, stop it and remove its folder whatever happens.

    Raises ``PostgresMissing``, or ``RuntimeError`` with the server's log when it does not start.
    """
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="ever-postgres-"))
    # PostgreSQL refuses to run as root.
    as_user = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    data, log, port, password = folder / "data", folder / "log", free_port(), secrets.token_hex(16)

    def run(program: str, *arguments: str | Path) -> None:
        # A file, not a pipe: pg_ctl hands it to the server, which would hold a pipe open for ever.
        with (folder / "output").open("ab") as output:
            done = subprocess.run(
                [programs / program, *arguments],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **as_user,
            )
        if done.returncode:
            said = [
                path.read_text(errors="replace")
                for path in (folder / "output", log)
                if path.exists()
            ]
            raise RuntimeError(f"{program} ended with {done.returncode}:\n{''.join(said)}")

    try:
        secret = folder / "password"
        secret.write_text(password)
        secret.chmod(0o644)
        run(
            "initdb", "-D", data, "-U", "ever", "-E", "UTF8", "--locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync",
        )  # fmt: skip
        secret.unlink()
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p {port} {FAST}"
        run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", "60", "start")
        url = f"postgres://ever:{password}@127.0.0.1:{port}/postgres"
        yield Cluster(url=url, port=port, data=data, programs=programs)
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def main(arguments: list[str]) -> int:
    """Run the command after ``--`` with ``DATABASE_URL`` set; return its exit code."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: python -m tests.postgres -- COMMAND …", file=sys.stderr)
        return 2
    # Without this a SIGTERM would leave the server running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with throwaway_cluster() as cluster:
            environment = os.environ | {"DATABASE_URL": cluster.url}
            return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except PostgresMissing as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
