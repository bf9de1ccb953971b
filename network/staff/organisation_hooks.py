"""Organisations, hung into the back office."""
