"""Where papers lie: a folder of their own with unguessable names, behind the media door."""

import uuid

FOLDER = "papers"


def paper_path(instance, filename: str) -> str:
    """``papers/<random>.<kind>``; nothing of the uploader's own name."""
    return f"{FOLDER}/{uuid.uuid4().hex}.{instance.kind}"
