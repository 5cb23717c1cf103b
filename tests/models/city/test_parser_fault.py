"""What is wrong with a JSON file, or the head of an article, is told in the operator's language, not the parser's."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handlers.talk.texts import texts
from models.city.articles import _parts
from models.city.ground import _features
from models.city.table import Complaints

HEADS = {
    "title: 工资: 拖欠": "colon",
    "title 工资\nkind: law": "colon",
    "title: 工资\nkind law": "no-colon",
    "title: 工资\n\tkind: law": "tab",
    "title: @工资": "character",
    "title: `工资`": "character",
    'title: "工资"的事': "indent",
    'title: "工资': "string",
    'title: "a\\工资"': "escape",
    "words: [工资, 欠薪": "list",
    "words: {a: 1, b: 2": "braces",
    "title: *工资": "alias",
    "title: !工资": "tag",
    "title: 工资\nto: 2026-02-30": "date",
}
JSON = {
    '{"features": [1 2]}': "comma",
    '{"features" [1]}': "colon",
    "{features: [1]}": "name",
    '{"features": }': "value",
    '{"features": [1]} x': "extra",
    '{"features": ["a]}': "string",
    '{"features": ["a\nb"]}': "control",
    '{"features": ["a\\q"]}': "escape",
}


def _told(read: Callable[[Path, Complaints], object], file: Path, text: str) -> tuple[str, str]:
    """The kind, and how it is said in Chinese."""
    file.write_text(text, encoding="utf-8")
    complaints = Complaints()
    read(file, complaints)
    (complaint,) = complaints.found
    return complaint.args["reason"], texts().in_("zh-CN")(complaint.key, **complaint.args)


@pytest.mark.parametrize("head", HEADS)
def test_what_is_wrong_with_a_head_is_said_in_chinese(tmp_path: Path, head: str) -> None:
    reason, said = _told(_parts, tmp_path / "a.md", f"---\n{head}\n---\n\n正文\n")
    assert reason == HEADS[head]
    assert not re.search("[a-z]{4}", said)


@pytest.mark.parametrize("text", JSON)
def test_what_is_wrong_with_a_json_file_is_said_in_chinese(tmp_path: Path, text: str) -> None:
    reason, said = _told(_features, tmp_path / "districts.geojson", text)
    assert reason == JSON[text]
    assert not re.search("[a-z]{4}", said.replace("JSON", ""))


@pytest.mark.parametrize("text", ['{"features": [1,]}', '{"features": [{"a": 1,}]}'])
def test_a_comma_behind_the_last_value_is_told(tmp_path: Path, text: str) -> None:
    _, said = _told(_features, tmp_path / "districts.geojson", text)
    assert "最后一项后面" in said
