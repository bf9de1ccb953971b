"""A mailing whose worker is killed again and again; claims raced by threads. On PostgreSQL."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from tests.notices.sink import STAGES
from yeongdeungpoever.notices.delivery import deliver
from yeongdeungpoever.notices.models import Notice, State
from yeongdeungpoever.notices.outbox import send

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until a test gives up
MAILS, KILLS, SEED = 60, 20, 20261124

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def until(condition):
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.05)


@pytest.fixture
def workers(tmp_path, sink):
    """Start and kill (-9) worker processes on this test's database and mail server; none outlives
    the test."""
    keys = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    # A worker that is held at a pause must not give up before it is killed.
    mailers = sink.mailers
    mailers["default"]["OPTIONS"]["timeout"] = PATIENCE
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.notices.worker_settings",
        "WORKER_DATABASE": json.dumps({key: connection.settings_dict[key] for key in keys}),
        "WORKER_LEASE_SECONDS": "2",
        "WORKER_MAILERS": json.dumps(mailers),
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(tmp_path),
    }
    host = subprocess.Popen(
        [sys.executable, "-m", "tests.notices.worker_host"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    running = []

    def start():
        host.stdin.write("\n")
        host.stdin.flush()
        running.append(int(host.stdout.readline()))
        return running[-1]

    def kill(pid):
        os.kill(pid, signal.SIGKILL)
        assert host.stdout.readline() == "ended\n"
        running.remove(pid)

    try:
        yield start, kill
    finally:
        for pid in running:
            os.kill(pid, signal.SIGKILL)
        host.kill()
        host.communicate()


def test_a_worker_killed_at_twenty_points_of_a_mailing_loses_nothing(
    settings, sink, workers, capsys
):
    start, kill = workers
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with transaction.atomic():
        notices = [
            send("accounts.unknown_account", f"n{number}@test.example", {})
            for number in range(MAILS)
        ]
    expected = {notice.message_id for notice in notices}
    points = [
        (stage, number * 2)
        for number, stage in enumerate(random.Random(SEED).choices(STAGES, k=KILLS))
    ]
    in_flight = Counter()
    for stage, count in points:
        sink.pause_at(stage, count)
        victim = start()
        assert sink.reached.wait(PATIENCE), (stage, count)
        kill(victim)
        held = Notice.objects.filter(state=State.SENDING).latest("claimed_at")
        in_flight[held.message_id] += 1

    start()
    until(lambda: not Notice.objects.exclude(state=State.SENT).exists())
    came = Counter(sink.ids)
    repeated = {name: times for name, times in came.items() if times > 1}
    with capsys.disabled():
        print(
            f"\n{MAILS} mails, worker killed {KILLS} times at "
            f"{dict(Counter(stage for stage, _count in points))}: "
            f"{sum(came.values())} received, {len(came)} distinct Message-IDs, "
            f"{len(expected - set(came))} missing, {len(repeated)} received twice"
        )
    assert set(came) == expected
    # Twice came only what the server had taken when its worker died, and that once a death.
    taken = sum(stage in ("STORED", "QUIT") for stage, _count in points)
    assert sum(came.values()) == MAILS + taken
    assert all(came[name] <= 1 + in_flight[name] for name in came)


def test_of_many_workers_at_one_row_one_sends(kind):
    kind()
    notice = Notice.objects.create(
        kind="test.word", address="a@test.example", message_id="<1@test>", context={"word": "다리"}
    )
    together, results = threading.Barrier(8, timeout=PATIENCE), []

    def run():
        try:
            together.wait()
            results.append(deliver(notice.pk, timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert Counter(results) == {State.SENT: 1, None: 7}
    assert len(mail.outbox) == 1
