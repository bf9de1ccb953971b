"""Promises about visibility, told at start-up."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from yeongdeungpoever.access.visibility import VisibleQuerySetMixin

from .models import BasePage


@register()
def pages_obey_visibility(app_configs, **kwargs):
    """Every model with an effective level lists through ``visible_to``; every page type is ours."""
    errors = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "effective_visibility" not in names:
            continue
        if not isinstance(model._default_manager.all(), VisibleQuerySetMixin):
            errors.append(
                Error(
                    f"{model._meta.label} has a level but its default manager cannot filter by it.",
                    hint="Build its manager from a queryset with VisibleQuerySetMixin.",
                    obj=model,
                    id="pages.E001",
                )
            )
        if issubclass(model, BasePage) and model.private_page_options:
            errors.append(
                Error(
                    f"{model._meta.label} offers Wagtail's view restrictions.",
                    hint="Leave private_page_options empty: levels take their place.",
                    obj=model,
                    id="pages.E002",
                )
            )
    if settings.WAGTAIL_PAGE_MODEL != "pages.BasePage":
        errors.append(
            Error(
                "WAGTAIL_PAGE_MODEL must be pages.BasePage.",
                hint="The base page carries the level that every list asks for.",
                id="pages.E003",
            )
        )
    return errors


@register(Tags.database)
def no_view_restrictions(app_configs, databases=None, **kwargs):
    """Wagtail's restrictions are off, so a row of them would protect nothing."""
    if not databases:
        return []
    # The check also runs before the very first migration, when there are no tables yet.
    tables = connection.introspection.table_names()
    return [
        Error(
            f"A row of {model._meta.label} exists, and nobody enforces it.",
            hint="Set the page's or file's 공개 범위 instead, and delete the row.",
            id="pages.E004",
        )
        for model in (PageViewRestriction, CollectionViewRestriction)
        if model._meta.db_table in tables and model.objects.exists()
    ]
