"""The form of choices: one question a topic."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .topics import Delivery, Topic


class ChoicesForm(forms.Form):
    """How the notices of each of these topics are to come. ``chosen()`` gives it by topic."""

    def __init__(self, *args, choices: list[tuple[Topic, Delivery]], **kwargs):
        super().__init__(*args, **kwargs)
        self._topics = {f"topic-{place}": topic for place, (topic, _now) in enumerate(choices)}
        for name, (topic, now) in zip(self._topics, choices, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=str(topic.label),
                help_text=str(topic.help),
                choices=Delivery.choices,
                initial=now,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("받는 방법을 골라 주세요."),
                    "invalid_choice": _("받는 방법을 골라 주세요."),
                },
            )

    def chosen(self) -> dict[str, Delivery]:
        """What was chosen, by the topic's key."""
        return {
            topic.key: Delivery(self.cleaned_data[name]) for name, topic in self._topics.items()
        }
