"""Whoever writes a city pack has its README alone: what it shows is a pack, and it names all that can be written."""

import ast
import re
from pathlib import Path

import pytest

from bot.commands.city_pack import read_pack
from bot.settings import SAMPLE_CITY
from tests.world.processes.product import ROOT

README = (SAMPLE_CITY / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Every example of it, in its file."""
    for name, text in re.findall(r"```toml\n# (\S+)\n(.*?)```", README, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for kind, name in (("json", "districts.geojson"), ("csv", "places.csv"), ("markdown", "articles/pay_late.md")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)[0], encoding="utf-8")
    return tmp_path


async def test_its_examples_together_are_a_pack_without_a_fault(pack: Path) -> None:
    read = await read_pack(pack)
    city = read.city
    assert (len(read.articles), read.places and read.places.rows, list(city.events)) == (1, 2, ["first_aid"])
    assert {*city.departments, *city.platforms} == {"social_work", "human_resources", "meituan"}
    assert city.titles["en"] == "郑州市", "what has no English is said in Chinese"
    for optional in ("calendar.toml", "intents.toml", "search_words.toml", "benefits.toml", "canned_answers.toml"):
        (pack / optional).unlink()
        await read_pack(pack)


def test_it_names_every_field_that_a_file_may_have() -> None:
    fields: set[str] = set()
    for file in (ROOT / "models").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "only":
                fields |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    fields -= {"way", "template_id", "fields", "a_day"}  # wechat.toml is described beside the account
    assert len(fields) > 50
    assert {each for each in fields if not re.search(rf"\b{each}\b", README)} == set()
