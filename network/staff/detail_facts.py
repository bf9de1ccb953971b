"""Everything that an application says, part by part, as words for the screen of the staff."""

from dataclasses import dataclass

from ..models import Application
from ..parts import PARTS, Part

# Long texts stand under their label, not beside it.
_LONG = ("story", "story_en")
_LINKS = ("website",)
# Written by :func:`_value`, or nothing to read in them.
_SILENT = ("postcode", "address_detail", "has_no_number")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its label, its value, and how it stands."""

    label: str
    value: str
    is_long: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One part with its lines, and whether 보완 요청 has opened it."""

    part: Part
    facts: list[Fact]
    is_asked: bool


def facts_of(application: Application) -> list[PartFacts]:
    """Every part that holds columns, in the order of the form; empty values stay, as a gap is what
    the reader looks for."""
    asked = set(application.open_parts)
    found = []
    for part in PARTS:
        facts = [
            Fact(
                label=_label(name),
                value=_value(application, name),
                is_long=name in _LONG,
                is_link=name in _LINKS,
            )
            for name in part.fields
            if name not in _SILENT
        ]
        if facts:
            found.append(PartFacts(part, facts, part.key in asked))
    return found


_LABELS = {field.name: field.verbose_name for field in Application._meta.concrete_fields}


def _label(name: str) -> str:
    return str(_LABELS[name])


def _value(application: Application, name: str) -> str:
    if name == "registration_number" and application.has_no_number:
        return _label("has_no_number")
    special = {
        "registration_number": lambda: application.printed_number,
        "road_address": lambda: application.full_address,
        "pillars": lambda: ", ".join(application.pillar_names),
        "sdgs": lambda: ", ".join(application.goal_names),
    }
    if name in special:
        return special[name]()
    display = getattr(application, f"get_{name}_display", None)
    value = display() if display else getattr(application, name)
    return "" if value is None else str(value)
