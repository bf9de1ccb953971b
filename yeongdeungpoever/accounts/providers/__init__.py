"""Sign-in through other houses: apps that ``settings/providers.py`` adds with their keys."""
