"""Files that must be refused: what is in them, where the first fault is, and words that its message has to say.

Each row is a mistake that a person, an editor, a merge or an attacker makes. `write_all(folder)` makes them files.
"""

from pathlib import Path
from typing import NamedTuple


class Bad(NamedTuple):
    name: str
    raw: bytes
    line: int
    column: int
    words: str


def _rows(*rows: tuple[str, str | bytes, int, int, str]) -> tuple[Bad, ...]:
    return tuple(
        Bad(name, raw.encode() if isinstance(raw, str) else raw, line, column, words)
        for name, raw, line, column, words in rows
    )


ENCODINGS = _rows(
    ("latin-1", "a: 1\nb: café\n".encode("latin-1"), 2, 7, "not UTF-8 text (byte 0xE9)"),
    ("windows-1252 quotes", b"a: \x93x\x94\n", 1, 4, "not UTF-8"),
    ("bad byte after letters of many bytes", "é: ü".encode() + b"\xff", 1, 5, "0xFF"),
    ("overlong", b"a: \xc0\xaf\n", 1, 4, "not UTF-8"),
    ("cut in the middle of a letter", "a: é".encode()[:-1], 1, 4, "not UTF-8"),
    ("surrogate in UTF-8", b"a: \xed\xa0\x80\n", 1, 4, "not UTF-8"),
    ("beyond Unicode", b"a: \xf4\x90\x80\x80\n", 1, 4, "not UTF-8"),
    ("utf-16 little", b"\xff\xfe" + "a: 1\n".encode("utf-16-le"), 1, 1, "UTF-16"),
    ("utf-16 big", b"\xfe\xff" + "a: 1\n".encode("utf-16-be"), 1, 1, "UTF-16"),
    ("utf-16 little without BOM", "a: 1\nbcd: 2\n".encode("utf-16-le"), 1, 1, "UTF-16 without a byte order mark"),
    ("utf-16 big without BOM", "a: 1\nbcd: 2\n".encode("utf-16-be"), 1, 1, "UTF-16 without a byte order mark"),
    ("utf-16 in Cyrillic", "ключ: да\nеще: нет\n".encode("utf-16-le"), 1, 1, "UTF-16 without a byte order mark"),
    ("utf-32", "a: 1\n".encode("utf-32"), 1, 1, "UTF-32"),
    ("second BOM", b"\xef\xbb\xbfa: \xef\xbb\xbf1\n", 1, 4, "byte order mark U+FEFF"),
    ("a PNG", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, 1, "not UTF-8"),
    ("zeros", b"\0" * 4096, 1, 1, "null character U+0000"),
)

CHARACTERS = _rows(
    ("NUL", "a: x\0y\n", 1, 5, "null character U+0000"),
    ("escape", "a: 1\nb: \x1b[31mred\n", 2, 4, "escape character U+001B"),
    ("bell in a comment", "a: 1 # \x07\n", 1, 8, "bell character U+0007"),
    ("delete", "a: x\x7f\n", 1, 5, "delete character U+007F"),
    ("C1 control sequence introducer", "a: \x9b31m\n", 1, 4, "control character U+009B"),
    ("next line", "a: x\x85y\n", 1, 5, "next-line character U+0085"),
    ("line separator", "a: x\u2028y\n", 1, 5, "line separator U+2028"),
    ("paragraph separator", "a: x\u2029y\n", 1, 5, "paragraph separator U+2029"),
    ("right-to-left override", "a: x\u202ey\n", 1, 5, "right-to-left override U+202E"),
    ("isolate", "a: x\u2066y\n", 1, 5, "left-to-right isolate U+2066"),
    ("left-to-right mark", "a: x\u200e\n", 1, 5, "U+200E"),
    ("Arabic letter mark", "a: x\u061c\n", 1, 5, "U+061C"),
    ("no character", "a: \ufffe\n", 1, 4, "U+FFFE"),
    ("vertical tab", "a: x\x0by\n", 1, 5, "vertical tab U+000B"),
    ("old Mac line ends", "a: 1\rb: 2\r", 1, 5, "carriage return U+000D"),
    ("CR in a CRLF file", "a: 1\r\nb: x\ry\r\n", 2, 5, "carriage return U+000D"),
    ("escape as an escape", 'b: 1\na: "\\e[31m"\n', 2, 4, "escape character U+001B"),
    ("C1 as an escape", 'a: "\\x9b"\n', 1, 4, "U+009B"),
    ("bidi as an escape", 'a: "\\u202e"\n', 1, 4, "right-to-left override U+202E"),
    ("long bidi as an escape", 'a: "\\U0000202e"\n', 1, 4, "U+202E"),
    ("line separator as an escape", 'a: "x\\Ly"\n', 1, 4, "U+2028"),
    ("next line as an escape", 'a: "x\\Ny"\n', 1, 4, "U+0085"),
    ("NUL as an escape in a list", 'a:\n  - "\\0"\n', 2, 5, "null character U+0000"),
    ("CR as an escape", 'a: "x\\r"\n', 1, 4, "carriage return U+000D"),
    ("escape as an escape in a key", '"\\e": 1\n', 1, 1, "escape character U+001B"),
    ("escape behind two backslashes", 'a: "\\\\\\e"\n', 1, 4, "escape character U+001B"),
)

REFUSED = _rows(
    ("duplicate key", "a: 1\nb: 2\na: 3\n", 3, 1, "'a' is there twice"),
    ("duplicate key, one quoted", "a: 1\n'a': 3\n", 2, 1, "'a' is there twice"),
    ("duplicate key, one escaped", 'a: 1\n"\\x61": 3\n', 2, 1, "'a' is there twice"),
    ("duplicate key below", "a:\n  b: 1\n  c: 2\n  b: 3\n", 4, 3, "'b' is there twice"),
    ("duplicate key in braces", "a: {b: 1, b: 2}\n", 1, 11, "'b' is there twice"),
    ("duplicate key in a list", "- a: 1\n  a: 2\n", 2, 3, "'a' is there twice"),
    ("anchor", "a: &x 1\n", 1, 4, "an anchor (&x)"),
    ("anchor of a mapping", "a: &x\n  b: 1\n", 1, 4, "an anchor (&x)"),
    ("anchor of a key", "&x a: 1\n", 1, 1, "anchor"),
    ("alias", "a: 1\nb: *a\n", 2, 4, "an alias (*a)"),
    ("alias as a key", "*a : 1\n", 1, 1, "an alias (*a)"),
    ("alias in a list", "- *a\n", 1, 3, "an alias (*a)"),
    ("merge key", "a:\n  <<: {b: 1}\n", 2, 3, "a merge key (<<)"),
    ("tag", "a: !!int 1\n", 1, 4, "a tag (!!int)"),
    ("tag of Python", "a: !!python/object/apply:os.system ['true']\n", 1, 4, "a tag (!!python/object/apply:os.system)"),
    ("own tag", "a: !secret x\n", 1, 4, "a tag (!secret)"),
    ("tag in full", "a: !<tag:yaml.org,2002:str> x\n", 1, 4, "a tag (!<tag:yaml.org,2002:str>)"),
    ("tag without a name", "a: ! x\n", 1, 4, "a tag (!)"),
    ("tag without a name or value", "a: !\n", 1, 4, "a tag (!)"),
    ("tag without a name on a list", "a: ! [x]\n", 1, 4, "a tag (!)"),
    ("tag in a set", "a: !!set {x, y}\n", 1, 4, "a tag (!!set)"),
    ("two documents", "a: 1\n---\nb: 2\n", 2, 1, "a second document"),
    ("two documents, both marked", "---\na: 1\n---\nb: 2\n", 3, 1, "a second document"),
    ("text after the end", "a: 1\n...\nb: 2\n", 3, 1, "text follows the end of the document"),
    ("list as a key", "? [a, b]\n: 1\n", 1, 3, "a key has to be text"),
    ("mapping as a key", "{a: 1}: 2\n", 1, 1, "a key has to be text"),
    ("no key", "? \n: 1\n", 1, 2, "a key is missing"),
    ("too deep in brackets", "[" * 65 + "]" * 65, 1, 65, "deeper than 64 levels"),
    ("too deep for a parser that looks ahead", "a: " + "[" * 1100 + "]" * 1100, 1, 67, "deeper than 64 levels"),
    ("too deep and never closed", "a: 1\nb: [{" + '"c": [' * 900, 2, 192, "deeper than 64 levels"),
    ("too deep in blocks", "".join(" " * level + "a:\n" for level in range(70)), 65, 65, "deeper than 64 levels"),
    ("too deep in dashes", "- " * 100 + "x\n", 1, 129, "deeper than 64 levels"),
    ("too big", b"# " + b"x" * 5_000_000, 1, 1, "too big"),
    ("too many values", "- a\n" * 200_001, 200_000, 3, "over 200,000 values"),
)

MERGES = _rows(
    ("conflict", "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", 2, 1, "unresolved git merge"),
    (
        "conflict with CRLF",
        "a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> x\r\n",
        2,
        1,
        "unresolved git merge",
    ),
    ("conflict in a note", "n: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> o\n", 3, 1, "unresolved git merge"),
    (
        "conflict in diff3 style",
        "<<<<<<< a\nb: 1\n||||||| c\nb: 0\n=======\nb: 2\n>>>>>>> d\n",
        1,
        1,
        "unresolved git merge",
    ),
    ("conflict, indented", "a:\n  <<<<<<< HEAD\n  b: 1\n  =======\n  b: 2\n", 2, 3, "unresolved git merge"),
    ("conflict with long markers", "a: 1\n<<<<<<<<<< HEAD\nb: 1\n==========\n", 2, 1, "unresolved git merge"),
    ("end of a conflict left", "a: 1\n>>>>>>> other\nb: 2\n", 2, 1, "unresolved git merge"),
    ("middle of a conflict left", "a: 1\n=======\n", 2, 1, "unresolved git merge"),
)

SYNTAX = _rows(
    ("tab as indentation", "a:\n\tb: 1\n", 2, 1, "indented with a tab"),
    ("tab after spaces", "a:\n  b:\n  \tc: 1\n", 3, 3, "indented with a tab"),
    ("tab before a list", "a:\n\t- b\n", 2, 1, "indented with a tab"),
    ("tab before the first key", "\ta: 1\n", 1, 1, "indented with a tab"),
    ("tab below a value", "a: 1\n\tb: 2\n", 2, 1, "indented with a tab"),
    ("tab in block text", "a: |\n\tx\n", 2, 1, "indented with a tab"),
    ("tab in a CRLF file", "a:\r\n\tb: 1\r\n", 2, 1, "indented with a tab"),
    ("tab behind a dash", "-\t- a\n", 1, 2, "a tab stands where a space is needed"),
    ("no colon", "a: 1\nb\nc: 2\n", 2, 1, "'b' has no colon after the key"),
    ("no colon below", "a:\n  b\n  c: 2\n", 2, 3, "'b' has no colon after the key"),
    ("no space after the colon", "a: 1\nb:2\nc: 3\n", 2, 2, "no space after the colon"),
    ("no space after the last colon", "a: 1\nb:2\n", 2, 2, "no space after the colon"),
    ("no space after the colon below", "a:\n  b:1\n  c: 2\n", 2, 4, "no space after the colon"),
    ("no space after a dash", "a:\n  - b\n  -c\n", 3, 3, "no space after the dash"),
    ("two colons", "a: see: this\n", 1, 7, "a second ': ' in one line"),
    ("indented below a value", "a: 1\n  b: 2\n", 2, 3, "below a key that has a value already"),
    ("a colon in a text of many lines", "a: one\n  two\n  so: three\n", 3, 3, "below a key that has a value already"),
    ("double quote not closed", 'a: "x\nb: 1\n', 1, 4, "the quote that opens here is never closed"),
    ("single quote not closed", "a: 'x\nb: 1\n", 1, 4, "the quote that opens here is never closed"),
    ("quote closed by the next one", 'a: "x\nb: "y"\nc: 1\n', 1, 4, "closed only in line 2"),
    ("quote closed by the end marker", 'a: "x\n---\n"\n', 1, 4, "the quote that opens here is never closed"),
    ("apostrophe in single quotes", "a: 'it's'\n", 1, 8, "text follows the closing quote"),
    ("text after quotes", 'a: "x" y\n', 1, 8, "text follows the closing quote"),
    ("bracket not closed", "a: [1, 2\nb: 3\n", 1, 4, "the '[' that opens here is never closed"),
    ("brace not closed", "a: {b: 1\nc: 3\n", 1, 4, "the '{' that opens here is never closed"),
    ("bracket not closed at the end", "a: 1\nb: [1, 2", 2, 4, "the '[' that opens here is never closed"),
    ("only a brace", "{", 1, 1, "the '{' that opens here is never closed"),
    ("wrong closing bracket", "a: [1, 2}\n", 1, 9, "found '}' where ',' or ']' is expected"),
    ("brace too many", "a: {b: 1}}\n", 1, 10, "the '}' closes nothing"),
    ("two commas", "a: [1,,2]\n", 1, 7, "a value is missing before ','"),
    ("text after a bracket", "a: [x] y\n", 1, 8, "text follows the closing bracket"),
    ("indentation between two levels", "a:\n    b: 1\n  c: 2\n", 3, 3, "fits no level above"),
    ("block text indented too little", "a: |\n  x\n y\nb: 1\n", 3, 2, "fits no level above"),
    ("key among dashes", "a:\n  - b\n  c: 1\n", 3, 3, "a list's member is expected"),
    ("dash among keys", "a: 1\n- b\n", 2, 1, "a list starts where a key is expected"),
    ("list behind a key", "a: - b\n", 1, 4, "a list can't start in the line of its key"),
    ("colon alone", ": 1\n", 1, 1, "a key is missing"),
    ("question mark behind a key", "a: ? b\n", 1, 4, "a text can't start with '?'"),
    ("at sign", "a: @ana\n", 1, 4, "a text can't start with '@'"),
    ("backtick", "a: `x`\n", 1, 4, "a text can't start with '`'"),
    ("percent", "a: %x\n", 1, 4, "a text can't start with '%'"),
    ("Markdown bold", "a: **bold**\n", 1, 4, "'*' starts an alias"),
    ("ampersand", "a: & more\n", 1, 4, "'&' starts an anchor"),
    ("tag that doesn't end", "a: !<x y\n", 1, 4, "'!' starts a tag"),
    ("unknown tag handle", "a: !x!y z\n", 1, 4, "'!' starts a tag"),
    ("greater than", "a: >5 ms\n", 1, 4, "after the '>'"),
    ("text behind a bar", "a: | x\n", 1, 4, "after the '|'"),
    ("Windows path", 'a: "C:\\users"\n', 1, 9, "backslash"),
    ("half a surrogate pair", 'a: 1\nb: "\\ud800"\n', 2, 7, "half of a surrogate pair"),
    ("key too long", "k" * 1100 + ": 1\n", 1, 1, "longer than 1,024 characters"),
    ("directive", "%YAML 9.9\n---\na: 1\n", 1, 1, "starts with '%'"),
    ("directive that declares a tag", "# x\n%TAG ! tag:x,2000:\n---\na: 1\n", 2, 1, "starts with '%'"),
    ("unknown directive", "%FOO\n---\na: 1\n", 1, 1, "starts with '%'"),
    ("escape beyond Unicode", 'a: "\\U00110000"\n', 1, 7, "this escape is no character"),
    ("escape of ten digits of the largest number", 'a: "\\UFFFFFFFF00"\n', 1, 7, "this escape is no character"),
    ("surrogates in a second line", 'a: "x\n  y\\ud83d\\ude00"\n', 2, 6, "this escape is no character"),
)

BAD = ENCODINGS + CHARACTERS + REFUSED + MERGES + SYNTAX

BOMBS: dict[str, bytes] = {
    "a hundred thousand open brackets": b"[" * 100_000,
    "a hundred thousand open braces": b"{" * 100_000,
    "pairs within pairs": b"{a: " * 100_000,
    "dashes": b"- " * 100_000,
    "questions": b"? " * 100_000,
    "brackets behind keys": b"a: [" * 50_000,
    "aliases that double": b"a0: &a0 [x, x]\n"
    + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 60)),
    "a merge that contains itself": b"a: &a\n  <<: *a\n",
    "a million short values": b"- a\n" * 1_000_000,
    "one flat line": b"[" + b"a," * 2_000_000 + b"]",
    "the same key again and again": b"a: 1\n" * 99_000,
    "control characters everywhere": b"a\x01" * 2_000_000,
    "bad bytes everywhere": b"a\xff" * 2_000_000,
    "conflicts everywhere": b"<<<<<<< x\n" * 400_000,
    "quotes": b'"' * 4_000_000,
    "bangs": b"! " * 2_000_000,
    "backslashes": b'a: "' + b"\\" * 4_000_001 + b'"',
    "one long key": b"a" * 4_000_000 + b": 1",
    "one long word below a key": b"a: 1\n" + b"b" * 4_000_000,
    "spaces": b"a: 1\n" + b" " * 4_000_000 + b"b: 1",
    "colons": b"a: " * 1_500_000,
    "empty lines in a broken quote": b'a: "' + b"\n" * 4_000_000,
    "percent signs": b"%" * 4_000_000,
}


def write_all(folder: Path) -> None:
    """Write each row as `NN-name.yaml`, for trying a command on them."""
    for number, bad in enumerate(BAD):
        (folder / f"{number:03}-{bad.name.replace(' ', '-').replace(',', '')}.yaml").write_bytes(bad.raw)
