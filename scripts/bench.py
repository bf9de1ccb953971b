"""Measure the main pages under production settings: ``make bench``.

Prints for each page: queries, bytes as sent without and with gzip, and milliseconds a request
inside this process, for three states: ``first`` (every cache empty), ``uncached`` (the page itself
not kept, everything else warm) and ``cached`` (an anonymous visitor within the minute). Then, with
``wrk``, requests a second under gunicorn with two workers, uncached and cached. Last, whether the
doors of accounts tell by their time which addresses are known (``bench_doors.py``).

Environment: ``DATA_DIR`` measures that site's SQLite data; without it a demo site is made in a
temporary folder and removed.
"""

import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import count
from pathlib import Path
from urllib.parse import quote

import bench_doors
from bench_server import ROOT, THREADS, WORKERS, free_port, gunicorn, machine

PATHS = ["/", "/about/", "/join/", "/programmes/", "EDITION", f"/search/?q={quote('교육')}"]
LOAD_SECONDS = 5
LOAD_CONNECTIONS = 8
# A parameter that no page reads makes an address that no cache has seen.
UNSEEN = "unseen"
WRK_SCRIPT = f"""
math.randomseed(os.time())
local joint = string.find(wrk.path, "?", 1, true) and "&" or "?"
function request()
  return wrk.format(nil, wrk.path .. joint .. "{UNSEEN}=" .. math.random(2^53))
end
"""


def manage(settings: str, *arguments: str) -> None:
    """Run ``manage.py`` quietly; exit with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": f"yeongdeungpoever.settings.{settings}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"error: manage.py {' '.join(arguments)} failed\n{done.stdout}{done.stderr}")


def unseen(path: str, number: int) -> str:
    """Return ``path`` with a parameter that makes it an address of its own."""
    return f"{path}{'&' if '?' in path else '?'}{UNSEEN}={number}"


class Bench:
    """Asks the site inside this process, as an anonymous visitor over TLS."""

    def __init__(self):
        import django

        django.setup()
        from django.test import Client

        # The log is written as in production, only not between the lines of the table.
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(open(os.devnull, "w"))  # noqa: SIM115 - kept to the end
        self.client = Client(headers={"host": "localhost"})
        self.numbers = count()

    def get(self, path: str, **headers):
        """Return the response; exit when it is no 200."""
        response = self.client.get(path, secure=True, headers=headers)
        if response.status_code != 200:
            sys.exit(f"error: {path} answered {response.status_code}")
        return response

    def edition(self) -> str:
        """Return the path of the first published edition of a programme."""
        from yeongdeungpoever.pages.models import BasePage

        pages = BasePage.objects.live().filter(url_path__regex=r"/programmes/[^/]+/\d{4}/$")
        page = pages.order_by("path").first()
        return page.get_url() if page else "/programmes/"

    def times(self, paths) -> float:
        """Return the median of the milliseconds that the requests took."""
        taken = []
        for path in paths:
            started = time.perf_counter()
            self.get(path)
            taken.append((time.perf_counter() - started) * 1000)
        return statistics.median(taken)

    def queries(self, path: str) -> int:
        """Return how many queries one request makes."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        return len(captured)

    def first(self, path: str) -> tuple[int, float]:
        """Return queries and milliseconds with every cache empty, the median of five."""
        from django.core.cache import cache

        taken, queries = [], 0
        for _turn in range(5):
            cache.clear()
            taken.append(self.times([path]))
        cache.clear()
        queries = self.queries(path)
        return queries, statistics.median(taken)

    def uncached(self, path: str) -> tuple[int, float]:
        """Return queries and milliseconds of a page that no cache holds, all else warm."""
        paths = [unseen(path, next(self.numbers)) for _turn in range(30)]
        self.times(paths[:2])
        return self.queries(unseen(path, next(self.numbers))), self.times(paths[2:])

    def cached(self, path: str) -> tuple[int, float]:
        """Return queries and milliseconds of a page asked a moment ago."""
        self.get(path)
        return self.queries(path), self.times([path] * 100)

    def bytes(self, path: str) -> tuple[int, int]:
        """Return the length of the page without and with gzip."""
        packed = self.get(path, accept_encoding="gzip")
        return len(self.get(path).content), len(packed.content)


def print_pages(bench: Bench, paths: list[str]) -> None:
    """Print the table of what happens inside one process."""
    print(f"\n{'':42}{'queries':^25}{'ms a request':^26}{'bytes':^18}")
    states = f"{'first':>8}{'uncached':>9}{'cached':>8}"
    print(f"{'page':42}{states}{states}{'raw':>10}{'gzip':>8}")
    for path in paths:
        measured = [bench.first(path), bench.uncached(path), bench.cached(path)]
        raw, packed = bench.bytes(path)
        queries = "".join(f"{q:>{w}}" for (q, _), w in zip(measured, (8, 9, 8), strict=True))
        taken = "".join(f"{ms:>{w}.1f}" for (_, ms), w in zip(measured, (8, 9, 8), strict=True))
        print(f"{path[:41]:42}{queries}{taken}{raw:>10}{packed:>8}", flush=True)


def _as_localhost(port: int, path: str) -> urllib.request.Request:
    return urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost"})


def load(url: str, *arguments: str) -> str:
    """Return requests a second of ``url`` as wrk says, with a mark when answers were no 200."""
    said = subprocess.run(
        ["wrk", "-t1", f"-c{LOAD_CONNECTIONS}", f"-d{LOAD_SECONDS}s", "-H", "Host: localhost",
         *arguments, url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    rate = next(line.split()[-1] for line in said.splitlines() if "Requests/sec" in line)
    return (
        f"{float(rate):.0f}{' (errors!)' if 'Non-2xx' in said or 'Socket errors' in said else ''}"
    )


def print_load(paths: list[str], folder: Path) -> None:
    """Print the table of requests a second, or why there is none."""
    if shutil.which("wrk") is None:
        print("\nRequests a second: not measured, wrk is missing (Debian: apt-get install wrk).")
        return
    script = folder / "unseen.lua"
    script.write_text(WRK_SCRIPT)
    print(
        f"\nRequests a second, gunicorn with {WORKERS} workers of {THREADS} threads, "
        f"wrk with {LOAD_CONNECTIONS} connections on the same machine, {LOAD_SECONDS} s each"
    )
    print(f"{'page':42}{'uncached':>12}{'cached':>12}")
    port = free_port()
    with gunicorn(port):
        # The socket answers before the workers have loaded the site.
        for path in paths * WORKERS * 2:
            with urllib.request.urlopen(_as_localhost(port, path), timeout=60) as answer:  # noqa: S310
                answer.read()
        for path in paths:
            url = f"http://127.0.0.1:{port}{path}"
            rates = f"{load(url, '-s', str(script)):>12}{load(url):>12}"
            print(f"{path[:41]:42}{rates}", flush=True)


def main() -> int:
    """Prepare a site, measure it and print; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="ever-bench-") as temporary:
        folder = Path(temporary)
        print(f"Machine: {machine()}")
        given = os.environ.get("DATA_DIR")
        os.environ["DATA_DIR"] = str(Path(given).resolve() if given else folder / "data")
        if not given:
            print("==> Making a demo site in a temporary folder", flush=True)
            os.environ.pop("DATABASE_URL", None)
            for command in ("migrate", "load_report", "load_demo"):
                manage("dev", command)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "yeongdeungpoever.settings.production",
            "SECRET_KEY": "only-for-measuring-" + "x" * 40,
            "SITE_URL": "https://localhost",
            "ALLOWED_HOSTS": "localhost",
            "MAIL_URL": f"file://{folder}/mail",
            "DEFAULT_FROM_EMAIL": "bench@localhost",
            "STATIC_ROOT": str(folder / "static"),
            # wrk speaks to gunicorn without the proxy that ends TLS.
            "SECURE_SSL_REDIRECT": "false",
        }
        manage("production", "collectstatic", "--no-input", "--verbosity", "0")
        sys.path.insert(0, str(ROOT))
        bench = Bench()
        paths = [bench.edition() if path == "EDITION" else path for path in PATHS]
        print_pages(bench, paths)
        print_load(paths, folder)
        bench_doors.print_doors(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
