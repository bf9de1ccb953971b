"""What other rooms show of the programmes: their cards, the newest editions, the newest table."""

from django.db.models import Prefetch, Q

from yeongdeungpoever.files.models import Image
from yeongdeungpoever.pages.sections import Card

from .cards import PICTURE, edition_card, figures_by_edition, programme_card
from .models import DivisionBudget, EditionPage, IndicatorValue, LedgerRow, ProgrammePage
from .reconciliation import Reconciliation, reconcile
from .tables import BudgetTable


def latest_division_table() -> BudgetTable | None:
    """The newest 예산 현황 that has a confirmed row, or None."""
    division = DivisionBudget.objects.newest_table()
    return division.table() if division else None


def reconciliation_of(division: DivisionBudget) -> Reconciliation:
    """예산 대조 of one table, in two queries."""
    return reconcile(division, division.units.all(), LedgerRow.objects.for_reconciliation(division))


def result_cards(user, page_pks: list[int]) -> list[Card]:
    """A card for each of these programmes that the user may see, in the order asked."""
    pictures = Prefetch("listing_image", Image.objects.prefetch_renditions(PICTURE))
    programmes = list(
        ProgrammePage.objects.for_listing(user)
        .filter(pk__in=page_pks)
        .select_related(None)
        .select_related("locale", "department")
        .prefetch_related(pictures)
    )
    below = Q(pk__in=[])
    for programme in programmes:
        below |= Q(path__startswith=programme.path, depth=programme.depth + 1)
    editions = list(EditionPage.objects.for_listing(user).filter(below))
    values = figures_by_edition(IndicatorValue.objects.for_editions(editions))
    cards = {
        programme.pk: programme_card(
            programme, [item for item in editions if item.programme_path == programme.path], values
        )
        for programme in programmes
    }
    return [cards[pk] for pk in page_pks if pk in cards]


def latest_editions(user, limit: int) -> list[Card]:
    """The most recently published editions that the user may see."""
    editions = list(
        EditionPage.objects.for_listing(user).order_by("-first_published_at", "-year", "number")[
            :limit
        ]
    )
    values = figures_by_edition(IndicatorValue.objects.for_editions(editions))
    return [edition_card(edition, values[edition.pk]) for edition in editions]
