"""Settings of worker processes that tests start: the test's database and a short lease."""

import json
import os

from yeongdeungpoever.settings.test import *  # noqa: F403

DATABASES = {"default": json.loads(os.environ["WORKER_DATABASE"])}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOBS_LEASE_SECONDS = float(os.environ["WORKER_LEASE_SECONDS"])
