"""RSS of what changed on the public site."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yeongdeungpoever.pages.models import BasePage
from yeongdeungpoever.vocabulary.district import district

ENTRIES = 30


class Changes(Feed):
    """Published public pages, the most recently changed first."""

    def link(self):
        return reverse("wagtail_serve", args=("",))

    def title(self):
        return _("%(network)s 새로 고친 글") % {"network": district().network}

    def description(self):
        return _("%(network)s에서 새로 올리거나 고친 페이지입니다.") % {
            "network": district().network
        }

    def items(self):
        pages = BasePage.objects.for_feed(AnonymousUser(), get_language())
        return list(pages.specific()[:ENTRIES])

    def item_title(self, item):
        return item.listing_title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.get_url() or "/"

    def item_guid(self, item):
        return f"{item.translation_key}:{item.last_published_at:%Y%m%d%H%M%S}"

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return item.first_published_at or item.last_published_at

    def item_updateddate(self, item):
        return item.last_published_at
