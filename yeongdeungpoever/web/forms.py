from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders every form of the site with the house's own field template, but leaves the
    admin's forms, which Wagtail renders itself, alone."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
