"""``manage.py invite_administrator EMAIL``: how the first administrator comes in."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from yeongdeungpoever.accounts.invitations import invite, renew
from yeongdeungpoever.accounts.models import StaffInvitation, User


class Command(BaseCommand):
    help = (
        "Mails an invitation to become an administrator: the link sets name, password and second "
        "factor, once, within 72 hours. Run again it sends a new link, and the earlier one dies."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="관리자")

    def handle(self, *, email, name, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"{email} is no e-mail address.") from wrong
        if User.objects.filter(email__iexact=email, is_superuser=True, is_active=True).exists():
            raise CommandError(f"{email} is an administrator already.")
        waiting = StaffInvitation.objects.open().filter(email__iexact=email).first()
        if waiting and waiting.role is None:
            renew(waiting, by=None)
        elif waiting:
            raise CommandError(f"{email} has an open invitation as {waiting.role_name}.")
        else:
            invite(email, name, role=None, by=None)
        self.stdout.write(f"An invitation goes to {email}; the link is good for 72 hours.")
