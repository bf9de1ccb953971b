"""Sign-in through Kakao and Naver: there where an installation has their keys, else not at all."""

from typing import Any

_APPS = "yeongdeungpoever.accounts.providers."
# A posted form that is led on to another house needs its hosts (form-action); Kakao leads on once
# more within itself.
_HOSTS = {
    "kakao": ["https://kauth.kakao.com", "https://accounts.kakao.com"],
    "naver": ["https://nid.naver.com"],
}


def providers(
    keys: dict[str, tuple[str, str]],
) -> tuple[list[str], dict[str, dict[str, Any]], list[str]]:
    """Apps, ``SOCIALACCOUNT_PROVIDERS`` and form targets of the houses whose both keys are set."""
    there = {name: pair for name, pair in keys.items() if all(pair)}
    return (
        [_APPS + name for name in there],
        {
            name: {"APPS": [{"client_id": client_id, "secret": secret, "key": ""}]}
            for name, (client_id, secret) in there.items()
        },
        [host for name in there for host in _HOSTS[name]],
    )
