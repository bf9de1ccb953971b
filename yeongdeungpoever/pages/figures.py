"""Figures: numbers with a source, stated by the apps that own them and read through one slot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils import timezone


@dataclass(frozen=True)
class Figure:
    """One number. ``as_of`` is its 기준일; where the source gives none, ``year`` stands for it."""

    key: str
    label: str
    value: Decimal | None
    unit: str = ""
    as_of: date | None = None
    year: int | None = None
    source_page: str = ""
    url: str = ""
    note: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the figure is over twelve months old, so that it must carry its year."""
        today = timezone.localdate()
        if self.as_of:
            return (today - self.as_of).days > 365
        return self.year is not None and self.year < today.year


class FigureProvider(Protocol):
    """What an app's ``figures.py`` offers."""

    def choices(self) -> list[tuple[str, str]]: ...

    def get(self, keys: Iterable[str]) -> dict[str, Figure]: ...


_providers: list[FigureProvider] = []


def register(provider: FigureProvider) -> None:
    """Add an app's figures; called from its ``AppConfig.ready()``."""
    if provider not in _providers:
        _providers.append(provider)


def figure_choices() -> list[tuple[str, str]]:
    """Key and label of every figure that an editor may place."""
    return [choice for provider in _providers for choice in provider.choices()]


def figures_for(keys: Iterable[str]) -> list[Figure]:
    """The figures of these keys in their order; one without a value is left out."""
    keys = list(keys)
    found: dict[str, Figure] = {}
    for provider in _providers:
        found |= provider.get(keys)
    return [found[key] for key in keys if key in found and found[key].value is not None]
