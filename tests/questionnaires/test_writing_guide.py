"""Every YAML block of the guide to writing a questionnaire can be loaded, and has no fault."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults

GUIDE = Path(__file__).parent.parent.parent / "docs" / "questionnaires.md"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_guide_shows_a_whole_file_first() -> None:
    assert len(BLOCKS) > 5
    assert questionnaire_file_faults(BLOCKS[0].encode(), "guide") == ()


@pytest.mark.parametrize("number", range(1, len(BLOCKS)))
def test_a_part_of_the_guide_makes_a_whole_file_with_the_keys_that_it_leaves_out(number: int) -> None:
    whole = yaml.load(BLOCKS[0], yaml.BaseLoader)
    part = yaml.load(BLOCKS[number], yaml.BaseLoader)
    if "sections" in part:
        del whole["answer_sets"]
    found = questionnaire_file_faults(json.dumps({**whole, **part}).encode(), "guide")
    assert found == (), list(map(str, found))
