from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """allauth's form without placeholders: they repeat the labels and vanish while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
