"""What the network adds to the back office. Each part registers its own hooks when imported."""

from .staff import organisation_hooks, queue_hooks

__all__ = ["organisation_hooks", "queue_hooks"]
