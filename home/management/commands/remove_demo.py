"""``manage.py remove_demo``: the site without its samples."""

from django.core.management.base import BaseCommand

from home import demo


class Command(BaseCommand):
    help = "Removes every sample row and unpublishes the sample texts that the demo published."

    def handle(self, **options):
        self.stdout.write(f"{demo.remove()} demo rows were removed.")
