"""Pure functions on Korean text, dates, money and working days. They know no model."""
