"""The queue of applications, hung into the back office."""
