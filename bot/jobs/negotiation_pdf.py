"""The agreement of a negotiation as a PDF: pages in the source language, with each step of the union. Like a
certificate (bot/jobs/certificate_pdf.py) it is never drawn inside a transaction.
"""

from collections.abc import Sequence

from fpdf import FPDF
from pylopdf_fonts_zh_cn import sans_path

from bot.jobs.certificate_pdf import EDGE_MM, FONT
from handlers.negotiations.story import negotiator_said
from handlers.phrases.cases import day_said, time_said, type_said
from handlers.talk.texts import SOURCE_LOCALE, texts
from models.city.pack import City
from models.events.certificate_font import letters_missing
from models.negotiations.negotiation import Move
from models.negotiations.paper import Agreed

MISSING = "□"
"""Replaces characters that the font does not have, such as emoji."""


def paper_words(agreed: Agreed, city: City) -> tuple[str, list[str]]:
    """The title, and the paragraphs below it."""
    words, about = texts().in_(SOURCE_LOCALE), agreed.negotiation
    platform, union = city.platforms.get(about.platform), negotiator_said(words, city)
    counts = agreed.joined
    steps = [each for each in agreed.steps if each.what in (Move.DEMAND, Move.REPLY, Move.RESULT)]
    ended = about.ended_at or about.opened_at
    lines = [
        words.pick(city.titles),
        words(
            "negotiation-paper-about",
            platform=words.pick(platform.titles) if platform else words("negotiation-platform"),
            type=type_said(words, city, about.type),
            department=union,
        ),
        words(
            "negotiation-paper-days",
            first=day_said(words, about.opened_at.astimezone(city.zone).date()),
            last=day_said(words, ended.astimezone(city.zone).date()),
            year=str(ended.astimezone(city.zone).year),
        ),
        words("negotiation-paper-people", people=str(counts.people or "few"), asked=str(about.people)),
        *(
            words("negotiation-paper-step", what=each.what.value, time=time_said(words, city, each.at), text=each.text)
            for each in steps
        ),
        words("negotiation-promised", day=day_said(words, about.promised_on)) if about.promised_on else "",
        words("negotiation-paper-note", department=union, number=str(about.id)),
        words("certificate-page-sample") if city.sample else "",
    ]
    return words("negotiation-paper-title"), [each for each in lines if each]


def draw_paper(title: str, lines: Sequence[str]) -> bytes:
    """Draw the PDF, A4."""
    page = FPDF(format="A4")
    page.add_font(FONT, "", sans_path())
    page.set_margins(EDGE_MM, EDGE_MM, EDGE_MM)
    page.set_auto_page_break(True, margin=EDGE_MM)
    page.add_page()
    page.set_font(FONT, size=22)
    page.cell(0, 14, _drawable(title), align="C", new_x="LMARGIN", new_y="NEXT")
    page.ln(6)
    page.set_font(FONT, size=12)
    for line in lines:
        page.multi_cell(0, 7.5, _drawable(line), align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(2.5)
    return bytes(page.output())


def _drawable(text: str) -> str:
    missing = set(letters_missing(text)) - {"\n"}
    return "".join(MISSING if each in missing else each for each in text)
