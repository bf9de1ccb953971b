"""Which rows count, and which belong to a screen."""

from typing import Any, Protocol

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from wagtail.models import PageManager

from yeongdeungpoever.access.visibility import Level
from yeongdeungpoever.pages.models import BasePageQuerySet


class RowsOnlyGrow(Exception):
    """Somebody tried to change or delete a figure. A correction is a new row (actions.py)."""

    def __init__(self):
        super().__init__("A figure is never changed or deleted: enter a row that replaces it.")


class FigureRowQuerySet(models.QuerySet):
    """Figures only grow, so nothing here changes a row but its confirmation."""

    def update(self, **kwargs):
        raise RowsOnlyGrow

    def delete(self):
        raise RowsOnlyGrow

    def confirm(self, row, user, moment) -> bool:
        """Confirm one waiting row; False when somebody else has done so already."""
        waiting = super().filter(pk=row.pk, confirmed_at__isnull=True)
        changed = models.QuerySet.update(waiting, confirmed_by=user, confirmed_at=moment)
        return changed == 1

    def confirmed(self):
        """Rows that a reviewer has confirmed, or that came from the report."""
        return self.filter(confirmed_at__isnull=False)

    def counting(self):
        """The last confirmed row of each chain of corrections, in one query.

        A confirmed row without any amount withdraws its chain: it replaces the row before it and
        does not count itself. Rows come in the order in which their chains were entered.
        """
        later = self.model._default_manager.confirmed().filter(
            root=OuterRef("chain"), pk__gt=OuterRef("pk")
        )
        return (
            self.confirmed()
            .with_chain()
            .filter(~Exists(later))
            .exclude(self.model.withdrawn())
            .order_by("chain")
        )

    def with_chain(self):
        """Each row with the key of the first row of its chain."""
        return self.annotate(chain=Coalesce("root_id", F("pk")))

    def heads(self):
        """The newest row of each chain, confirmed or not: what staff see and correct."""
        return self.filter(replaced_by__isnull=True)

    def waiting(self):
        """Newest rows that no reviewer has confirmed yet, oldest first."""
        return (
            self.heads()
            .filter(confirmed_at__isnull=True)
            .select_related("replaces", "entered_by", "edition__department")
            .order_by("entered_at", "pk")
        )

    def history(self, row):
        """Every row of the chain of this one, oldest first, with the people who made it."""
        chain = row.root_id or row.pk
        return self.filter(Q(pk=chain) | Q(root=chain)).with_people().order_by("pk")

    def with_people(self):
        """Each row with who entered and who confirmed it."""
        return self.select_related("entered_by", "confirmed_by")


class FigureRowManager(Protocol):
    """What every table of figures answers to those who do not know which one it is."""

    def confirm(self, row, user, moment) -> bool: ...

    def history(self, row) -> Any: ...

    def filter(self, *args, **kwargs) -> models.QuerySet: ...

    def select_for_update(self) -> models.QuerySet: ...


class LedgerRowQuerySet(FigureRowQuerySet):
    def waiting(self):
        """As for every figure, each also with its 단위사업 and table."""
        return super().waiting().select_related("unit__division")

    def with_unit(self):
        """Each row with ``owner_unit``: the 단위사업 to which it belongs, also by its edition."""
        return self.annotate(owner_unit=Coalesce("unit_id", "edition__unit_programme_id"))

    def for_edition(self, edition):
        """Counting rows of an edition, of its 단위사업, and of every live edition beside it.

        One query serves both tables of the page: the edition's own, and 예산 대조.
        """
        if edition.pk is None:
            return self.none()
        wanted = Q(edition=edition.pk)
        if edition.unit_programme_id:
            unit = edition.unit_programme_id
            wanted |= Q(unit=unit) | Q(edition__unit_programme=unit, edition__live=True)
        return self.counting().with_unit().filter(wanted)

    def for_division(self, division):
        """Counting rows of one division's table."""
        return self.counting().filter(unit__division=division)

    def for_reconciliation(self, division):
        """Counting rows of a division's table and of the live editions that belong to it."""
        return (
            self.counting()
            .with_unit()
            .filter(
                Q(unit__division=division)
                | Q(edition__unit_programme__division=division, edition__live=True)
            )
        )


class IndicatorValueQuerySet(FigureRowQuerySet):
    def for_editions(self, editions):
        """Counting values of these editions."""
        return self.counting().filter(edition__in=editions)

    def for_public(self):
        """Counting values of published editions that everybody may see, each with its edition."""
        return (
            self.counting()
            .filter(edition__live=True, edition__effective_visibility=Level.PUBLIC)
            .select_related("edition__locale")
        )


class DivisionBudgetQuerySet(models.QuerySet):
    def newest_table(self):
        """The newest table that has a confirmed row, or None."""
        return self.with_figures().first()

    def for_admin(self):
        """Tables with ``unit_count``, the number of their 단위사업, newest year first."""
        return self.annotate(unit_count=Count("units")).order_by("-year", "division")

    def with_figures(self):
        """Tables that have a confirmed row, newest year first."""
        return (
            self.filter(units__ledger__confirmed_at__isnull=False)
            .distinct()
            .order_by("-year", "division")
        )


class UnitProgrammeQuerySet(models.QuerySet):
    def with_division(self, pk: int | None):
        """One 단위사업 with its table; None without a key."""
        return self.select_related("division").get(pk=pk) if pk else None


class EditionQuerySet(BasePageQuerySet):
    def for_listing(self, user):
        """Published editions that the user may see, with what a card shows, newest year first."""
        return (
            self.for_readers(user)
            .select_related("locale", "department")
            .order_by("-year", "number", "path")
        )


class ProgrammeQuerySet(BasePageQuerySet):
    def for_listing(self, user):
        """Published programmes that the user may see, with what a card shows, in page order."""
        return (
            self.for_readers(user)
            .select_related("locale", "department", "listing_image")
            .order_by("path")
        )


EditionManager = PageManager.from_queryset(EditionQuerySet)
ProgrammeManager = PageManager.from_queryset(ProgrammeQuerySet)
