"""The one function that answers a search; what finds candidates may change behind it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import get_language

from yeongdeungpoever.korean.normal import normal_form
from yeongdeungpoever.pages.models import BasePage

PER_PAGE = 10
MAX_LENGTH = 100  # characters of a question that are read
MAX_WORDS = 8


@dataclass(frozen=True)
class Answer:
    """``question`` as understood, and one page of results."""

    question: str
    results: Page

    @property
    def count(self) -> int:
        return self.results.paginator.count


def find(question: str, user, page_number: int | str = 1) -> Answer:
    """Pages of the active language that the user may see and that hold every word in title,
    summary or department.

    Visible first, then match, then rank: a title counts for more than a summary. An empty
    question finds nothing; a page number out of range gives the nearest page.
    """
    question = normal_form(question[: 4 * MAX_LENGTH])[:MAX_LENGTH].strip()
    words = question.split()[:MAX_WORDS]
    pages = BasePage.objects.none()
    if words:
        pages = (
            BasePage.objects.for_readers(user)
            .in_language(get_language())
            .select_related("locale", "department")
        )
        in_title = Q()
        for word in words:
            pages = pages.filter(
                Q(title__icontains=word)
                | Q(summary__icontains=word)
                | Q(department__name__icontains=word)
                | Q(department__name_en__icontains=word)
            )
            in_title &= Q(title__icontains=word)
        pages = (
            pages.annotate(
                rank=Case(
                    When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField()
                )
            )
            .order_by("rank", "-last_published_at", "path")
            .specific()
        )
    return Answer(question, Paginator(pages, PER_PAGE).get_page(page_number))
