"""Whose address a request has: what a stranger writes into a header does not count."""

import pytest
from django.test import RequestFactory

from yeongdeungpoever.web.client_address import client_address


def _address(settings, proxies, connection="10.0.0.1", forwarded=None):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=connection))


@pytest.mark.parametrize(
    "proxies, forwarded, expected",
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1,203.0.113.9:4711", "203.0.113.9"),
        (2, "127.0.0.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "127.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "2001:0db8::0001", "2001:db8::1"),
        (1, "::ffff:192.0.2.5", "192.0.2.5"),
    ],
)
def test_the_proxy_is_believed_and_the_sender_is_not(settings, proxies, forwarded, expected):
    assert _address(settings, proxies, forwarded=forwarded) == expected


def test_a_unix_socket_tells_no_address(settings):
    assert _address(settings, 0, connection="") == ""


def test_a_zone_is_left_out(settings):
    assert _address(settings, 0, connection="fe80::1%eth0") == "fe80::1"
