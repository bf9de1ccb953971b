"""Addresses of officers, of whoever asks to become one, and of those who are invited."""

from django.urls import path

from . import invitation_views, officer_views, request_views, succession_views, views

_ONE = "my/organisations/<uuid:key>/"

urlpatterns = [
    path("my/organisations/", views.organisation_list, name="organisation_list"),
    path("my/organisations/switch/", views.switch_organisation, name="organisation_switch"),
    path(_ONE, views.organisation_home, name="organisation_home"),
    path(f"{_ONE}invite/", officer_views.invite, name="officer_invite"),
    path(
        f"{_ONE}invitations/<uuid:invitation>/",
        officer_views.change_invitation,
        name="officer_invitation_change",
    ),
    path(f"{_ONE}officers/<uuid:person>/", officer_views.officer, name="officer_edit"),
    path(f"{_ONE}leave/", officer_views.leave, name="officer_leave"),
    path(f"{_ONE}requests/<uuid:asked>/", request_views.answer, name="officer_join_request_answer"),
    path(f"{_ONE}join/", request_views.join, name="organisation_join"),
    path(f"{_ONE}succession/", succession_views.ask, name="organisation_succession"),
    path(
        "my/join-requests/<uuid:key>/withdraw/",
        request_views.withdraw,
        name="organisation_join_withdraw",
    ),
    path(
        "my/successions/<uuid:key>/", succession_views.state, name="organisation_succession_state"
    ),
    path("my/invitation/", invitation_views.accept, name="officer_accept"),
    path("my/invitation/<str:token>/", invitation_views.follow, name="officer_invitation"),
]
