import pytest
from django.core.management import call_command

from home.models import HomePage, StandardPage
from tests.site import home_page, standard_page


@pytest.fixture
def demo_site():
    """The site as `make run` leaves it."""
    call_command("load_report")
    call_command("load_demo")


@pytest.fixture
def english_home():
    home_page()
    page = HomePage.objects.in_language("en").get()
    page.save_revision().publish()
    return page


@pytest.fixture
def pair(english_home):
    """A Korean page and its English translation, both published."""
    korean = standard_page("알림 글", "notice-text")
    english = StandardPage(
        title="A notice",
        slug=korean.slug,
        locale=english_home.locale,
        translation_key=korean.translation_key,
        live=False,
    )
    english_home.add_child(instance=english)
    english.save_revision().publish()
    return StandardPage.objects.get(pk=korean.pk), StandardPage.objects.get(pk=english.pk)
