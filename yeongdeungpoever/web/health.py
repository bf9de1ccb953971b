"""Alive or ready: what a proxy or a supervisor asks."""

from collections.abc import Callable, Mapping

from django.http import JsonResponse
from django.views.decorators.cache import never_cache

Check = Callable[[], str]


@never_cache
def healthz(request):
    """200 while the process answers."""
    return JsonResponse({"status": "alive"})


@never_cache
def readyz(request, checks: Mapping[str, Check]):
    """200 when every part is well, otherwise 503; names parts, never details.

    A check returns "" when well, otherwise what is wrong in a few words.
    """
    results = {}
    for name, check in checks.items():
        try:
            results[name] = check() or "ok"
        except Exception:  # noqa: BLE001 - whatever fails, the answer is "not ready"
            results[name] = "unavailable"
    ready = all(result == "ok" for result in results.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": results},
        status=200 if ready else 503,
    )
