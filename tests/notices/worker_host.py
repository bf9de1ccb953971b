"""Starts workers fast: loads Django once and forks a worker for each line that it reads.

Each worker is a process of its own, which a test may kill like any other. Its id is printed; once
it has ended, "ended" is printed.
"""

import os
import sys

import django
from django.core.management import call_command
from django.db import connections


def main():
    """Serve until the input ends."""
    django.setup()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            connections.close_all()
            call_command("worker", interval=0.05)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main()
