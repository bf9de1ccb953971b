"""What people chose: how the notices of each topic come."""

from collections.abc import Mapping

from django.db import transaction

from . import topics
from .models import Preference
from .topics import Delivery, Topic


def delivery_of(user, key: str) -> Delivery:
    """How this person wants the notices of this topic now. Raises LookupError for a topic that no
    app registers."""
    topic = topics.find(key)
    if topic is None:
        raise LookupError(f"No topic is called {key!r}: register it.")
    chosen = Preference.objects.filter(user=user, topic=key).values_list("delivery", flat=True)
    return Delivery(chosen.first() or topic.default)


def choices_of(user) -> list[tuple[Topic, Delivery]]:
    """Every topic that concerns the person, with what holds now: one query, whatever they are."""
    chosen = dict(Preference.objects.filter(user=user).values_list("topic", "delivery"))
    return [
        (topic, Delivery(chosen.get(topic.key, topic.default))) for topic in topics.concerning(user)
    ]


@transaction.atomic
def choose(user, chosen: Mapping[str, Delivery]) -> None:
    """Keep what the person chose, by topic. Raises ValueError for what is no delivery, LookupError
    for what is no topic; then nothing is kept."""
    for key, delivery in chosen.items():
        if topics.find(key) is None:
            raise LookupError(f"No topic is called {key!r}.")
        Preference.objects.update_or_create(
            user=user, topic=key, defaults={"delivery": Delivery(delivery)}
        )


@transaction.atomic
def stop(user, key: str) -> None:
    """No mails of this topic any more; with :data:`ALL_WEEKLY` of every topic that comes weekly.
    What has been written stays in the inbox, as what comes will. Raises LookupError for what is
    no topic."""
    if key != ALL_WEEKLY:
        choose(user, {key: Delivery.SITE})
        return
    # Of every topic, whether it concerns the person just now or not: they asked for silence.
    chosen = dict(Preference.objects.filter(user=user).values_list("topic", "delivery"))
    weekly = [
        topic.key
        for topic in topics.every()
        if chosen.get(topic.key, topic.default) == Delivery.WEEKLY
    ]
    choose(user, dict.fromkeys(weekly, Delivery.SITE))


# What the digest's link stops; no topic can be called so, as theirs have a dot.
ALL_WEEKLY = "weekly"
