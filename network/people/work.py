"""Open work that somebody does for an organisation: a slot each room fills, so that whoever leaves
can hand it over."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from ..models import Officer


@dataclass(frozen=True, kw_only=True)
class Work:
    """One kind of work. ``count(officer)`` says how much there is; ``move(officer, successor)``
    gives it to another officer of the same organisation; ``drop(officer)``, where there is one,
    ends what cannot stay without its person, or without its person's being a manager. Both are
    called in the transaction of the change, with the organisation locked."""

    key: str
    label: str | Promise
    count: Callable[[Officer], int]
    move: Callable[[Officer, Officer], object]
    drop: Callable[[Officer], object] | None = None


_works: dict[str, Work] = {}


def register(work: Work) -> None:
    """Add a kind of work. Raises ValueError when its key is taken."""
    if work.key in _works:
        raise ValueError(f"{work.key} is registered already.")
    _works[work.key] = work


def every() -> tuple[Work, ...]:
    """Every kind, in the order of registration."""
    return tuple(_works.values())


def drop_all(officer: Officer) -> None:
    """End what cannot stay without this person in this role."""
    for kind in every():
        if kind.drop:
            kind.drop(officer)


def open_work(officer: Officer) -> list[tuple[str, int]]:
    """What the officer holds, in words and numbers; kinds without any are left out."""
    counted = ((work.label, work.count(officer)) for work in every())
    return [(str(label), number) for label, number in counted if number]
