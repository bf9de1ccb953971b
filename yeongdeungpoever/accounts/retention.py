"""How long the proof of a consent outlives the account that gave it."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from .models import Consent

# The privacy policy and the texts of the consents say so (a proposal: docs/to-confirm.md).
CONSENT_KEPT_FOR = timedelta(days=3 * 365 + 1)


@task
def forget_old_consents() -> None:
    """Delete consents of people who left three years ago; stands on the schedule."""
    limit = timezone.now() - CONSENT_KEPT_FOR
    Consent.objects.filter(user=None, withdrawn_at__lt=limit).delete()
