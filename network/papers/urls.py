"""Addresses of papers, and of the application on paper."""

from django.urls import path

from . import views

_ONE = "my/applications/<uuid:key>/"

urlpatterns = [
    path("apply/form/", views.blank, name="application_blank"),
    path("apply/form.pdf", views.blank_pdf, name="application_blank_pdf"),
    path(f"{_ONE}print/", views.printed, name="application_print"),
    path(f"{_ONE}application.pdf", views.pdf, name="application_pdf"),
    path(f"{_ONE}papers/", views.upload, name="application_paper_upload"),
    path(f"{_ONE}papers/<uuid:paper>/remove/", views.remove, name="application_paper_remove"),
]
