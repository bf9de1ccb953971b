"""Where one is: the line that leads through account and application, the steps of the form, and
everything that was written, to be read."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Application
from ..parts import FIELDS, PARTS, STEPS, Part, parts_of
from ..states import State
from .completeness import missing
from .forms import in_words

# One line through both: the person's account first, then the organisation's application.
WAY: tuple[tuple[str, str | Promise], ...] = (
    ("account", gettext_lazy("계정 만들기")),
    ("proof", gettext_lazy("이메일 인증")),
    ("application", gettext_lazy("신청서 쓰기")),
    ("review", gettext_lazy("접수와 검토")),
    ("result", gettext_lazy("결과")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One station of a line: done, where one is, or still to come."""

    label: str | Promise
    is_done: bool = False
    is_current: bool = False


def way(current: str) -> list[Place]:
    """The line with the station of this key marked; all before it are done."""
    keys = [key for key, _label in WAY]
    at = keys.index(current)
    return [Place(label, number < at, number == at) for number, (_key, label) in enumerate(WAY)]


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the form in the line of pages."""

    key: str
    label: str | Promise
    url: str
    is_current: bool
    lacks: int
    is_open: bool


def step_url(application: Application, step: str) -> str:
    """The address of one page of the form."""
    return reverse("application_step", args=[application.key, step])


def stops(application: Application, current: str) -> list[Stop]:
    """Every page of the form with what it lacks and whether something may be written there."""
    lacking = missing(application)
    writable = set(application.writable_parts)
    return [
        Stop(
            step.key,
            step.label,
            step_url(application, step.key),
            step.key == current,
            sum(each.step == step.key for each in lacking),
            step.key == "check" or any(part.key in writable for part in parts_of(step.key)),
        )
        for step in STEPS
    ]


def first_open(application: Application) -> str:
    """The page to go on with: the first that lacks something, else the check."""
    open_now = [stop for stop in stops(application, "") if stop.is_open]
    for stop in open_now:
        if stop.lacks:
            return stop.key
    # After 보완 요청 nothing need be missing: what it opened comes first.
    return open_now[0].key if application.state == State.CHANGES_REQUESTED else "check"


def next_step(key: str) -> str:
    """The page after this one; after the last the last."""
    keys = [step.key for step in STEPS]
    return keys[min(keys.index(key) + 1, len(keys) - 1)]


def previous_step(key: str) -> str | None:
    """The page before this one; None before the first."""
    keys = [step.key for step in STEPS]
    at = keys.index(key)
    return keys[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class Read:
    """One part as it is read: ``lines`` are label and text, empty ones included, as whoever wrote
    it must see what they left out."""

    part: Part
    lines: list[tuple[str, str]]


def _label(name: str) -> str:
    field: Any = Application._meta.get_field(name)
    return str(field.verbose_name)


def read_part(application: Application, part: Part) -> Read:
    """One part in words."""
    lines = []
    for name in part.fields:
        text = in_words(application, name)
        if name == "has_no_number" and not text:
            continue
        lines.append((_label(name), text))
    if part.key == "person":
        lines = [
            (_("성명"), application.contact),
            (_("이메일"), application.contact_address),
            *lines,
        ]
    return Read(part, lines)


def read_all(application: Application) -> list[Read]:
    """Every part that has columns, in the order of the form."""
    return [read_part(application, part) for part in PARTS if part.fields]


def is_untouched(application: Application) -> bool:
    """Whether nothing was written into it yet."""
    blank = Application()
    return all(getattr(application, name) == getattr(blank, name) for name in FIELDS)
