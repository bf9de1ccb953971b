from django.shortcuts import render
from django.views.decorators.http import require_safe

from .questions import find


@require_safe
def search(request):
    """``/search/?q=…&page=…``"""
    answer = find(request.GET.get("q", ""), request.user, request.GET.get("page", 1))
    return render(request, "search/results.html", {"answer": answer, "query": answer.question})
