"""A person's applications and their papers, as they stand in the copy of their own data."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Application, Paper
from ..parts import FIELDS


def _of(user):
    return Application.objects.filter(applicant=user).order_by("pk")


def collect_applications(user) -> list[dict]:
    """Everything typed, and what happened, one row an application."""
    return [_row(each) for each in _of(user).prefetch_related("moves")]


def _row(application: Application) -> dict:
    typed = {name: getattr(application, name) for name in FIELDS}
    return {
        "number": application.number or "",
        "state": application.get_state_display(),
        "channel": application.get_channel_display(),
        **typed,
        "kind": application.get_kind_display(),
        "unit": application.get_unit_display(),
        "industry": application.get_industry_display(),
        "size": application.get_size_display(),
        "dong": application.get_dong_display(),
        "pillars": application.pillar_names,
        "sdgs": application.goal_names,
        "created_at": application.created_at,
        "submitted_at": application.submitted_at,
        "answer_by": application.answer_by,
        "decided_at": application.decided_at,
        "moves": [
            {"at": move.at, "what": move.done, "reason": move.reason, "parts": move.part_names}
            for move in application.moves.all()
        ],
    }


def application_columns() -> dict:
    """The headings of :func:`collect_applications`."""
    dates = ("created_at", "submitted_at", "answer_by", "decided_at")
    names = {"number", "state", "channel", *FIELDS, *dates}
    of_model = {
        field.name: field.verbose_name
        for field in Application._meta.concrete_fields
        if field.name in names
    }
    return {**of_model, "moves": _("있었던 일")}


def _papers(user):
    # Of the person's own cases: staff put up papers that others brought.
    own = Q(application__applicant=user) | Q(succession__user=user)
    return Paper.objects.filter(own).select_related("application").order_by("pk")


def collect_papers(user) -> list[dict]:
    """Every paper of the person's applications and successions, the destroyed ones too."""
    return [
        {
            "application": paper.application.number or "" if paper.application else "",
            "slot": paper.get_slot_display(),
            "name": paper.name,
            "size": paper.size,
            "uploaded_at": paper.uploaded_at,
            "destroyed_at": paper.destroyed_at,
        }
        for paper in _papers(user)
    ]


def paper_files(user) -> Iterable[tuple[str, bytes]]:
    """The papers that still exist, named by their number, slot and format."""
    for paper in _papers(user):
        if paper.is_here:
            with paper.file.open("rb") as content:
                yield f"{paper.pk}-{paper.slot}.{paper.kind}", content.read()
