"""`wechat.toml` of a city pack: which of WeChat's own notices stands for what; every slip names its spot."""

from pathlib import Path

import pytest

from models.city.table import BadCityPack
from models.city.wechat_templates import TemplateKind, first_words, load_wechat_templates

PACK = """\
[reminder]
way = "long_term"
template_id = "REMIND"
fields.thing1 = "text"
fields.time2 = "due"
fields.thing3 = { zh-CN = "回一句话看全文", en = "Write to read it" }

[progress]
way = "one_time"
template_id = "PROGRESS"
fields.thing1 = "text"

[notice]
way = "template"
template_id = "NOTICE"
fields.thing1 = "text"
fields.thing2 = "city"
a_day = 2
"""


def test_a_field_takes_the_first_sentence() -> None:
    assert first_words("健康证快到期了。\n12 月 6 日前换。", 20) == "健康证快到期了。"
    assert first_words("健康证快到期了：2027 年 1 月 5 日。", 20) == "健康证快到期了：2027年1月5日。"
    assert first_words("Your health card ends soon", 12) == "Your health…"
    assert first_words("一二三四五六七八九十\n一二三四五六七八九十一二三四五六七八九十", 8) == "一二三四五六七…"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"long_term"', '"always"', "reminder.way"),
        ("[progress]", "[progres]", "progres"),
        ('fields.time2 = "due"', 'fields.time2 = "text"', "reminder.fields.time2"),
        ('fields.thing1 = "text"\nfields.time2', 'fields.amount1 = "text"\nfields.time2', "reminder.fields.amount1"),
        ('"回一句话看全文"', '"' + "太长" * 11 + '"', "reminder.fields.thing3"),
        ("a_day = 2", "a_day = 0", "notice.a_day"),
        ('template_id = "NOTICE"', "", "notice.template_id"),
    ],
)
def test_a_slip_in_the_pack_names_its_spot(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in PACK
    file = tmp_path / "wechat.toml"
    file.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCityPack, match=complaint):
        load_wechat_templates(file)


def test_the_example_in_the_readme_is_a_pack(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    file = tmp_path / "wechat.toml"
    file.write_text(readme.split("```toml\n# wechat.toml\n")[1].split("```")[0], encoding="utf-8")
    assert set(load_wechat_templates(file)) == set(TemplateKind)
