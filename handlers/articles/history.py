"""For staff: the revisions of an article, and restoring one."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.articles.desk import edit_screens
from handlers.buttons.articles import EditArticle, OpenHistory, RestoreRevision, ShowRevision
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Reply, Screen, home_button, in_rows, say, show
from handlers.talk.talk import Talk
from handlers.talk.texts import SOURCE_LOCALE
from models.articles.article import history_of, texts_of
from models.articles.editing import article_for_staff, restore_revision, revision_of
from models.staff.post import staff_names

router = Router(name=__name__)
SHORT = 600
"""Characters of a revision's text that are shown."""


@router.callback_query(OpenHistory.filter())
async def open_history(event: CallbackQuery, talk: Talk, callback_data: OpenHistory) -> Reply:
    """Runs when staff open the history of an article; lists its revisions."""
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    found = await history_of(talk.session, article)
    shown, following = page_of(found, callback_data.page)
    names = await staff_names(talk.session, {each.staff_id for each in shown if each.staff_id is not None})
    lines = [
        talk.words(
            "article-history-line",
            number=str(each.number),
            when=f"{each.at.astimezone(talk.city.zone):%Y-%m-%d %H:%M}",
            who=names.get(each.staff_id or 0) or talk.words("article-history-pack"),
        )
        for each in shown
    ]
    numbers = [Button(str(each.number), ShowRevision(key=article.key, number=each.number)) for each in shown]
    more = (
        ()
        if following is None
        else (Button(talk.words("article-button-more"), OpenHistory(key=article.key, page=following)),)
    )
    back = Button(talk.words("article-edit-button-article"), EditArticle(key=article.key))
    text = "\n".join([talk.words("article-history"), *lines])
    return show(event, Screen(text, (*in_rows(numbers, PAGE), (*more, back), (home_button(talk.words),))))


@router.callback_query(ShowRevision.filter())
async def show_revision(event: CallbackQuery, talk: Talk, callback_data: ShowRevision) -> Reply:
    """Runs when staff press a revision; shows it."""
    article = await article_for_staff(talk.session, callback_data.key, talk.person)
    content = (await revision_of(talk.session, article, callback_data.number)).content
    said = content["texts"].get(talk.words.locale) or content["texts"][SOURCE_LOCALE]
    body = said["body"] if len(said["body"]) <= SHORT else f"{said['body'][:SHORT]}…"
    lines = [
        talk.words("article-history-revision", number=str(callback_data.number)),
        said["title"],
        said["summary"],
        body,
        talk.words("article-audience", audience=said["audience"]),
        content["source"],
    ]
    restore = RestoreRevision(key=article.key, number=callback_data.number, revision=article.revision)
    rows = (
        (Button(talk.words("article-history-button-restore"), restore),)
        if callback_data.number != article.revision
        else (),
        (Button(talk.words("article-history-button-back"), OpenHistory(key=article.key)), home_button(talk.words)),
    )
    return show(event, Screen("\n\n".join(filter(None, lines)), tuple(row for row in rows if row)))


@router.callback_query(RestoreRevision.filter())
async def restore(event: CallbackQuery, talk: Talk, callback_data: RestoreRevision) -> Reply:
    """Runs when staff restore a revision; shows the article."""
    number = callback_data.number
    article = await restore_revision(
        talk.session, callback_data.key, talk.person, number=number, revision=callback_data.revision, now=talk.now
    )
    line = talk.words("article-edit-changed", number=str(article.revision))
    screens = edit_screens(talk, article, await texts_of(talk.session, article), line)
    return [show(event, screens[0]), *(say(event, each) for each in screens[1:])]
