"""Pages for tests, below the home that ``migrate`` made."""

from home.models import HomePage, StandardPage


def home_page() -> HomePage:
    """The front page, published."""
    page = HomePage.objects.in_language("ko").get()
    if not page.first_published_at:
        page.save_revision().publish()
    return page


def standard_page(title="알림", slug="notice", *, parent=None, publish=True, **fields):
    """A standard page, published unless told otherwise."""
    parent = parent or home_page()
    page = StandardPage(title=title, slug=slug, live=False, **fields)
    parent.add_child(instance=page)
    if publish:
        page.save_revision().publish()
        page.refresh_from_db()
    return page
