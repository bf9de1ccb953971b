"""``manage.py load_report``: the district's own report as pages and figures."""

from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Site

from home.setup import fill_bodies
from programmes.loading import load
from yeongdeungpoever.pages.models import BasePage, Provisional
from yeongdeungpoever.vocabulary.district import district


class Command(BaseCommand):
    help = (
        "Loads the report of the district: departments, programmes, editions, figures. Publishes "
        "the front page and confirmed standard pages. Running it again changes nothing."
    )

    def handle(self, **options):
        home = Site.objects.get(is_default_site=True).root_page.specific
        with transaction.atomic():
            load(district().content, home)
            fill_bodies(home)
            for page in [home, *self._confirmed(home)]:
                if not page.first_published_at:
                    page.save_revision().publish()
        self.stdout.write(
            f"{BasePage.objects.live().descendant_of(home).count() + 1} pages are published."
        )

    def _confirmed(self, home) -> list:
        return list(
            home.get_children().filter(provisional=Provisional.CONFIRMED, live=False).specific()
        )
