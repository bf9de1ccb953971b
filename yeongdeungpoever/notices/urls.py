"""Addresses of the inbox."""

urlpatterns: list = []
