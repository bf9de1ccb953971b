"""Addresses of the inbox, and of the mails' way out, which needs no sign-in."""

from django.urls import path

from . import inbox_views as views

urlpatterns = [
    path("", views.listing, name="inbox_list"),
    path("read/", views.read_all, name="inbox_read_all"),
    path("<int:pk>/open/", views.open_entry, name="inbox_open"),
    path("choices/", views.choices, name="inbox_choices"),
    path("choices/<str:token>/", views.choices_by_link, name="inbox_choices_by_link"),
    path("stop/<str:token>/", views.stop, name="inbox_stop"),
]
