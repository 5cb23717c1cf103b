"""Whoever writes a pack is told everything at once, in their language; and need not write what can be left out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.city_pack import pack_lines, read_pack
from handlers.talk.texts import texts
from models.city.pack import BadCityPack, load_city
from models.city.table import LONGEST_KEY, Complaints, PackTable
from models.storage.database import Database
from tests.models.city.test_pack_readme import pack as pack  # the pack of the README, in a folder

PLACES = "code,kind,name,latitude,longitude,district,address,needs,hours,phone,note\n"


def change(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text(encoding="utf-8")
    assert old in text, (name, old)
    (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")


async def lines(pack: Path, locale: str = "zh-CN", database: Database | None = None) -> list[str]:
    """What is said of a pack that cannot be used, but for the head."""
    with pytest.raises(BadCityPack) as caught:
        await read_pack(pack, database)
    return [line.removeprefix(f"{pack}/") for line in pack_lines(caught.value, texts().in_(locale))][1:]


async def test_every_fault_of_every_file_and_row_is_told_at_once(pack: Path) -> None:
    change(pack, "city.toml", "sample = false", 'sample = "no"')
    change(pack, "needs.toml", 'emoji = "🚻"', 'emoji = "wc"')
    change(pack, "departments.toml", "titles =", "title =")
    change(pack, "case_types.toml", "answer_days = 5", "answer_days = 500")
    change(pack, "case_types.toml", "retention_days", "retention")
    change(pack, "events.toml", '"training"', '"course"')
    change(pack, "benefits.toml", "event:training", "event:party")
    change(pack, "articles/pay_late.md", "topics: [pay]", "topics: [money]")
    change(pack, "places.csv", "厕所|喝水", "厕所|桑拿")
    said = await lines(pack)
    for file, what in (
        ("city.toml，第 4 行，sample", "true"),
        ("needs.toml，第 2 行，toilet.emoji", "表情符号"),
        ("departments.toml，第 2 行，social_work.title", "是不是 titles？"),
        ("case_types.toml，第 30 行，types.unpaid_pay.answer_days", "1 到 60"),
        ("case_types.toml，第 31 行，types.unpaid_pay.retention", "是不是 retention_days？"),
        ("events.toml，第 2 行，first_aid.kind", "training, health_check"),
        ("benefits.toml，第 12 行，items.body_check.action", "event:party"),
        ("articles/pay_late.md，第 6 行，topics", "可以写：pay"),
        ("places.csv", "桑拿"),
    ):
        assert any(
            re.sub(r"第 \d+ 行", "", line).startswith(re.sub(r"第 \d+ 行", "", file)) and what in line for line in said
        ), file
    assert len(said) == 9, "and nothing that only follows from those"
    assert not any(re.search(r"\b(?:the|is not|Write|Known)\b", line) for line in said), "all of it in Chinese"
    assert len(await lines(pack, "en")) == 9


async def test_a_file_that_cannot_be_read_hides_no_other_fault_and_brings_none(pack: Path) -> None:
    change(pack, "departments.toml", "[social_work]", "[social_work")
    change(pack, "districts.geojson", '"features"', '"features')
    change(pack, "articles/pay_late.md", "topics: [pay]", "topics: [pay")
    change(pack, "events.toml", "seats = 20", "seat = 20")
    (pack / "topics.toml").write_bytes("[pay]\ntitles = '工资'".encode("gb18030"))
    said = await lines(pack)
    assert sorted(line.split("，")[0].split("：")[0] for line in said) == [
        "articles/pay_late.md",
        "departments.toml",
        "districts.geojson",
        "events.toml",
        "topics.toml",
    ]


@pytest.mark.parametrize("name", ["city.toml", "needs.toml", "districts.geojson"])
async def test_a_file_that_a_pack_needs_is_named(pack: Path, name: str) -> None:
    (pack / name).unlink()
    assert await lines(pack) == [f"{name}：没有这个文件，城市包里要有它。"]


async def test_an_empty_folder_is_told_what_it_needs(tmp_path: Path) -> None:
    assert len(await lines(tmp_path)) == 3


def _languages(value: object, path: str = "") -> Iterator[str]:
    """Where English stands in a file of TOML."""
    for key, each in value.items() if isinstance(value, dict) else ():
        if key == "en":
            yield path
        yield from _languages(each, f"{path}.{key}")


async def test_english_can_be_left_out_everywhere(tmp_path: Path) -> None:
    """The whole sample city without a word of English."""
    import shutil
    import tomllib

    from bot.settings import SAMPLE_CITY

    shutil.copytree(SAMPLE_CITY, tmp_path / "pack")
    for file in (tmp_path / "pack").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(
            r'(?s)(,\s*|\n\s*)(?:\w+\.)?en = (?:"[^"]*"|\[.*?\])', lambda found: "" if "," in found[1] else "\n", text
        )
        assert not list(_languages(tomllib.loads(text))), file
        file.write_text(text, encoding="utf-8")
    geojson = tmp_path / "pack" / "districts.geojson"
    districts = json.loads(geojson.read_text(encoding="utf-8"))
    for each in districts["features"]:
        each["properties"]["titles"] = each["properties"]["titles"]["zh-CN"]
    geojson.write_text(json.dumps(districts), encoding="utf-8")
    for file in (tmp_path / "pack" / "articles").glob("*.en.md"):
        file.unlink()
    city = (await read_pack(tmp_path / "pack")).city
    for titles in (*(each.titles for each in city.kinds.values()), *(each.titles for each in city.case_types.values())):
        assert titles["en"] == titles["zh-CN"]
    assert {each.hours["en"] for each in city.departments.values()} == {
        each.hours["zh-CN"] for each in city.departments.values()
    }
    assert city.needs["toilet"].words["en"] == city.needs["toilet"].words["zh-CN"]


def test_a_language_that_is_none_is_named(pack: Path) -> None:
    change(pack, "city.toml", 'titles = "郑州市"', 'titles = { zh = "郑州市" }')
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    (only,) = caught.value.complaints
    assert (only.path, only.args["near"]) == ("titles.zh", "zh-CN")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("tittles", "titles"), ("name", "titles"), ("emojy", "emoji"), ("word", "words"), ("xyz", "")],
)
def test_a_misspelt_field_is_named_with_the_one_that_is_meant(pack: Path, written: str, meant: str) -> None:
    found = Complaints()
    PackTable(pack, "", {written: 1}, found).only("emoji", "titles", "words")
    (complaint,) = found.found
    assert (complaint.args["near"], complaint.args["known"]) == (meant, "emoji, titles, words")


@pytest.mark.parametrize("key", ["gb410105", "410105", "a" * LONGEST_KEY, "x_1"])
async def test_a_key_can_have_digits_and_be_long(pack: Path, key: str) -> None:
    for name in ("districts.geojson", "case_types.toml"):
        change(pack, name, "gb410105", key)
    assert list((await read_pack(pack)).city.districts) == [key]


@pytest.mark.parametrize("key", ["郑州", "a-b", "A", "a" * (LONGEST_KEY + 1), ""])
async def test_a_key_that_is_none_is_told(pack: Path, key: str) -> None:
    change(pack, "districts.geojson", "gb410105", key)
    assert any("districts.geojson" in line for line in await lines(pack))


async def test_an_event_whose_place_is_not_there_yet_waits(pack: Path, database: Database) -> None:
    (pack / "places.csv").unlink()
    assert (await read_pack(pack, database)).nowhere == {"events.toml: first_aid": "ZZ001"}
    assert (await read_pack(pack)).nowhere == {"events.toml: first_aid": "ZZ001"}


async def test_an_event_that_misspells_a_place_of_the_pack_is_told_the_right_one(pack: Path) -> None:
    change(pack, "events.toml", '"ZZ001"', '"ZZ01"')
    (line,) = await lines(pack)
    assert line.startswith("events.toml，第 ")
    assert "是不是 ZZ001？" in line


async def test_a_file_of_places_is_checked_to_its_last_row(pack: Path) -> None:
    rows = [f"X{number},station,站,34.78,113.67,,,,看心情{number % 2},," for number in range(300)]
    (pack / "places.csv").write_text(PLACES + "\n".join(rows), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        await read_pack(pack)
    head, *said = pack_lines(caught.value, texts().in_("zh-CN"))
    assert "301 处" in head, "and the event's place"
    assert sum("共 150 处" in line for line in said) == 2


@pytest.mark.parametrize(
    ("toml", "column", "said"),
    [
        ('titles = "郑州\n', 13, "引号没有收尾"),
        ("titles = '''郑州", None, "引号没有收尾"),
        ('titles = "\x01"', 11, "不能写 '\\x01' 这个字符"),
        ('titles = """郑州', None, "引号没有收尾"),
        ("titles = 郑州", 10, "等号后面的值看不懂，文字要加引号"),
        ("titles", None, "键的后面少了“=”"),
        ("标题 = 1", 1, "这一行不是“键 = 值”"),
        ("[a\nb = 1", 3, "表名后面少了“]”"),
        ("[[a]\nb = 1", 4, "表名后面少了“]]”"),
        ("a = 1\na = 2", None, "这个键前面已经有值了"),
        ("[a]\n[a]", 3, "a 写了两次"),
        ("a = 1 2", 7, "值的后面还有别的字"),
        ("a = [1, 2", None, "方括号没有收尾"),
        ("a = {b = 1", None, "花括号没有收尾，少了“}”"),
        ('a = "C:\\d"', 10, "“\\”要写成“\\\\”"),
        ('a = "\\ud800"', 12, "“\\”后面的编码不对"),
        ("a = 2026-02-30", 5, "没有这个日期或时间"),
        ("a = [1]\n[[a]]", 4, "a 前面已经写完了"),
        ("a = {b = 1, b = 2}", 18, "b 写了两次"),
        ("a.b = 1\na.b.c = 2", None, "这个键前面已经有值了"),
    ],
)
async def test_what_the_toml_parser_says_is_said_in_the_operators_language(
    pack: Path, toml: str, column: int | None, said: str
) -> None:
    (pack / "city.toml").write_text(toml, encoding="utf-8")
    (line,) = [each for each in await lines(pack) if each.startswith("city.toml")]
    assert said in line
    assert not re.search(r"[A-Za-z]{3,}", line.replace("city.toml", "").replace("TOML", "")), line
    if column is not None:
        assert f"（第 {column} 列）" in line
