"""What the screens of applications and of organisations are dressed in."""

from django.forms import Media

_SHARED = ["admin/duties.css", "admin/network-base.css"]
APPLICATIONS = Media(css={"all": [*_SHARED, "admin/network.css"]})
ORGANISATIONS = Media(css={"all": [*_SHARED, "admin/organisations.css"]})
