"""The back office of figures: screens on which rows are entered, corrected, pasted, confirmed and
compared. The rules stand in ``actions.py`` and ``permissions.py``; here are only their screens."""
