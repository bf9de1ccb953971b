"""``manage.py load_demo``: samples and demo accounts for a demonstration."""

from django.core.management.base import BaseCommand, CommandError

from home import demo


class Command(BaseCommand):
    help = "Adds sample accounts and publishes sample texts, all marked; refused in production."

    def handle(self, **options):
        try:
            demo.load()
        except demo.DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        for email, name, _role in demo.ACCOUNTS:
            self.stdout.write(f"{email}  {demo.PASSWORD}  {name}")
        self.stdout.write("Staff also need a code: manage.py demo_code")
