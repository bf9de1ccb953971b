from .mails import MailAdapter


class AccountAdapter(MailAdapter):
    """How accounts come to be. Staff make them; people cannot make their own yet."""

    def is_open_for_signup(self, request):
        return False
