"""Placeholder until the reader's helper lands."""


def first_refused(text: str) -> tuple[int, str] | None:
    """Index and name of the first character that is refused."""
    return None
