"""A shared cache that may be away."""

import logging
import time

from django.core.cache.backends import redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

_AWAY = (RedisError, OSError)
_SAY_EVERY = 60  # seconds


class RedisCache(redis.RedisCache):
    """Django's Redis cache, which answers as if it were empty while the server is away.

    So pages are made anew (they fail open), while nothing can be added or counted: a lock that
    ``add`` does not give is not held, and allauth refuses the attempt (limits fail closed).
    ``/readyz`` tells of it, as a value that was set cannot be read.
    """

    def __init__(self, server, params):
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 1)  # seconds
        options.setdefault("socket_timeout", 2)
        super().__init__(server, params)

    def add(self, *args, **kwargs):
        return self._or(False, super().add, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

    def set(self, *args, **kwargs):
        return self._or(None, super().set, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._or({}, super().get_many, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._or(False, super().has_key, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        """Raise ValueError for a missing key, as every cache does, and while the server is away."""
        try:
            return super().incr(key, delta, version)
        except _AWAY as error:
            self._say()
            raise ValueError(key) from error

    def set_many(self, data, *args, **kwargs):
        return self._or(list(data), super().set_many, data, *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._or(None, super().delete_many, *args, **kwargs)

    def clear(self):
        return self._or(False, super().clear)

    def _or(self, otherwise, method, *args, **kwargs):
        try:
            return method(*args, **kwargs)
        except _AWAY:
            self._say()
            return otherwise

    _said_at = float("-inf")

    @classmethod
    def _say(cls):
        now = time.monotonic()
        if now - cls._said_at > _SAY_EVERY:
            cls._said_at = now
            logger.exception("cache away")
