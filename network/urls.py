"""Addresses of applicants and officers, in the language of the path."""

from django.urls import include, path

urlpatterns = [
    path("", include("network.joining.urls")),
    path("", include("network.papers.urls")),
    path("", include("network.people.urls")),
]
