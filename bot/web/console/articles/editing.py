"""One article: its parts on one page, how it reads, what changed, and publishing and ending it."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from bot.web.console.articles.library import PATH, may_publish
from bot.web.console.desk import Desk, Done
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from handlers.articles.rendering import html_of, render
from handlers.phrases.cases import time_said
from handlers.phrases.days import date_said
from handlers.talk.texts import SOURCE_LOCALE
from models.articles.article import Article, ArticleState, ArticleText, articles_of_topic, history_of, texts_of
from models.articles.editing import (
    LONGEST,
    Part,
    article_for_staff,
    change_parts,
    expire_article,
    missing_parts,
    part_of,
    publish_article,
    restore_revision,
    revision_of,
)
from models.city.table import LOCALES
from models.errors import ButtonExpired
from models.staff.post import staff_names

LONG = (Part.BODY,)


async def show(desk: Desk) -> Response:
    """The article, with its parts to be changed. Raises NotStaff, ArticleGone."""
    words, article, texts = desk.words, *await _article(desk)
    locale = _locale(desk)
    values = {part: part_of(article, texts.get(locale), part) for part in Part}
    if desk.error:
        values |= {part: desk.entered[part.value] for part in Part if part.value in desk.entered}
    missing = missing_parts(article, texts[SOURCE_LOCALE])
    published = article.state == ArticleState.PUBLISHED
    leads = may_publish(desk.staff)
    return desk.page(
        "articles/article.html",
        title=texts[SOURCE_LOCALE].title,
        path=f"{PATH}/{article.key}",
        article=article,
        state=words("article-edit-state", state=article.state.value, number=str(article.revision)),
        colour={ArticleState.DRAFT: "soon", ArticleState.PUBLISHED: "good"}.get(article.state, "grey"),
        missing=words("article-edit-and").join(words(f"article-part-{part}") for part in missing),
        locale=locale,
        locales=LOCALES,
        fields=[
            (part.value, words(f"article-part-{part}"), values[part], LONGEST[part], part in LONG) for part in Part
        ],
        may_change=leads or not published,
        may_publish=leads and not published and not missing,
        may_expire=leads and published,
        others=await _others(desk, article) if leads and published else [],
        history=await _history(desk, article),
        preview=preview_of(desk, values, article),
        revision=desk.entered.get("revision") or article.revision,
    )


async def _article(desk: Desk) -> tuple[Article, Mapping[str, ArticleText]]:
    article = await article_for_staff(desk.session, desk.request.path_params["key"], desk.person)
    return article, await texts_of(desk.session, article)


def _locale(desk: Desk) -> str:
    asked = desk.entered.get("locale") or desk.request.query_params.get("locale", "")
    return asked if asked in LOCALES else SOURCE_LOCALE


async def _others(desk: Desk, article: Article) -> list[tuple[str, str]]:
    """The articles that could take its place."""
    topic = article.topic_keys()[0]
    found = await articles_of_topic(desk.session, topic, locale=desk.words.locale, today=desk.today)
    return [(each.key, each.title) for each in found if each.key != article.key]


async def _history(desk: Desk, article: Article) -> list[tuple[int, str, str]]:
    """(number, when, who) of its revisions, the newest first."""
    found = await history_of(desk.session, article)
    names = await staff_names(desk.session, {each.staff_id for each in found if each.staff_id is not None})
    pack = desk.words("article-history-pack")
    return [
        (each.number, time_said(desk.words, desk.city, each.at), names.get(each.staff_id or 0) or pack)
        for each in found
    ]


def preview_of(desk: Desk, values: Mapping[Part, str], article: Article | None) -> dict[str, Any]:
    """How the parts read: formatted, and as text alone, made by the code that shows articles in the chats."""
    words, body = desk.words, values[Part.BODY]
    day = article.source_date if article is not None else desk.today
    said = {
        "audience": words("article-audience", audience=values[Part.AUDIENCE]) if values[Part.AUDIENCE] else "",
        "source": words("article-source", source=values[Part.SOURCE], date=date_said(words, day))
        if values[Part.SOURCE]
        else "",
        "phone": words("article-phone", phone=values[Part.PHONE]) if values[Part.PHONE] else "",
    }
    plain = [values[Part.TITLE], values[Part.SUMMARY], *(each.text for each in render(body, entities=False))]
    return {
        "title": values[Part.TITLE],
        "summary": values[Part.SUMMARY],
        "body": Markup(html_of(body)),
        "plain": "\n\n".join(each for each in (*plain, *said.values()) if each),
        **said,
    }


async def preview(desk: Desk) -> Response:
    """The preview of what is being typed: a part of the page."""
    values = {part: desk.entered.get(part.value, "")[: LONGEST[part]] for part in Part}
    return desk.fragment("articles/preview.html", preview=preview_of(desk, values, None))


async def revision(desk: Desk) -> Response:
    """One revision as it was. Raises NotStaff, ArticleGone."""
    article, _ = await _article(desk)
    number = number_in(desk.request.path_params["number"]) or 0
    content = (await revision_of(desk.session, article, number)).content
    locale = _locale(desk)
    said = content["texts"].get(locale) or content["texts"][SOURCE_LOCALE]
    values = {part: said[part.value] if part.value in said else content[part.value] or "" for part in Part}
    return desk.page(
        "articles/revision.html",
        title=desk.words("article-history-revision", number=str(number)),
        path=f"{PATH}/{article.key}",
        number=number,
        revision=article.revision,
        may_restore=number != article.revision and (may_publish(desk.staff) or article.state != ArticleState.PUBLISHED),
        preview=preview_of(desk, values, article),
    )


# --- presses ----------------------------------------------------------------------------------------------------------


async def do(desk: Desk) -> Done:
    """Take the step of the path. Raises what the operation raises."""
    key, how = desk.request.path_params["key"], desk.request.path_params["act"]
    session, person, now = desk.session, desk.person, desk.now
    seen = desk.number("revision") or 0
    match how:
        case "change":
            return await _change(desk, key, seen)
        case "publish":
            await publish_article(session, key, person, revision=seen, now=now)
        case "expire":
            successor = desk.entered.get("successor") or None
            await expire_article(session, key, person, successor=successor, now=now)
        case "restore":
            number = desk.number("number") or 0
            await restore_revision(session, key, person, number=number, revision=seen, now=now)
        case _:
            raise ButtonExpired
    return Done(f"{PATH}/{key}", f"article-{how}")


async def _change(desk: Desk, key: str, seen: int) -> Done:
    """Keep the parts that were changed, in one revision."""
    article, texts = await _article(desk)
    locale = _locale(desk)
    sent = {part: desk.entered[part.value].replace("\r", "").strip() for part in Part if part.value in desk.entered}
    changed = {part: text for part, text in sent.items() if text != part_of(article, texts.get(locale), part).strip()}
    if changed:
        about = {"locale": locale, "revision": seen, "today": desk.today, "now": desk.now}
        await change_parts(desk.session, key, desk.person, changed, **about)  # type: ignore[arg-type]
    back = f"?locale={locale}" if locale != SOURCE_LOCALE else ""
    return Done(f"{PATH}/{key}{back}", "article-change" if changed else "article-same")


PAGES = (
    Press(f"{PATH}/preview", preview, preview, once=False),
    Page(f"{PATH}/{{key}}", show),
    Page(f"{PATH}/{{key}}/history/{{number}}", revision),
    Press(f"{PATH}/{{key}}/do/{{act}}", do, show),
)
