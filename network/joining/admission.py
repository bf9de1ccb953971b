"""An approved application becomes a member: organisation, membership, manager, logo."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.log_actions import log

from yeongdeungpoever.files.content import UNREADABLE, without_metadata

from ..acts import Refused
from ..aims import set_aims
from ..choices import PaperSlot, Role
from ..models import Application, Membership, Organisation, Paper
from ..people import actions as people
from ..people import duties as people_duties
from .logs import ADMIT
from .recording import change

ALREADY = gettext_lazy("같은 번호, 같은 구분, 같은 이름의 기관이 이미 참여하고 있어요.")
_SUFFIXES = {"JPEG": "jpg", "PNG": "png"}


def admit(application: Application, *, by) -> Organisation:
    """Make the organisation and its membership; the applicant becomes its manager.

    One that was a member before comes back under the same record. Where staff entered the
    application for somebody, its contact is invited by mail as the manager; without an address
    staff get the duty of finding one. Raises Refused when this very unit is a member already.
    """
    try:
        with transaction.atomic():
            organisation = _organisation(application)
            Membership.objects.create(organisation=organisation, application=application)
    except IntegrityError:
        raise Refused(ALREADY) from None
    change(application, organisation=organisation)
    set_aims(organisation, application.pillars, application.sdgs)
    _manager(organisation, application, by)
    organisation.refresh_from_db()
    # Last, as a picture that was written stays when what comes after it fails.
    _logo(organisation, application, by)
    log(
        instance=organisation,
        action=ADMIT,
        user=by,
        data={"organisation": str(organisation.key), "application": str(application.key)},
    )
    return organisation


def is_member_already(application: Application) -> bool:
    """Whether this very unit (number, unit, name) takes part now, suspended or not."""
    found = Organisation.objects.same_unit(application).first()
    return found is not None and found.memberships.open().exists()


def _organisation(application: Application) -> Organisation:
    """A new record, or the one of an earlier stay with the facts of today."""
    facts = application.facts()
    found = Organisation.objects.same_unit(application).first()
    if found is None:
        return Organisation.objects.create(**facts, unmanaged_since=timezone.now())
    now = Organisation.objects.select_for_update().get(pk=found.pk)
    if now.memberships.open().exists():
        raise Refused(ALREADY)
    for name, value in facts.items():
        setattr(now, name, value)
    now.save()
    return now


def _logo(organisation: Organisation, application: Application, by) -> None:
    """The uploaded logo becomes a picture of the site; one that cannot be read is left out."""
    paper = application.papers.here().filter(slot=PaperSlot.LOGO).last()
    picture = _picture(paper) if paper else None
    if picture is None:
        return
    image = get_image_model()(
        title=organisation.name[:255],
        description=_("%(name)s 로고") % {"name": organisation.name},
        credit=organisation.name,
        uploaded_by_user=by,
    )
    image.file.save(picture.name, picture, save=False)
    image._set_image_file_metadata()
    image.save()
    organisation.logo = image
    organisation.save(update_fields=["logo"])


def _picture(paper: Paper) -> ContentFile | None:
    try:
        with paper.file.open() as file:
            content = without_metadata(file.read())
        with Picture.open(BytesIO(content)) as picture:
            suffix = _SUFFIXES.get(picture.format or "")
    except (*UNREADABLE, OSError):
        return None
    return ContentFile(content, name=f"logo-{paper.key.hex[:12]}.{suffix}") if suffix else None


def _manager(organisation: Organisation, application: Application, by) -> None:
    if application.applicant is not None:
        people.add_officer(organisation, application.applicant, Role.MANAGER, by=by)
        return
    if application.contact_email and not organisation.managers:
        try:
            with transaction.atomic():
                people.invite(organisation, application.contact_email, Role.MANAGER, by=by)
            return
        except Refused:
            # Invited already, or an officer of an earlier stay: staff see to it.
            pass
    if not organisation.managers:
        people_duties.managers_went(organisation)
