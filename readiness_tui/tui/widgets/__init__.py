"""Widgets show nouns and results and post messages; they know model and analysis only."""
