from .copies import OwnDataCopy
from .office import Department, OfficeContact
from .people import User, UserManager
from .policies import (
    JOINING_CONSENTS,
    OPTIONAL_CONSENTS,
    REQUIRED_CONSENTS,
    Consent,
    ConsentMethod,
    PolicyKind,
    PolicyVersion,
)
from .staff import RightsChange, StaffInvitation

__all__ = [
    "JOINING_CONSENTS",
    "OPTIONAL_CONSENTS",
    "REQUIRED_CONSENTS",
    "Consent",
    "ConsentMethod",
    "Department",
    "OfficeContact",
    "OwnDataCopy",
    "PolicyKind",
    "PolicyVersion",
    "RightsChange",
    "StaffInvitation",
    "User",
    "UserManager",
]
