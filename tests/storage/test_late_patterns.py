"""A library's patterns are compiled when they are used; the library works as ever."""

import re
import subprocess
import sys

from readiness_tui.storage.late_patterns import LatePattern, late_patterns

COMPILED = """
import re._compiler
compiled, now = [], re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: compiled.append(pattern) or now(pattern, flags)
from readiness_tui.storage.yaml_reader import read_tree
from yaml.reader import Reader
print(read_tree(b"day: 2026-11-22"))
print(Reader.NON_PRINTABLE._words[0] in compiled)
import yaml
print(yaml.load("day: 2026-11-22", yaml.SafeLoader))
print(Reader.NON_PRINTABLE._words[0] in compiled)
"""


def test_reading_a_file_compiles_no_pattern_of_the_parser_in_python_and_that_parser_still_works() -> None:
    done = subprocess.run([sys.executable, "-c", COMPILED], capture_output=True, text=True)
    read, before, loaded, after = done.stdout.splitlines()
    assert (read, before) == ("{'day': '2026-11-22'}", "False")
    assert (loaded, after) == ("{'day': datetime.date(2026, 11, 22)}", "True")


def test_only_the_package_named_gets_its_patterns_later_and_only_meanwhile() -> None:
    module = {"__name__": "library.part"}
    with late_patterns("library"):
        exec("import re; word = re.compile('[A-Z]+')", module)
        ours = re.compile("[a-z]+")
    assert type(module["word"]) is LatePattern
    assert type(ours) is type(re.compile("[0-9]+")) is re.Pattern


def test_a_pattern_of_later_answers_as_the_compiled_one_does() -> None:
    late = LatePattern("b(.)", re.IGNORECASE)
    assert late.sub(r"\1", "aBc") == "ac"
    assert late.pattern == "b(.)"
    assert late.search("aBc")[1] == late.search("abc")[1] == "c"
