"""``manage.py launch_check``: run before the first start and before each upgrade."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from home.launch import findings


class Command(BaseCommand):
    help = (
        "Lists sample texts, demo rows and unset contacts. Exits 1 outside DEBUG while something "
        "must not go live."
    )

    def handle(self, **options):
        found = findings()
        for finding in found:
            style = self.style.ERROR if finding.blocks else self.style.WARNING
            self.stdout.write(style(f"{'must' if finding.blocks else 'note'}  {finding.text}"))
        blocking = sum(finding.blocks for finding in found)
        self.stdout.write(f"{blocking} to mend before the launch, {len(found) - blocking} to know.")
        if blocking and not settings.DEBUG:
            sys.exit(1)
