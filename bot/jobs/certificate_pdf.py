"""A certificate as a PDF: a page in the source language with the name, a number, and a QR code to its page on the web.

Only the characters that it uses go into the embedded font. Drawing takes a third of a second: never inside a
transaction.
"""

import io
from dataclasses import dataclass

import segno
from fpdf import FPDF
from pylopdf_fonts_zh_cn import sans_path

from handlers.phrases.days import date_said
from handlers.phrases.events import hours
from handlers.talk.texts import SOURCE_LOCALE, texts
from models.city.pack import City
from models.events.attendance import EventCertificate

WIDTH_MM, HEIGHT_MM, EDGE_MM = 210, 148, 16
QR_MM = 30
FONT = "sans"


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """Every text on the certificate. link: where anybody can look it up; None if the service has no web address."""

    city: str
    title: str
    text: str
    number: str
    check: str
    link: str | None
    sample: str | None


def certificate_words(issued: EventCertificate, city: City, public_url: str | None) -> CertificateWords:
    """The texts, in the source language, because it is shown to people of the city."""
    words = texts().in_(SOURCE_LOCALE)
    said = {"name": issued.name, "title": words.pick(issued.titles), "date": date_said(words, issued.held_on)}
    if issued.minutes:
        text = words("certificate-drawn-text", **said, hours=hours(issued.minutes))
    else:
        text = words("certificate-drawn-short", **said)
    return CertificateWords(
        words.pick(city.titles),
        words("certificate-drawn-title"),
        text,
        words("certificate-drawn-number", number=issued.number),
        words("certificate-drawn-check"),
        f"{public_url}/certificate/{issued.number}" if public_url else None,
        words("certificate-page-sample") if city.sample else None,
    )


def draw_certificate(words: CertificateWords) -> bytes:
    """Draw the PDF."""
    page = FPDF(format=(WIDTH_MM, HEIGHT_MM))
    page.add_font(FONT, "", sans_path())
    page.set_auto_page_break(False)
    page.add_page()
    page.set_draw_color(184, 58, 11)
    page.set_line_width(0.8)
    page.rect(EDGE_MM / 2, EDGE_MM / 2, WIDTH_MM - EDGE_MM, HEIGHT_MM - EDGE_MM)
    page.set_xy(EDGE_MM, 20)
    _centred(page, 11, words.city)
    _centred(page, 26, words.title)
    page.ln(6)
    page.set_font(FONT, size=14)
    page.set_x(EDGE_MM + 8)
    page.multi_cell(WIDTH_MM - 2 * EDGE_MM - 16, 9, words.text, align="L")
    _foot(page, words)
    return bytes(page.output())


def _centred(page: FPDF, size: int, text: str) -> None:
    page.set_font(FONT, size=size)
    page.set_x(EDGE_MM)
    page.cell(WIDTH_MM - 2 * EDGE_MM, size * 0.6, text, align="C", new_x="LMARGIN", new_y="NEXT")


def _foot(page: FPDF, words: CertificateWords) -> None:
    top = HEIGHT_MM - EDGE_MM - QR_MM
    page.set_font(FONT, size=10)
    page.set_xy(EDGE_MM + 8, top + QR_MM - 12)
    page.cell(100, 6, words.number, new_x="LEFT", new_y="NEXT")
    if words.sample:
        page.cell(100, 6, words.sample)
    if words.link:
        picture = io.BytesIO()
        segno.make(words.link, error="m").save(picture, kind="png", scale=6, border=1)
        left = WIDTH_MM - EDGE_MM - 8 - QR_MM
        page.image(picture, left, top - 6, QR_MM, QR_MM)
        page.set_xy(left - 10, top + QR_MM - 5)
        page.cell(QR_MM + 20, 5, words.check, align="C")
