"""``manage.py load_report``: the district's own report as pages and figures."""

from django.core.management.base import BaseCommand
from django.db import transaction

from home.setup import fill_bodies
from home.translated import homes
from programmes.loading import load
from yeongdeungpoever.pages.models import BasePage, Provisional
from yeongdeungpoever.vocabulary.district import district


class Command(BaseCommand):
    help = (
        "Loads the report of the district: departments, programmes, editions, figures. Publishes "
        "the front page and confirmed standard pages. Running it again changes nothing."
    )

    def handle(self, **options):
        home = homes()[0]
        with transaction.atomic():
            load(district().content, home)
            fill_bodies(home)
            for page in self._confirmed():
                if not page.first_published_at:
                    page.save_revision().publish()
        published = BasePage.objects.live().filter(depth__gt=1)
        self.stdout.write(f"{published.count()} pages are published.")

    def _confirmed(self) -> list:
        """Every front page and the confirmed pages below it."""
        pages = []
        for home in homes():
            confirmed = home.get_children().filter(provisional=Provisional.CONFIRMED, live=False)
            pages += [home, *confirmed.specific()]
        return pages
