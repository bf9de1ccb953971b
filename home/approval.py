"""What the end of a review does. Apart from ``workflows``: Wagtail imports it while it builds its
own models, so nothing of Wagtail's may be imported here."""


def publish_reviewed(workflow_state, user=None) -> None:
    """Publish what the review has approved.

    The right to answer a review is the task's: a reviewer publishes by approving and in no other
    way, so the right to publish is not asked for again.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
