from .applications import (
    Application,
    ApplicationMove,
    Channel,
    Note,
    NumberCounter,
    Paper,
    ReadyText,
    Scan,
)
from .officers import Asked, JoinRequest, Officer, OfficerInvitation, Succession
from .organisations import (
    FormerName,
    Membership,
    Organisation,
    OrganisationGoal,
    OrganisationPillar,
)
from .rules import JoiningRules

__all__ = [
    "Application",
    "ApplicationMove",
    "Asked",
    "Channel",
    "FormerName",
    "JoinRequest",
    "JoiningRules",
    "Membership",
    "Note",
    "NumberCounter",
    "Officer",
    "OfficerInvitation",
    "Organisation",
    "OrganisationGoal",
    "OrganisationPillar",
    "Paper",
    "ReadyText",
    "Scan",
    "Succession",
]
