"""Readiness: is this AI agent ready for production, and which of its tasks may run alone?"""

__version__ = "0.1.0"
