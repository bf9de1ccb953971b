from wagtail.models import ReferenceIndex


def index_references(instance, **kwargs) -> None:
    """Note which files a page shows in the moment it is published.

    Wagtail does so in a task; the media door must not wait for the worker.
    """
    ReferenceIndex.create_or_update_for_object(instance)
