"""Tasks that tests hand to workers, importable by the processes that they start."""

import os
import signal

from django.tasks import task

from yeongdeungpoever.jobs.attempts import at_most


@task
def add(a, b):
    return a + b


@task
def fail():
    raise ValueError("broken\0")


@task
@at_most(2)
def fail_twice_at_most():
    raise ValueError


@task
def answer_with_an_object():
    return object()


@task
def exit_process():
    raise SystemExit(1)


@task(takes_context=True)
def hang_once(context, started):
    """The first attempt says so through a pipe and hangs for ever; the next one ends."""
    if context.attempt == 1:
        with open(started, "w") as pipe:
            pipe.write("started")
        signal.pause()
    return context.attempt


@task
def wait_for_release(started, release):
    """Say through a pipe who runs this, then wait until the other pipe is written to."""
    with open(started, "w") as pipe:
        pipe.write(str(os.getpid()))
    with open(release) as pipe:
        return pipe.readline().strip()
