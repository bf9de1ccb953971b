"""The address of whoever sent a request, as far as it can be believed."""

import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """The sender's IP address, in its shortest form; "" where the server was told none.

    Each trusted proxy appends to X-Forwarded-For the address it was spoken to from, so the entry
    counted from the right by ``ALLAUTH_TRUSTED_PROXY_COUNT`` is the first that a proxy of ours
    wrote; what stands left of it the sender may have made up. Without trusted proxies, with fewer
    entries than proxies (somebody went past them) or with an entry that is no address, the
    connection itself is believed.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(entries) >= proxies and (address := _clean(entries[-proxies])):
        return address
    return _clean(connection)


def _clean(text: str) -> str:
    """The address in the text, without port and brackets; "" when there is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        # A socket of both families shows IPv4 like this; networks are written in IPv4. A zone
        # (fe80::1%eth0) belongs to this machine only, and no database column takes it.
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(address).partition("%")[0]
    return str(address)
