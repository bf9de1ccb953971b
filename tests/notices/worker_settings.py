"""Settings of the workers that a test kills: its database, its mail server, short leases."""

import json
import os
from pathlib import Path

from tests.jobs.worker_settings import *  # noqa: F403
from tests.jobs.worker_settings import TEMPLATES

MAILERS = json.loads(os.environ["WORKER_MAILERS"])
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
NOTICES_LEASE_SECONDS = JOBS_LEASE_SECONDS = 2
NOTICES_SWEEP_SECONDS = 1
