"""``manage.py demo_code``: the second factor of the demo's staff."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home import demo


class Command(BaseCommand):
    help = "Prints the code that the demo's staff type after their password; for demos only."

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", help="one of them; all have the same secret")

    def handle(self, *, email=None, **options):
        if not settings.DEMO_ALLOWED:
            raise CommandError("There are no demo accounts here: this is a real installation.")
        staff = {address for address, _name, role in demo.ACCOUNTS if role in demo.STAFF}
        if email and email not in staff:
            raise CommandError(f"{email} is no demo account of staff: {', '.join(sorted(staff))}")
        now = time.time()
        code = format_hotp_value(hotp_value(demo.TOTP_SECRET, int(now) // app_settings.TOTP_PERIOD))
        left = app_settings.TOTP_PERIOD - int(now) % app_settings.TOTP_PERIOD
        self.stdout.write(f"{code}  (for {left} seconds)")
