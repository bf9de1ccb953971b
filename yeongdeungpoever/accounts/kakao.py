"""Telling Kakao that somebody has left, so that it forgets the connection too.

Off unless ``KAKAO_ADMIN_KEY`` is set: the one call of the house to another host, and only from
the worker. Kakao asks for it at a withdrawal (카카오 로그인 REST API, 연결 끊기).
"""

import urllib.parse
import urllib.request

from django.conf import settings
from django.tasks import task

UNLINK = "https://kapi.kakao.com/v1/user/unlink"
_SECONDS = 10


def is_on() -> bool:
    """Whether this installation tells Kakao."""
    return bool(settings.KAKAO_ADMIN_KEY)


@task
def unlink(number: str) -> None:
    """End the connection of the Kakao user of this number.

    Raises OSError where Kakao does not answer or refuses; the worker tries again.
    """
    request = urllib.request.Request(
        UNLINK,
        data=urllib.parse.urlencode({"target_id_type": "user_id", "target_id": number}).encode(),
        headers={"Authorization": f"KakaoAK {settings.KAKAO_ADMIN_KEY}"},
    )
    with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
        pass
