"""How one text is written in YAML: plain, in double quotes or as block text, so that every tool reads a text."""

import re


class Plain(str):
    """A word whose type the schema knows (number, date, yes or no): written without quotes where YAML allows it."""

    __slots__ = ()


# What may stand without quotes after a key: no indicator at the start, no ": ", no " #", no tab, no blank at the ends.
_PLAIN = re.compile(
    r"(?!---|\.\.\.|<<|=)(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,\[\]{}]))(?:[^\s:#]++|:(?=\S)|(?<! )#| ++(?=\S))*"
)
# What YAML 1.1 or 1.2 tools take for something other than text, and a little more to be safe.
_NUMBER_LIKE = re.compile(
    r"[-+]?(?:\.?[0-9][0-9_.,]*(?:e[-+]?[0-9_]*)?|0[xob][0-9a-f_]*|\.inf|\.nan)|[-+]?[0-9][0-9_.,:+tz -]*",
    re.IGNORECASE,
)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"))
_LONGEST_WORD = 5

_UNREADABLE = re.compile("[\ufffe\uffff]")
_ESCAPED = re.compile('[\\\\"\n\t\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\ufffe": "\\uFFFE", "\uffff": "\\uFFFF"}


def inline_text(text: str) -> str:
    """One line of YAML that reads back as the text: plain if no tool could misread it, else in double quotes."""
    if not _PLAIN.fullmatch(text) or _UNREADABLE.search(text):
        return quoted(text)
    if type(text) is Plain:
        return text
    is_word = len(text) <= _LONGEST_WORD and text.lower() in _WORDS
    return quoted(text) if is_word or text[0] == "-" or _NUMBER_LIKE.fullmatch(text) else text


def quoted(text: str) -> str:
    """The text in double quotes on one line; letters and emoji stay readable."""
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES[match.group()], text) + '"'


def block_text(text: str, indent: str) -> str:
    """A text of several lines as a literal block, its lines indented by `indent` (two more than the key); else ''.

    Blank lines get no indentation. The header says what follows the last line, and, where the text itself starts with
    a blank, how far the block is indented.
    """
    if "\n" not in text or not text.strip() or _UNREADABLE.search(text):
        return ""
    chomping = "-" if text[-1] != "\n" else "+" if text[-2] == "\n" else ""
    hint = "2" if text.lstrip("\n")[0] in " \t" else ""
    lines = (text if chomping == "-" else text[:-1]).split("\n")
    return f"|{hint}{chomping}\n" + "\n".join(indent + line if line else "" for line in lines)
