"""Addresses of the account's own pages, beside allauth's."""

from django.urls import path

from . import own_views

urlpatterns = [
    path("", own_views.home, name="account_home"),
    path("person/", own_views.person, name="account_person"),
    path("consents/", own_views.consent_list, name="account_consents"),
    path("consents/needed/", own_views.consents_needed, name="account_consents_needed"),
    path("consents/<slug:kind>/", own_views.consent_change, name="account_consent_change"),
    path("data/", own_views.data, name="account_data"),
    path("data/<str:token>/", own_views.data_file, name="account_data_file"),
    path("withdraw/", own_views.withdraw, name="account_withdraw"),
    path("withdrawn/", own_views.withdrawn, name="account_withdrawn"),
]
