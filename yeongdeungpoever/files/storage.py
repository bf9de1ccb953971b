"""Object storage whose files leave through the house's own door, never by a bucket's address."""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class PrivateS3Storage(S3Storage):
    """An S3 bucket that nobody outside may read."""

    def url(self, name, **kwargs):
        """The address at our media door, which asks who may see the file."""
        return settings.MEDIA_URL + filepath_to_uri(name)
