"""Whether the doors tell by their time which addresses have an account; a part of ``make bench``.

A real server (gunicorn, production settings, argon2, limits lifted), its worker, and a mail server
that takes 300 ms for every mail. Sign-up, sign-in with a wrong password and reset are each tried
200 times with a known and 200 times with an unknown address, in turns, each from a browser that
was never seen. What is timed is the form's POST. Printed: medians, their difference, and "pass"
when they lie within 20 ms.

``scripts/bench_doors.py 50`` tries 50 times.
"""

import contextlib
import http.client
import os
import random
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from bench_server import ROOT, free_port, gunicorn, machine

TRIES = 200
MAIL_DELAY = 0.3  # seconds
LIMIT = 20  # milliseconds
PASSWORD = "bridges-over-the-river-7"  # noqa: S105
# Where, and what the door answers to a form that it took: on to the code, or the form again.
DOORS = {
    "sign-up": ("/accounts/signup/", 302),
    "sign-in": ("/accounts/login/", 200),
    "reset": ("/accounts/password/reset/", 302),
    "code": ("/accounts/login/code/", 302),
}


class SlowMail(socketserver.StreamRequestHandler):
    """Just enough SMTP to take a mail, slowly."""

    taken = 0

    def handle(self):
        self._say("220 slow.example")
        for line in self.rfile:
            match line.strip().upper().split(b" ")[0]:
                case b"EHLO" | b"HELO":
                    self._say("250 slow.example")
                case b"DATA":
                    self._say("354 go on")
                    while self.rfile.readline().rstrip(b"\r\n") != b".":
                        pass
                    time.sleep(MAIL_DELAY)
                    SlowMail.taken += 1
                    self._say("250 taken")
                case b"QUIT":
                    return self._say("221 bye")
                case _:
                    self._say("250 ok")
        return None

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


class Fields(HTMLParser):
    """The inputs of a page's own form with the values that stand in them."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, str] = {}
        self.action = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and given.get("method", "").lower() == "post":
            self.action = given.get("action") or ""
        if tag == "input" and given.get("name") and self.action is not None:
            value = given.get("value") or ("on" if given.get("type") == "checkbox" else "")
            self.found.setdefault(given["name"], value)


class Browser:
    """A browser that nobody has seen, behind a proxy that ends TLS."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, float]:
        """Return status, body and milliseconds."""
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "Referer": f"https://localhost{path}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body=body or None, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        taken = (time.perf_counter() - started) * 1000
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        return answer.status, text, taken

    def fields(self, path: str) -> dict[str, str]:
        """What the page's form holds when it is opened."""
        page = Fields()
        page.feed(self.ask("GET", path)[1])
        return page.found

    def try_door(self, path: str, email: str, given: dict[str, str]) -> tuple[int, float]:
        """Fill in the form of the page and send it; return status and milliseconds."""
        found = self.fields(path)
        typed = given | {"email": email, "login": email, "name": "시험 손님", "password1": PASSWORD,
                 "password": "wrong-password-7"}  # fmt: skip
        data = {name: typed.get(name, value) for name, value in found.items()}
        status, _text, taken = self.ask("POST", path, urlencode(data))
        self.connection.close()
        return status, taken


def manage(environment: dict, *arguments: str) -> None:
    """Run ``manage.py``; exit with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"error: manage.py {' '.join(arguments)} failed\n{done.stdout}{done.stderr}")


_PEOPLE = """
from allauth.account.models import EmailAddress
from yeongdeungpoever.accounts.models import User
for number in range({count}):
    user = User.objects.create_user(f"known{{number}}@bench.example", {password!r}, name="이웃")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
"""


@contextlib.contextmanager
def site(folder: Path, tries: int):
    """Serve a site of its own with its worker and a slow mail server; yield its port."""
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), SlowMail)
    mail.daemon_threads = True
    threading.Thread(target=mail.serve_forever, daemon=True).start()
    environment = os.environ | {
        "DATA_DIR": str(folder / "doors"),
        "DJANGO_SETTINGS_MODULE": "scripts.bench_settings",
        "PYTHONPATH": str(ROOT),
        "SECRET_KEY": "only-for-measuring-" + "x" * 40,
        "SITE_URL": "https://localhost",
        "ALLOWED_HOSTS": "localhost",
        "MAIL_URL": f"smtp://127.0.0.1:{mail.server_address[1]}?tls=0",
        "DEFAULT_FROM_EMAIL": "bench@localhost",
        "STATIC_ROOT": str(folder / "doors-static"),
        "CACHE_URL": "locmemcache://",
    }
    environment.pop("DATABASE_URL", None)
    Path(environment["DATA_DIR"]).mkdir(parents=True)
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_report")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    manage(environment, "shell", "-c", _PEOPLE.format(count=tries, password=PASSWORD))
    before = dict(os.environ)
    os.environ |= environment
    port = free_port()
    try:
        with gunicorn(port):
            worker = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "worker"],
                cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                yield port
            finally:
                worker.terminate()
                worker.wait(30)
    finally:
        os.environ.clear()
        os.environ.update(before)
        mail.shutdown()
        mail.server_close()


def measure(port: int, door: str, tries: int, given: dict[str, str]) -> tuple[list, list]:
    """Try the door in turns; return the times of known and of unknown addresses."""
    (path, expected), taken, statuses = DOORS[door], ([], []), (set(), set())
    numbers = list(range(tries))
    random.shuffle(numbers)
    for number in numbers:
        # Which comes first changes, so that neither profits from what the other has warmed.
        turns = [(0, f"known{number}@bench.example"), (1, f"{door}{number}@nobody.example")]
        for kind, email in turns if number % 2 else reversed(turns):
            status, milliseconds = Browser(port).try_door(path, email, given)
            statuses[kind].add(status)
            taken[kind].append(milliseconds)
    if statuses != ({expected}, {expected}):
        sys.exit(f"error: {door} answered {statuses[0]} to known, {statuses[1]} to unknown")
    return taken


def print_doors(folder: Path, tries: int = TRIES) -> bool:
    """Print the table; return whether every difference lies within the limit."""
    print(
        f"\nDoors: {tries} tries each of a known and an unknown address, in turns; gunicorn, "
        f"argon2, worker running, mail server delayed by {MAIL_DELAY * 1000:.0f} ms"
    )
    print(f"{'door':12}{'known ms':>12}{'unknown ms':>12}{'difference':>12}")
    well = True
    with site(folder, tries) as port:
        # A form that is sent at once comes from no person: this mark says when it was opened.
        given = {"opened": Browser(port).fields("/accounts/signup/")["opened"]}
        time.sleep(5)
        for number, (path, _expected) in enumerate([*DOORS.values()] * 8):
            Browser(port).try_door(path, f"warm{number}@nobody.example", given)
        for door in DOORS:
            known, unknown = (
                statistics.median(times) for times in measure(port, door, tries, given)
            )
            close = abs(known - unknown) <= LIMIT
            well = well and close
            print(
                f"{door:12}{known:>12.1f}{unknown:>12.1f}{known - unknown:>+12.1f}"
                f"{'':>4}{'pass' if close else f'over {LIMIT} ms'}",
                flush=True,
            )
        print(f"Mails that the slow server took: {SlowMail.taken}")
    return well


def main() -> int:
    """Measure the doors alone; 1 when they tell."""
    print(f"Machine: {machine()}")
    with tempfile.TemporaryDirectory(prefix="ever-doors-") as folder:
        tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
        return 0 if print_doors(Path(folder), tries) else 1


if __name__ == "__main__":
    sys.exit(main())
