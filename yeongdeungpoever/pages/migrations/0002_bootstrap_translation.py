from django.db import migrations
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)


class Migration(migrations.Migration):
    """The base page had to exist before ``wagtailcore``; locales exist only after it."""

    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField("pages.BasePage"),
        BootstrapTranslationKeyField("pages.BasePage"),
        BootstrapTranslatableModel("pages.BasePage"),
    ]
