"""The bridge picture of the front page: one arc for each published collaboration.

An app upstairs that knows collaborations registers a provider from ``AppConfig.ready()``; while
nobody does, the picture is drawn with neutral arcs and asks no question of the database.
Everything else here is geometry: pure functions in the units of the drawing (viewBox 720 x 430).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from yeongdeungpoever.vocabulary.choices import EsgPillar

LIMIT = 24


@dataclass(frozen=True)
class Arc:
    """A collaboration: ``from_label`` stands on the left bank, ``to_label`` on the right.

    ``pillar`` is "e", "s" or "g"; anything else is drawn in the colour of the river.
    """

    title: str
    pillar: str
    from_label: str
    to_label: str
    url: str = ""


@dataclass(frozen=True)
class Node:
    """Where an organisation stands in the drawing."""

    label: str
    x: int
    y: int


@dataclass(frozen=True)
class DrawnArc:
    """An arc with its place: what ``components/bridge.html`` draws and a table beside it lists."""

    title: str
    pillar: str
    from_label: str
    to_label: str
    url: str
    path: str
    start: Node
    end: Node

    @property
    def pillar_label(self) -> str:
        """The word that goes with the colour; empty where no pillar is known."""
        return str(EsgPillar(self.pillar).label) if self.pillar else ""


@dataclass(frozen=True)
class BridgePicture:
    """Arcs in drawing order, and each organisation once. Iterates over the arcs."""

    arcs: tuple[DrawnArc, ...] = ()
    nodes: tuple[Node, ...] = ()

    def __iter__(self) -> Iterator[DrawnArc]:
        return iter(self.arcs)

    def __len__(self) -> int:
        return len(self.arcs)


# Free ground on each bank, from the shore inland, so that organisations taken in order of
# appearance nest their arcs like the ribs of one bridge instead of crossing them.
LEFT = (
    (212, 324),
    (184, 346),
    (156, 322),
    (166, 384),
    (128, 346),
    (100, 324),
    (94, 372),
    (70, 348),
    (44, 326),
    (28, 372),
)
RIGHT = (
    (514, 318),
    (540, 342),
    (568, 318),
    (562, 380),
    (596, 344),
    (622, 320),
    (624, 372),
    (654, 346),
    (680, 322),
    (696, 368),
)

Provider = Callable[[int], Iterable[Arc]]

_provider: Provider | None = None


def register(provider: Provider | None) -> None:
    """Set who answers for the arcs: a callable that takes the most wanted, newest first.

    One provider at a time, as one app owns collaborations; None empties the slot.
    """
    global _provider
    _provider = provider


def arcs_for_bridge(limit: int = LIMIT) -> BridgePicture:
    """The picture of at most ``limit`` published collaborations; empty without a provider."""
    if _provider is None or limit < 1:
        return BridgePicture()
    return draw(islice(_provider(limit), limit))


def draw(arcs: Iterable[Arc]) -> BridgePicture:
    """Give every organisation its place and every collaboration its path.

    The same organisation always stands in one place; a further one beyond the free places of
    its bank shares a place. Several arcs between the same two places rise to different heights.
    """
    places: tuple[dict[str, int], dict[str, int]] = ({}, {})
    nodes: dict[tuple[int, str], Node] = {}
    between: dict[tuple[int, int], int] = {}
    drawn = []
    for arc in arcs:
        left = places[0].setdefault(arc.from_label, len(places[0])) % len(LEFT)
        right = places[1].setdefault(arc.to_label, len(places[1])) % len(RIGHT)
        start = nodes.setdefault((0, arc.from_label), Node(arc.from_label, *LEFT[left]))
        end = nodes.setdefault((1, arc.to_label), Node(arc.to_label, *RIGHT[right]))
        times = between.get((left, right), 0)
        between[left, right] = times + 1
        drawn.append(
            DrawnArc(
                title=arc.title,
                pillar=arc.pillar if arc.pillar in EsgPillar.values else "",
                from_label=arc.from_label,
                to_label=arc.to_label,
                url=arc.url,
                path=arc_path((start.x, start.y), (end.x, end.y), times),
                start=start,
                end=end,
            )
        )
    return BridgePicture(tuple(drawn), tuple(nodes.values()))


def arc_path(start: tuple[int, int], end: tuple[int, int], times: int = 0) -> str:
    """SVG path of an arc between two points; ``times`` earlier arcs already join them.

    A cubic curve reaches three quarters of the height of its control points, hence the 4/3.
    The top stays inside the drawing, 16 units below its upper edge at the highest.
    """
    (x1, y1), (x2, y2) = start, end
    span = abs(x2 - x1)
    # Wide arcs rise less than they span, or the outer ones would leave the drawing.
    rise = 0.36 * span + 72
    top = (y1 + y2) / 2 - rise
    # Twins step below and above the first in turn, closer together the more there are.
    step = (times + 1) // 2 * (14 if times % 2 else -14)
    top = max(16, min(250, top + step))
    control = round((y1 + y2) / 2 - ((y1 + y2) / 2 - top) * 4 / 3)
    pull = round(span * 0.14)
    return f"M{x1} {y1}C{x1 + pull} {control} {x2 - pull} {control} {x2} {y2}"
