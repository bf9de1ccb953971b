"""Turns the service addresses of the environment into Django settings."""

from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def mailers(url: str) -> dict:
    """``MAIL_URL`` → ``MAILERS``.

    Accepts ``smtp://user:password@host:587?tls=1``, ``smtps://…:465``, ``console://`` and
    ``file:///folder``. Raises ImproperlyConfigured on anything else.
    """
    parts = urlsplit(url)
    backend = "django.core.mail.backends."
    match parts.scheme:
        case "smtp" | "smtps":
            options = dict(parse_qsl(parts.query))
            return {
                "default": {
                    "BACKEND": backend + "smtp.EmailBackend",
                    "OPTIONS": {
                        "host": parts.hostname or "localhost",
                        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
                        "username": unquote(parts.username or ""),
                        "password": unquote(parts.password or ""),
                        "use_tls": parts.scheme == "smtp" and options.get("tls", "1") == "1",
                        "use_ssl": parts.scheme == "smtps",
                        "timeout": int(options.get("timeout", "10")),
                    },
                }
            }
        case "console":
            return {"default": {"BACKEND": backend + "console.EmailBackend"}}
        case "file":
            return {
                "default": {
                    "BACKEND": backend + "filebased.EmailBackend",
                    "OPTIONS": {"file_path": parts.path},
                }
            }
    raise ImproperlyConfigured(
        "MAIL_URL must look like smtp://user:password@host:587, smtps://…, console:// or file:///…"
    )


def media_storage(url: str, storages: dict) -> dict:
    """``STORAGE_URL`` → the default storage.

    Empty keeps the file system; ``s3://key:secret@endpoint/bucket?region=…&tls=0`` means any S3
    server. Raises ImproperlyConfigured on anything else.
    """
    if not url:
        return storages["default"]
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not bucket or not parts.hostname:
        raise ImproperlyConfigured("STORAGE_URL must look like s3://key:secret@endpoint/bucket")
    options = dict(parse_qsl(parts.query))
    port = f":{parts.port}" if parts.port else ""
    scheme = "http" if options.get("tls") == "0" else "https"
    return {
        "BACKEND": "yeongdeungpoever.files.storage.PrivateS3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "region_name": options.get("region", "us-east-1"),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
