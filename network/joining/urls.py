"""Addresses of the start page and of a person's own applications."""

from django.urls import path

from . import start, views, writing

_ONE = "my/applications/<uuid:key>/"

urlpatterns = [
    path("apply/", start.apply, name="apply"),
    path("apply/new/", start.new, name="application_new"),
    path("my/applications/", views.listing, name="application_list"),
    path(_ONE, views.status, name="application_status"),
    path(f"{_ONE}write/<slug:step>/", writing.step, name="application_step"),
    path(f"{_ONE}save/<slug:step>/", writing.save, name="application_save"),
    path(f"{_ONE}ask/<uuid:organisation>/", writing.ask, name="application_ask"),
    path(f"{_ONE}received/", views.received, name="application_received"),
    path(f"{_ONE}withdraw/", views.withdraw, name="application_withdraw"),
    path(f"{_ONE}discard/", views.discard, name="application_discard"),
]
