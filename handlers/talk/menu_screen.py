"""The main menu as a screen, with what works today and nothing else."""

from dataclasses import replace

from handlers.buttons.articles import OpenArticles, OpenBenefits
from handlers.buttons.cases import CITY, HELP, RIGHTS, OpenGroup
from handlers.buttons.events import OpenEvents
from handlers.buttons.me import OpenMe
from handlers.buttons.places import FindPlaces
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.city.pack import City


def menu_screen(
    words: Words,
    first_line: str | None = None,
    *,
    unfinished: tuple[Button, ...] = (),
    work: tuple[Button, ...] = (),
) -> Screen:
    """Show the main menu.

    first_line: what to say before it. unfinished: the way to a half-filled case. work: the ways to the tasks of
    somebody with a post.
    """
    text = words("menu-main") if first_line is None else f"{first_line}\n{words('menu-short')}"
    rights, aid, report = (
        Button(words(f"menu-button-{group}"), OpenGroup(group=group)) for group in (RIGHTS, HELP, CITY)
    )
    rows = (
        (Button(words("menu-button-places"), FindPlaces()), rights),
        (aid, Button(words("menu-button-events"), OpenEvents())),
        (Button(words("menu-button-benefits"), OpenBenefits()), Button(words("menu-button-articles"), OpenArticles())),
        (report, Button(words("menu-button-me"), OpenMe())),
    )
    return Screen(text, (*(row for row in (work, unfinished) if row), *rows))


def marked(screen: Screen, words: Words, city: City) -> Screen:
    """The screen with a line on top that nothing here is real, in a demonstration."""
    return replace(screen, text=f"{words('demonstration-strip')}\n{screen.text}") if city.demonstration else screen
