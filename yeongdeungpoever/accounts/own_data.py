"""What is held about a person: one registry, read by the download and by the withdrawal.

Every app that keeps something about people registers it from its ``AppConfig.ready()``. A test
walks through all models: each relation to the user is registered here or excluded with a reason.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Rows = list[dict]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One kind of thing that is held about a person.

    ``collect(user)`` answers rows of machine keys, made of text, numbers, dates and the like;
    ``columns`` gives each key the heading that people read. ``files(user)`` yields a name and
    the content of each file. ``erase(user)`` removes or empties it at the withdrawal; ``keeps``
    says in one sentence what stays all the same, and why. Title, headings and that sentence are
    translated when they are read.
    """

    name: str
    title: str | Promise
    collect: Callable[..., Rows]
    columns: Mapping[str, str | Promise] = field(default_factory=dict)
    erase: Callable[..., object] | None = None
    keeps: str | Promise | None = None
    files: Callable[..., Iterable[tuple[str, bytes]]] | None = None
    models: tuple[str, ...] = ()
    # Held in a way that only a search of everything would find: named without looking.
    unseen: bool = False

    def concerns(self, user) -> bool:
        """Whether anything of this kind is held about this person."""
        return self.unseen or bool(self.collect(user))

    def heading(self, key: str) -> str:
        """The heading of a column; the key itself where none is given."""
        return str(self.columns.get(key, key))


_holdings: dict[str, Holding] = {}
_excluded: dict[str, str] = {}


def register(
    name: str,
    collect: Callable[..., Rows],
    erase: Callable[..., object] | None = None,
    keeps: str | Promise | None = None,
    *,
    title: str | Promise = "",
    columns: Mapping[str, str | Promise] | None = None,
    files: Callable[..., Iterable[tuple[str, bytes]]] | None = None,
    models: Iterable[str] = (),
    unseen: bool = False,
) -> None:
    """Put one kind of thing into the download and the withdrawal.

    ``name`` is unique, ``app.things``, and names the file in the archive; ``models`` lists the
    relations that this covers, each as ``app_label.Model.field``. Raises ValueError for a name
    that is taken.
    """
    if name in _holdings:
        raise ValueError(f"{name} is registered already.")
    _holdings[name] = Holding(
        name=name,
        title=title or name,
        collect=collect,
        columns=columns or {},
        erase=erase,
        keeps=keeps,
        files=files,
        models=tuple(models),
        unseen=unseen,
    )


def exclude(relation: str, reason: str) -> None:
    """State why a relation to the user (``app_label.Model.field``) is not in the download."""
    _excluded[relation] = reason


def holdings() -> tuple[Holding, ...]:
    """Everything registered: the account first, then by name."""
    return tuple(
        sorted(_holdings.values(), key=lambda each: (each.name != "accounts.account", each.name))
    )


def covered() -> frozenset[str]:
    """Every relation that some holding answers for."""
    return frozenset(each for holding in _holdings.values() for each in holding.models)


def excluded() -> Mapping[str, str]:
    """Relations that stay out of the download, each with its reason."""
    return _excluded
