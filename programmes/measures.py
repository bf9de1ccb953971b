"""What a row states and what follows from it, each by the name that people know."""

from django.utils.translation import gettext_lazy as _

# What a row of the ledger states, in 천원.
AMOUNTS = ("budget", "executed")

LABELS = {
    "budget": _("예산액"),
    "executed": _("집행액"),
    "rate": _("집행률"),
    "value": _("값"),
}
