"""The built-in templates that make a whole document; the others are parts of them."""

HTML_TEMPLATE, MARKDOWN_TEMPLATE = "report.html.j2", "report.md.j2"
TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE = "team.html.j2", "team.md.j2"
TEMPLATES = (HTML_TEMPLATE, MARKDOWN_TEMPLATE, TEAM_HTML_TEMPLATE, TEAM_MARKDOWN_TEMPLATE)
BUILT_IN = "built-in"
