"""Where a request comes from."""


def client_address(request) -> str:
    """The address of the connection."""
    return request.META.get("REMOTE_ADDR", "")
