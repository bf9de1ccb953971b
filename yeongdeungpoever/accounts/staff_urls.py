"""Pages by which staff come in, and the session's own addresses."""

from django.urls import path

from . import invitation_views, kept_typing, sessions, staff_enrolment

urlpatterns = [
    path("session/", sessions.session_state, name="account_session"),
    path("kept/", kept_typing.kept_typing, name="kept_typing"),
    path("staff/enrol/", staff_enrolment.enrol, name="staff_enrol"),
    path("staff/enrol/<str:token>/", staff_enrolment.enrol_by_link, name="staff_enrol_by_link"),
    path("staff/invitation/", invitation_views.accept, name="staff_accept"),
    path("staff/invitation/<str:token>/", invitation_views.follow, name="staff_invitation"),
]
