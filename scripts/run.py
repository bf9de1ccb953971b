"""Run the site and its worker together, preparing the database first: ``make run``.

Environment: ``PORT`` (8000), ``DATA_DIR`` (./data) and whatever else the settings read.
The first run on a database loads the report's content and the demo site; later runs keep what is
there. Ends with 0 on Ctrl-C or SIGTERM, with a child's exit code when one dies by itself.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
# A worker in the middle of a task gets this long to finish it.
GRACE_SECONDS = 10


class Stopped(Exception):
    """Ctrl-C or SIGTERM came."""


def stop(signum, _frame):
    """Turn a signal into an exception, so that every ``finally`` runs."""
    raise Stopped(signal.Signals(signum).name)


def port_from(text: str) -> int:
    """Return the port number that ``text`` holds; exit with a plain line when it holds none."""
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 0 < port < 65536:
        sys.exit(f"error: PORT={text} is no port; give a number between 1 and 65535.")
    return port


def refuse_busy_port(port: int) -> None:
    """Exit with a plain line when something already listens on ``port`` of this machine."""
    with socket.socket() as probe:
        # As the server does: a port in TIME_WAIT is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            sys.exit(f"error: this user may not listen on port {port}. Try: make run PORT=8000")
        except OSError:
            sys.exit(
                f"error: port {port} is in use by another program. "
                f"Stop it, or take another port: make run PORT={port % 65535 + 1}"
            )


class Progress:
    """A stream that shows the last written line in place on a terminal, and nothing elsewhere."""

    def __init__(self):
        self.shows = sys.stdout.isatty()

    def write(self, text: str) -> None:
        """Show the first line of ``text``."""
        line = text.strip().splitlines()[0].strip() if text.strip() else ""
        if self.shows and line:
            sys.stdout.write(f"\r\033[K    {line[:90]}")
            sys.stdout.flush()

    def flush(self) -> None:
        """Nothing is held back."""

    def clear(self) -> None:
        """Take the shown line away."""
        if self.shows:
            sys.stdout.write("\r\033[K")
            sys.stdout.flush()


@contextmanager
def step(what: str):
    """Say what begins, and how long it took when it took long enough to notice."""
    print(f"==> {what}", flush=True)
    started = time.monotonic()
    progress = Progress()
    try:
        yield progress
    finally:
        progress.clear()
    seconds = time.monotonic() - started
    if seconds >= 1:
        print(f"    done in {seconds:.0f} s", flush=True)


def prepare() -> None:
    """Migrate the database; fill it with the report and the demo when it has never been filled."""
    with step("Starting Django"):
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection, connections

    database = connection.settings_dict
    name = f"{database['ENGINE']} {database.get('HOST', '')} {database['NAME']}"
    # A file, not a row: a demo that was removed on purpose must not come back with the next start.
    marker = Path(settings.DATA_DIR) / f".filled-{sha256(name.encode()).hexdigest()[:12]}"
    if connection.vendor == "sqlite" and not Path(database["NAME"]).exists():
        marker.unlink(missing_ok=True)

    # What happens to each row is the server's log, not the news of a first start.
    logging.disable(logging.INFO)
    first = "" if marker.exists() else " (half a minute the first time)"
    with step(f"Bringing the database up to date{first}") as progress:
        call_command("migrate", interactive=False, stdout=progress, no_color=True)
    if not marker.exists():
        with step("Loading the content of the report") as progress:
            call_command("load_report", stdout=progress)
        with step("Loading the demo site and its accounts") as progress:
            call_command("load_demo", stdout=progress)
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text("The report and the demo were loaded once. Remove to load them again.\n")
    logging.disable(logging.NOTSET)
    connections.close_all()


def show_accounts() -> None:
    """Print the demo accounts that still exist, with their password and what they may do."""
    from django.contrib.auth import get_user_model
    from django.db import connections

    from home import demo

    present = get_user_model().objects.filter(is_active=True).values_list("email", flat=True)
    accounts = [account for account in demo.ACCOUNTS if account[0] in set(present)]
    if accounts:
        print(f"    Demo accounts, password {demo.PASSWORD}:")
        for email, name, role in accounts:
            print(f"      {email:24} {name} ({role}{', with code' if role in demo.STAFF else ''})")
        print("    Staff are also asked for a code of six digits, new every 30 seconds:")
        print("      .venv/bin/python manage.py demo_code")
    connections.close_all()


def start(*arguments: str, **popen) -> subprocess.Popen:
    """Start ``manage.py`` with these arguments, in a session of its own.

    Ctrl-C in a terminal reaches the whole foreground group; only this program shall act on it.
    """
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, **popen)


def end(children: dict[str, subprocess.Popen]) -> None:
    """Ask every child to stop; kill the group of one that does not within the grace."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_it_answers(port: int, server: subprocess.Popen) -> None:
    """Return when the server accepts connections or has died."""
    while server.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)


def watch(children: dict[str, subprocess.Popen]) -> int:
    """Wait until a child dies by itself; return the exit code to end with, never 0."""
    while True:
        for name, child in children.items():
            code = child.poll()
            if code is not None:
                print(f"error: the {name} ended by itself (exit code {code}).", file=sys.stderr)
                # A child killed by a signal has a negative code; shells say 128 + signal.
                return 128 - code if code < 0 else code or 1
        time.sleep(0.2)


def main() -> int:
    """Prepare, serve, and take everything down; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yeongdeungpoever.settings.dev")
    port = port_from(os.environ.get("PORT") or "8000")
    refuse_busy_port(port)
    if os.environ.get("DATA_DIR"):
        os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]).expanduser().resolve())
    else:
        os.environ.pop("DATA_DIR", None)
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    # People look at a demonstration: they get our error pages, not Django's. DEBUG=1 brings those.
    os.environ.setdefault("DEBUG", "0")

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    children: dict[str, subprocess.Popen] = {}
    try:
        prepare()
        with step("Starting the web server and the worker"):
            # Its banner says less than ours; its log goes to standard error.
            children["web server"] = start(
                "runserver",
                "--noreload",
                "--skip-checks",
                f"{HOST}:{port}",
                stdout=subprocess.DEVNULL,
            )
            children["worker"] = start("worker")
            wait_until_it_answers(port, children["web server"])
        if children["web server"].poll() is None:
            print(f"\n    http://localhost:{port}\n")
            show_accounts()
            print("\n    Ctrl-C ends everything.", flush=True)
        return watch(children)
    except Stopped as stopped:
        print(f"\n==> Stopping ({stopped})", flush=True)
        return 0
    finally:
        # A second Ctrl-C must not leave children behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end(children)


if __name__ == "__main__":
    sys.exit(main())
