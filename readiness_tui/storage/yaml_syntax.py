"""Says in plain words what is wrong with a file that isn't YAML, and where; parsers report where they gave up."""

import re
from collections.abc import Callable

from readiness_tui.model.faults import Fault
from readiness_tui.storage.yaml_events import CollectionStartEvent, MappingStartEvent, ScalarEvent
from readiness_tui.storage.yaml_site import Site, position, site_of
from readiness_tui.storage.yaml_text import conflict_words

QUOTE_IT = "put the text in quotes"
_LONGEST_KEY = 1024
_NO_SPACE_AFTER_COLON = re.compile(r"(\s*(?:- +)*[^\s:'\"#&*!|>@`%{}\[\],-][^\s:]*):(?!//)\S")
_CONFLICT = re.compile(r"\s*(?:<{7,}|={7,}|>{7,}|\|{7,})(?:\s|\Z)")
_NO_SPACE_AFTER_DASH = re.compile(r"(\s*)-[^\s-]")


_Finding = tuple[int, int, str, str]


def syntax_fault(
    error: Exception, text: str, file: str, opened: list[CollectionStartEvent], last: ScalarEvent | None
) -> Fault:
    """Word a parser's error as a fault at the place that has to be corrected.

    `opened` are the collections that hadn't ended, outermost first; `last` is the last scalar that was read.
    """
    site = site_of(error, text, opened, last)
    if site.character == "\t":
        finding = _tab(site)
    else:
        known = f"{getattr(error, 'context', '') or ''}: {site.problem}"
        finding = next((find(site) for pattern, find in _FINDERS if pattern.search(known)), None) or _unknown(site)
    line, column, message, remedy = finding
    return Fault(message, remedy, file, line, column)


def _tab(site: Site) -> _Finding:
    if site.before.strip():
        return site.line, site.column, "a tab stands where a space is needed", "replace the tab by a space"
    message = "this line is indented with a tab, and YAML allows spaces only"
    return site.line, site.column, message, "replace each tab at the start of the line by two spaces"


def _no_start(site: Site) -> _Finding:
    return site.line, site.column, f"a text can't start with '{site.character}'", QUOTE_IT


def _colon_in_brackets(site: Site) -> _Finding:
    colon = site.column + max(0, site.text[site.column - 1 :].find(":"))
    return site.line, colon, "there is no space after the colon", f"write ': ' with a space, or {QUOTE_IT}"


def _no_colon(site: Site) -> _Finding:
    """A line stands among keys and isn't one; the parser notices at the next line."""
    return _keyless_line(site, *site.context)


def _keyless_line(site: Site, line: int, column: int) -> _Finding:
    text = site.lines[line - 1]
    if _CONFLICT.match(text):
        return line, column, *conflict_words(text)
    if missing := _missing_space(text, line):
        return missing
    remedy = "write a colon and a space after the key; or, if it belongs to the text above, indent it"
    return line, column, f"'{text.strip()[:40]}' has no colon after the key", remedy


def _missing_space(text: str, line: int) -> _Finding | None:
    """A colon or a dash that is followed by text at once, which YAML takes as one long word."""
    if dash := _NO_SPACE_AFTER_DASH.match(text):
        return line, dash.end(1) + 1, "there is no space after the dash", "write '- ' with a space, then the text"
    if colon := _NO_SPACE_AFTER_COLON.match(text):
        message = "there is no space after the colon"
        return line, colon.end(1) + 1, message, "write ': ' with a space, then the value"
    return None


def _second_colon(site: Site) -> _Finding:
    """A colon that would start a value where none can be."""
    before = site.before
    if re.search(r"[^\s]:\s", before):
        remedy = "put the text after the first in quotes"
        return site.line, site.column, "a second ': ' in one line starts no value", remedy
    if len(before) > _LONGEST_KEY:
        message = f"this key is longer than {_LONGEST_KEY:,} characters"
        return site.line, _indent(before) + 1, message, "write a short name before the colon"
    if site.last and not site.last.style and site.last.start_mark:
        start, first = position(site.last.start_mark), site.lines[site.last.start_mark.line]
        if start[0] < site.line and not first[: start[1] - 1].strip(" -"):
            return _keyless_line(site, *start)
    remedy = "give it the indentation of the key above; or, if it is all one text, put that in quotes"
    return site.line, _indent(before) + 1, "this line is indented below a key that has a value already", remedy


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _open_quote(site: Site) -> _Finding:
    remedy = "close it with the same quote; within single quotes an apostrophe is written twice"
    return *site.context, "the quote that opens here is never closed", remedy


def _flow(site: Site) -> _Finding:
    """Something other than a comma or the closing bracket in [...] or {...}."""
    opener = _open_bracket(site)
    if opener is None:
        return _unknown(site)
    line, column, bracket, closing = opener
    if not site.character or line != site.line:
        hint = "" if site.is_at_end else f" (at the latest before line {site.line}, column {site.column})"
        return line, column, f"the '{bracket}' that opens here is never closed", f"close it with '{closing}'{hint}"
    message = f"found '{site.character}' where ',' or '{closing}' is expected"
    return site.line, site.column, message, f"close the '{bracket}' of column {column}, or {QUOTE_IT}"


def _open_bracket(site: Site) -> tuple[int, int, str, str] | None:
    """Line, column, bracket and closing bracket of the innermost [ or { that hasn't ended."""
    if not site.opened or not site.opened[-1].flow_style:
        return None
    start = site.opened[-1]
    line, column = position(start.start_mark)
    bracket = site.lines[line - 1][column - 1 : column]
    if bracket not in ("[", "{"):  # a pair without braces within [...]
        bracket = "{" if isinstance(start, MappingStartEvent) else "["
    return line, column, bracket, "]" if bracket == "[" else "}"


def _no_content(site: Site) -> _Finding:
    """A value is expected and something else stands there."""
    opener = _open_bracket(site)
    if opener and (not site.character or site.character == "-"):
        return _flow(site)
    if opener and site.character == ",":
        return site.line, site.column, "a value is missing before ','", "delete the comma or write the value"
    if opener:
        return _flow(site)
    return _no_start(site) if site.character else _unknown(site)


def _no_key(site: Site) -> _Finding:
    """Among the keys of a block stands something that is no key of this level."""
    if site.before.strip():
        return _after_value(site)
    line, column, character = site.line, site.column, site.character
    if character == "-":
        return line, column, "a list starts where a key is expected", "indent the list below its key"
    if character == ":":
        return line, column, "a key is missing before the colon", "write a name before the colon"
    if character and character in "]}":
        return line, column, f"the '{character}' closes nothing", "delete it, or open the bracket before"
    remedy = "start it in the same column as the keys that it belongs to"
    return line, column, "the indentation of this line fits no level above", remedy


def _after_value(site: Site) -> _Finding:
    """Text follows a value that has ended, most often behind a closing quote."""
    line, column = site.line, site.column
    last = site.before.rstrip()[-1:]
    if site.last and site.last.style in ("'", '"') and site.last.end_mark and site.last.start_mark:
        start, end = position(site.last.start_mark), position(site.last.end_mark)
        if start[0] < end[0] == line:
            remedy = "close it where its text ends"
            return *start, f"the quote that opens here is closed only in line {line}", remedy
    if site.character and site.character in "]}":
        return line, column, f"the '{site.character}' closes nothing", f"delete it, or {QUOTE_IT}"
    if last and last in "'\"":
        remedy = "put all of the text in one pair of quotes; within single quotes an apostrophe is written twice"
        return line, column, "text follows the closing quote", remedy
    if last and last in "]}":
        return line, column, "text follows the closing bracket", f"{QUOTE_IT} if the bracket belongs to it"
    return line, column, f"'{site.character}' is not expected here", QUOTE_IT


def _no_dash(site: Site) -> _Finding:
    """Among the members of a list stands something else."""
    if site.before.strip():
        return _after_value(site)
    remedy = "start it with '- ', or give it the indentation of the keys that it belongs to"
    return site.line, site.column, "a list's member is expected here", remedy


def _list_after_key(site: Site) -> _Finding:
    message = "a list can't start in the line of its key"
    return site.line, site.column, message, f"write it in the lines below; or, if it is text, {QUOTE_IT}"


def _escape(site: Site) -> _Finding:
    message = "this backslash starts no escape that YAML knows, and in double quotes it has to"
    is_behind = "unknown" in site.problem and site.character != "\\"  # PyYAML's own parser points behind it
    return site.line, site.column - is_behind, message, "write the backslash twice, or use single quotes"


def _code(site: Site) -> _Finding:
    message = "this escape is no character; half of a surrogate pair can't stand alone"
    return site.line, site.column, message, "write the character itself"


def _block_header(site: Site) -> _Finding:
    sign = site.lines[site.context[0] - 1][site.context[1] - 1 : site.context[1]]
    message = f"after the '{sign}' that starts a block of text nothing may follow in its line"
    return *site.context, message, "write the text in the lines below; or put it in quotes if it starts with this sign"


def _alias_or_anchor(site: Site) -> _Finding:
    line, column = site.context
    sign = site.lines[line - 1][column - 1 : column]
    kind = "an alias" if sign == "*" else "an anchor"
    return line, column, f"'{sign}' starts {kind}, which is not allowed", QUOTE_IT


def _tag(site: Site) -> _Finding:
    return *site.context, "'!' starts a tag, which is not allowed", QUOTE_IT


def _second_document(site: Site) -> _Finding:
    if site.lines[0].startswith("%") and not any(line.startswith("---") for line in site.lines[: site.line]):
        message = "a line that starts with '%' needs a line '---' after it"
        return site.line, site.column, message, "delete the line with '%'"
    return site.line, site.column, "text follows the end of the document", "keep one document in a file, without '...'"


def _directive(site: Site) -> _Finding:
    return site.line, 1, "this line starts with '%', which YAML keeps for itself", "delete the line, or quote the text"


def _unknown(site: Site) -> _Finding:
    return site.line, site.column, f"this is not valid YAML ({site.problem})", "look at this line and the one above"


# The words of libyaml and of PyYAML's own parser, as `context: problem`.
_FINDERS: tuple[tuple[re.Pattern[str], Callable[[Site], _Finding]], ...] = tuple(
    (re.compile(pattern), find)
    for pattern, find in (
        ("cannot start any token", _no_start),
        ("could not find expected ':'", _no_colon),
        ("mapping values are not allowed", _second_colon),
        ("mapping keys are not allowed", _no_start),
        ("found unexpected ':'", _colon_in_brackets),
        ("quoted scalar: found unexpected (end of stream|document)", _open_quote),
        ("unknown escape character|hexa?decimal number", _escape),
        ("invalid Unicode character escape|chr\\(\\)", _code),
        ("scanning an (alias|anchor)", _alias_or_anchor),
        ("scanning a block scalar", _block_header),
        ("directive|incompatible YAML document", _directive),
        ("scanning a tag|parsing a tag|tag handle", _tag),
        ("<document start>", _second_document),
        ("sequence entries are not allowed", _list_after_key),
        ("node content", _no_content),
        ("parsing a flow", _flow),
        ("parsing a block mapping", _no_key),
        ("parsing a block collection", _no_dash),
    )
)
