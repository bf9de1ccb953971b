"""Production settings for measuring: without limits, so that 200 tries are 200 answers."""

from yeongdeungpoever.settings.production import *  # noqa: F403

ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
