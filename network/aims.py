"""What an organisation works on: pillars of ESG, goals of the UN. Kept as rows, one each."""

from collections.abc import Collection

from yeongdeungpoever.vocabulary.choices import EsgPillar

from .models import Organisation, OrganisationGoal, OrganisationPillar


def set_aims(
    organisation: Organisation, pillars: Collection[str], goals: Collection[int]
) -> list[str]:
    """Bring pillars and goals to these; returns which of the two changed. Call under the
    organisation's lock."""
    changed = []
    had = set(organisation.pillar_rows.values_list("pillar", flat=True))
    if had != set(pillars):
        organisation.pillar_rows.exclude(pillar__in=pillars).delete()
        OrganisationPillar.objects.bulk_create(
            OrganisationPillar(organisation=organisation, pillar=value)
            for value in sorted(set(pillars) - had, key=EsgPillar.values.index)
        )
        changed.append("pillars")
    aims = set(organisation.goal_rows.values_list("goal", flat=True))
    if aims != set(goals):
        organisation.goal_rows.exclude(goal__in=goals).delete()
        OrganisationGoal.objects.bulk_create(
            OrganisationGoal(organisation=organisation, goal=value)
            for value in sorted(set(goals) - aims)
        )
        changed.append("sdgs")
    return changed
