"""Articles: the pack's files become a library, changed files only; staff's words stay; what is over is not shown."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.articles.article import (
    KEEP_VOTES,
    Article,
    articles_in_force,
    articles_of_topic,
    find_article,
    forget_votes,
    history_of,
    library_version,
    lock_article,
    say_useful,
    successor_of,
    texts_of,
    topics_in_use,
)
from models.articles.bring_in import ArticleChanges, put_articles
from models.articles.errors import ArticleGone
from models.city.actions import ActionTargets, BadAction
from models.city.articles import load_articles
from models.city.pack import City
from models.city.table import BadCityPack
from models.city.topics import load_topics
from models.my_data.export import export
from models.people.person import Person, meet
from models.storage.database import Database
from tests.world.complaints import complains

NOW = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
TOPICS = ("pay", "injury")
TARGETS = ActionTargets(
    needs={"legal"}, case_types={"unpaid_pay"}, event_kinds={"training"}, articles={"pay_late", "old_rules"}
)

PAY = """\
---
title: 工资没发
summary: 先留证据。
audience: 有劳动关系的
kind: guide
topics: [pay, injury]
source: 《劳动法》
date: 2026-11-23
phone: "12333"
action: case:unpaid_pay
---

按月发：《劳动法》第五十条，有劳动关系的适用。再看《劳动法》第五十条。
"""
OLD = """\
---
title: 老规定
summary: 以前这样。
audience: 都适用
kind: policy
topics: [injury]
to: 2026-11-25
replaced_by: pay_late
source: 某通知
date: 2020-01-01
---

不作数了。
"""
ENGLISH = """\
---
title: "No pay"
summary: "Keep proof."
audience: "Labour relation"
---
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pay_late.md").write_text(PAY, encoding="utf-8")
    (tmp_path / "pay_late.en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "old_rules.md").write_text(OLD, encoding="utf-8")
    return tmp_path


async def load(database: Database, folder: Path, now: datetime = NOW) -> ArticleChanges:
    read = load_articles(folder, topics=TOPICS, targets=TARGETS)
    async with database.transaction() as session:
        return await put_articles(session, read, now=now)


async def find(database: Database, key: str) -> Article:
    async with database.reading() as session:
        return await find_article(session, key)


async def test_the_packs_articles_are_read_once_and_then_only_what_changed(database: Database, folder: Path) -> None:
    assert (await load(database, folder)).new == 2
    assert await load(database, folder) == ArticleChanges()
    async with database.reading() as session:
        before = await library_version(session)
    (folder / "pay_late.en.md").write_text(ENGLISH.replace("proof", "everything"), encoding="utf-8")
    assert await load(database, folder) == ArticleChanges(changed=1)
    async with database.reading() as session:
        article = await find_article(session, "pay_late")
        texts = await texts_of(session, article)
        history = await history_of(session, article)
        assert await library_version(session) > before
    assert texts["en"].summary == "Keep everything."
    assert texts["zh-CN"].clauses() == ("《劳动法》第五十条",)
    assert [each.number for each in history] == [2, 1]
    assert history[1].content["texts"]["en"]["summary"] == "Keep proof."


async def test_what_staff_changed_stays_whatever_the_pack_says(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.transaction() as session:
        article = await lock_article(session, "pay_late")
        assert article is not None
        article.by_staff, article.phone = True, "12348"
    (folder / "pay_late.md").write_text(PAY.replace("12333", "12345"), encoding="utf-8")
    assert await load(database, folder) == ArticleChanges(kept=("pay_late",))
    assert await load(database, folder) == ArticleChanges()
    assert (await find(database, "pay_late")).phone == "12348"


async def test_what_the_pack_no_longer_has_is_over(database: Database, folder: Path) -> None:
    await load(database, folder)
    (folder / "pay_late.md").unlink()
    (folder / "pay_late.en.md").unlink()
    (folder / "old_rules.md").write_text(OLD.replace("replaced_by: pay_late\n", ""), encoding="utf-8")
    assert (await load(database, folder)).ended == 1
    assert not (await find(database, "pay_late")).in_force(TODAY)
    (folder / "pay_late.md").write_text(PAY, encoding="utf-8")
    await load(database, folder)
    assert (await find(database, "pay_late")).in_force(TODAY)


async def test_only_what_is_true_today_is_listed(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.reading() as session:
        assert await topics_in_use(session, TODAY) == {"pay", "injury"}
        injury = await articles_of_topic(session, "injury", locale="zh-CN", today=TODAY)
        assert [each.key for each in injury] == ["pay_late"]
        yesterday = await articles_of_topic(session, "injury", locale="en", today=TODAY - timedelta(days=1))
        assert [(each.key, each.title) for each in yesterday] == [("old_rules", "老规定"), ("pay_late", "No pay")]
        assert [each.key for each, _ in await articles_in_force(session, TODAY)] == ["pay_late"]
        old = await find_article(session, "old_rules")
        successor = await successor_of(session, old, TODAY)
        assert successor is not None
        assert successor.key == "pay_late"
        with pytest.raises(ArticleGone):
            await find_article(session, "never")


async def test_two_that_replace_each_other_have_no_successor(database: Database, folder: Path) -> None:
    (folder / "pay_late.md").write_text(
        PAY.replace("phone:", "to: 2026-11-01\nreplaced_by: old_rules\nphone:"), encoding="utf-8"
    )
    await load(database, folder)
    async with database.reading() as session:
        assert await successor_of(session, await find_article(session, "old_rules"), TODAY) is None


async def test_a_person_says_once_whether_it_was_of_use(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.transaction() as session:
        anna, _, _ = await meet(session, "telegram", "1", locale="zh-CN", now=NOW)
        bert, _, _ = await meet(session, "telegram", "2", locale="zh-CN", now=NOW)
    for person, useful in [(anna, True), (anna, True), (bert, True), (anna, False)]:
        async with database.transaction() as session:
            await say_useful(session, "pay_late", person_id=person.id, useful=useful, now=NOW)
    article = await find(database, "pay_late")
    assert (article.useful_count, article.useless_count) == (1, 1)
    async with database.transaction() as session:
        person = await session.get_one(Person, anna.id)
        assert [each["useful"] for each in (await export(session, person))["article_votes"]] == [False]
    async with database.transaction() as session:
        await forget_votes(session, now=NOW + KEEP_VOTES + timedelta(minutes=1))
        await say_useful(session, "pay_late", person_id=bert.id, useful=True, now=NOW + KEEP_VOTES * 2)
    assert (await find(database, "pay_late")).useful_count == 2


SLIPS = {
    "no head": ("---\ntitle", "title", "line 1", "no head"),
    "YAML cannot be read": ("topics: [pay, injury]", "topics: [pay", "line 7", "is missing"),
    "a title is missing": ("title: 工资没发\n", "", "title", "missing"),
    "a title is too long": ("工资没发", "工" * 41, "line 2, title", "41 characters"),
    "a kind is unknown": ("guide", "advice", "line 5, kind", "not in kind"),
    "a topic is unknown": ("[pay, injury]", "[pay, money]", "line 6, topics", "not in topics.toml"),
    "a date is a text": ("2026-11-23", "gestern", "line 8, date", "no date"),
    "it ends before it begins": ("phone:", "from: 2026-02-02\nto: 2026-02-01\nphone:", "line 10, to", "before"),
    "it replaces itself": ("phone:", "replaced_by: pay_late\nphone:", "line 9, replaced_by", "cannot replace itself"),
    "an action leads nowhere": (
        "case:unpaid_pay",
        "case:nothing",
        "line 10, action",
        "“case:nothing” is not in",
    ),
    "a key is misspelt": ("audience", "audienz", "line 4, audienz", "not known"),
    "it says nothing": (
        "\n按月发：《劳动法》第五十条，有劳动关系的适用。再看《劳动法》第五十条。\n",
        "",
        "",
        "says nothing",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_the_file_the_line_and_the_mend(
    folder: Path, old: str, new: str, where: str, problem: str
) -> None:
    file = folder / "pay_late.md"
    file.write_text(PAY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCityPack) as caught:
        load_articles(folder, topics=TOPICS, targets=TARGETS)
    assert complains(caught.value, file, where, problem)


@pytest.mark.parametrize("name", ["Pay.md", "pay late.md", "pay_late.fr.md", "nobody.en.md"])
def test_a_files_name_is_its_key(folder: Path, name: str) -> None:
    (folder / name).write_text(PAY, encoding="utf-8")
    with pytest.raises(BadCityPack):
        load_articles(folder, topics=TOPICS, targets=TARGETS)


@pytest.mark.parametrize(
    "text", ["place:legal", "case:unpaid_pay", "event:training", "phone:12348", "article:pay_late"]
)
def test_an_action_is_written_as_it_is_read(text: str) -> None:
    assert str(TARGETS.read(text)) == text


@pytest.mark.parametrize("text", ["", "legal", "place:", "place:sauna", "phone:mum", "shop:1", "article:nothing"])
def test_an_action_that_leads_nowhere_is_refused(text: str) -> None:
    with pytest.raises(BadAction):
        TARGETS.read(text)


def test_the_sample_citys_articles_hold_together(city: City) -> None:
    assert city.articles_folder is not None
    read = load_articles(city.articles_folder, topics=city.topics, targets=city.action_targets)
    assert {each.key for each in read} == set(city.action_targets.articles)


async def test_what_is_asked_most_comes_first(database: Database, folder: Path) -> None:
    await load(database, folder)
    before = TODAY - timedelta(days=1)
    async with database.reading() as session:
        found = await articles_of_topic(session, "injury", locale="zh-CN", today=before, first=["pay_late"])
    assert [each.key for each in found] == ["pay_late", "old_rules"]


def test_a_topic_names_articles_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text('[pay]\nemoji = "💰"\ntitles = { zh-CN = "钱", en = "Pay" }\nfirst = ["pay_late"]\n', "utf-8")
    assert load_topics(file, ["pay_late"])["pay"].first == ("pay_late",)
    with pytest.raises(BadCityPack) as caught:
        load_topics(file, [])
    assert complains(caught.value, file, "line 4, pay.first", "pay_late")


async def test_two_processes_that_start_together_write_each_article_once(database: Database, folder: Path) -> None:
    changes = await asyncio.gather(*(load(database, folder) for _ in range(4)))
    assert sorted(each.new for each in changes) == [0, 0, 0, 2]
