"""Pure functions from nouns to results: scoring, deciding, clearing, comparing, checking, explaining."""
