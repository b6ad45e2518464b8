"""The only room that imports jinja2 and markdown_it; template texts arrive as arguments."""
