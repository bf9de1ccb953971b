"""Applications as their applicants and the staff make them: complete, handed in, entered."""

from django.core.files.base import ContentFile

from network.choices import PaperSlot
from network.joining import actions
from network.models import Application, Channel, Paper
from tests.network import factories
from yeongdeungpoever.accounts import consents
from yeongdeungpoever.accounts.models import JOINING_CONSENTS, ConsentMethod


def paper(application: Application, slot: str = PaperSlot.REGISTRATION, kind: str = "pdf") -> Paper:
    """A paper as it lies there after its check."""
    made = Paper(
        application=application,
        slot=slot,
        kind=kind,
        name=f"paper.{kind}",
        size=8,
        digest=f"{application.pk}-{slot}",
        uploaded_by=application.applicant,
    )
    made.file.save(f"x.{kind}", ContentFile(b"%PDF-1.7"), save=False)
    made.save()
    return made


def complete(applicant, **fields) -> Application:
    """A draft that lacks nothing."""
    draft = factories.application(applicant, **fields)
    paper(draft)
    given = consents.give(
        applicant, consents.current_versions(JOINING_CONSENTS), method=ConsentMethod.APPLICATION
    )
    draft.consents.set(given)
    return draft


def submitted(applicant, **fields) -> Application:
    """One that was handed in just now."""
    return actions.submit(complete(applicant, **fields), by=applicant)


ENTRY = {
    "contact_name": "홍길동",
    "contact_email": "contact@saaja.example",
    "contact_telephone": "02-000-0002",
    "consent_noted": True,
}


def entered(by, channel: str = Channel.TELEPHONE, **fields) -> Application:
    """One that staff took down by telephone."""
    facts = factories.FACTS | {
        "name": "사아자복지관",
        "kind": "nonprofit",
        "unit": "head",
        "registration_number": factories.registration_number("102"),
    }
    given = ENTRY | {"facts": facts | fields.pop("facts", {}), "channel": channel} | fields
    return actions.enter_for(by=by, **given)
