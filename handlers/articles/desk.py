"""The screens of the people who write articles: the drafts, an article with all its parts, and the choices."""

from collections.abc import Mapping, Sequence

from handlers.articles.rendering import Rich, bold, parts, render
from handlers.buttons.articles import (
    ChoosePart,
    ChooseSuccessor,
    ChooseTopic,
    EditArticle,
    ExpireArticle,
    NewArticle,
    OpenArticles,
    OpenDesk,
    OpenHistory,
    PublishArticle,
    WritePart,
)
from handlers.phrases.days import date_said
from handlers.talk.forms import PAGE, page_of
from handlers.talk.screens import Button, Screen, home_button, in_rows
from handlers.talk.talk import Talk
from handlers.talk.texts import SOURCE_LOCALE, Words
from models.articles.article import Article, ArticleState, ArticleText, Titled
from models.articles.editing import Part, missing_parts
from models.city.pack import City


def desk_screen(words: Words, found: Sequence[Titled], page: int) -> Screen:
    """The drafts, and the button to a new one."""
    ways = (Button(words("article-edit-button-new"), ChooseTopic()),)
    last = (Button(words("article-button-topics"), OpenArticles()), home_button(words))
    if not found:
        return Screen(words("article-edit-no-drafts"), (ways, last))
    shown, following = page_of(found, page)
    first = found.index(shown[0]) + 1
    lines = [words("article-line", number=str(number), title=each.title) for number, each in enumerate(shown, first)]
    numbers = [Button(str(number), EditArticle(key=each.key)) for number, each in enumerate(shown, first)]
    more = () if following is None else (Button(words("article-button-more"), OpenDesk(page=following)),)
    text = "\n".join([words("article-edit-drafts"), *lines])
    return Screen(text, (*in_rows(numbers, PAGE), (*more, *ways), last))


def topics_screen(words: Words, city: City, page: int) -> Screen:
    """Ask for the topic of a new article."""
    shown, following = page_of(list(city.topics.values()), page)
    choices = [Button(f"{each.emoji} {words.pick(each.titles)}", NewArticle(topic=each.key)) for each in shown]
    more = () if following is None else ((Button(words("article-button-more"), ChooseTopic(page=following)),),)
    back = Button(words("article-edit-button-back"), OpenDesk())
    return Screen(words("article-edit-which-topic"), (*in_rows(choices, 2), *more, (back, home_button(words))))


def edit_screens(talk: Talk, article: Article, said: Mapping[str, ArticleText], first_line: str | None) -> list[Screen]:
    """The article with all its parts, written or not, and what can be done with it."""
    limit = talk.can.text_limit
    text = said.get(talk.words.locale) or said[SOURCE_LOCALE]
    missing = [talk.words(f"article-part-{part}") for part in missing_parts(article, said[SOURCE_LOCALE])]
    date = date_said(talk.words, article.source_date)
    state = talk.words("article-edit-state", state=article.state, number=str(article.revision))
    blocks = [
        Rich("\n".join(filter(None, [first_line, state]))),
        bold(text.title) if limit.entities else Rich(text.title),
        *([Rich(text.summary)] if text.summary else []),
        *render(text.body, entities=limit.entities),
        Rich(
            "\n".join(
                filter(
                    None,
                    [
                        talk.words("article-audience", audience=text.audience) if text.audience else None,
                        talk.words("article-source", source=article.source, date=date) if article.source else None,
                        talk.words("article-phone", phone=article.phone) if article.phone else None,
                        talk.words("article-edit-missing", parts=talk.words("article-edit-and").join(missing))
                        if missing
                        else "",
                    ],
                )
            )
        ),
    ]
    *before, last = parts([each for each in blocks if each.text], limit)
    return [
        *(Screen(each.text, entities=tuple(each.entities)) for each in before),
        Screen(last.text, _desk_rows(article, talk.words), entities=tuple(last.entities)),
    ]


def _desk_rows(article: Article, words: Words) -> tuple[tuple[Button, ...], ...]:
    published = article.state == ArticleState.PUBLISHED
    step = (
        Button(words("article-edit-button-expire"), ChooseSuccessor(key=article.key))
        if published
        else Button(words("article-edit-button-publish"), PublishArticle(key=article.key, revision=article.revision))
    )
    return (
        (Button(words("article-edit-button-parts"), ChoosePart(key=article.key)), step),
        (Button(words("article-edit-button-history"), OpenHistory(key=article.key)),),
        (Button(words("article-edit-button-desk"), OpenDesk()), home_button(words)),
    )


def parts_screen(words: Words, article: Article) -> Screen:
    """Ask which part to write."""
    choices = [Button(words(f"article-part-{part}"), WritePart(key=article.key, part=part)) for part in Part]
    back = Button(words("article-edit-button-article"), EditArticle(key=article.key))
    line = words("article-edit-which-part", live="yes" if article.state == ArticleState.PUBLISHED else "no")
    return Screen(line, (*in_rows(choices, 2), (back, home_button(words))))


def successor_screen(words: Words, article: Article, others: Sequence[Titled], page: int) -> Screen:
    """Ask what replaces the article: another one of its topic, or nothing."""
    none = Button(words("article-edit-button-no-successor"), ExpireArticle(key=article.key))
    last = (Button(words("article-edit-button-article"), EditArticle(key=article.key)), home_button(words))
    if not others:
        return Screen(words("article-edit-which-successor"), ((none,), last))
    shown, following = page_of(others, page)
    first = others.index(shown[0]) + 1
    lines = [words("article-line", number=str(number), title=each.title) for number, each in enumerate(shown, first)]
    numbers = [
        Button(str(number), ExpireArticle(key=article.key, successor=each.key))
        for number, each in enumerate(shown, first)
    ]
    more = (
        ()
        if following is None
        else (Button(words("article-button-more"), ChooseSuccessor(key=article.key, page=following)),)
    )
    text = "\n".join([words("article-edit-which-successor"), *lines])
    return Screen(text, (*in_rows(numbers, PAGE), (*more, none), last))
