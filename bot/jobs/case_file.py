"""A case as one file: a ZIP with a PDF and the data of the case, the clean copies of its evidence, and a manifest.

The manifest has the SHA-256 of each part. Drawing and packing are done in a thread, and the evidence is read piece by
piece, so that a large case takes the memory of one piece.
"""

import asyncio
import hashlib
import json
import tempfile
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from fpdf import FPDF
from pylopdf_fonts_zh_cn import sans_path

from bot.jobs.certificate_pdf import EDGE_MM, FONT
from bot.jobs.negotiation_pdf import MISSING
from handlers.casework.paper import CasePaper, case_paper
from handlers.talk.texts import Words
from models.city.pack import City
from models.events.certificate_font import letters_missing
from models.exchange.case_file import FileOfCase, link_data, outline_of, piece_of_file
from models.storage.database import Database

LABEL_MM = 34
FORMAT = 1
"""The version of `case.json` and `manifest.json`."""


async def write_case_file(
    database: Database, taken: FileOfCase, words: Words, city: City, *, now: datetime
) -> IO[bytes]:
    """The file, at its beginning. It has no name on the disk, so that nothing of it stays, whatever happens; the caller
    closes it."""
    file: IO[bytes] = await asyncio.to_thread(tempfile.TemporaryFile)
    try:
        await _fill(database, file, taken, words, city, now=now)
        await asyncio.to_thread(file.seek, 0)
    except BaseException:
        file.close()
        raise
    return file


async def _fill(
    database: Database, file: IO[bytes], taken: FileOfCase, words: Words, city: City, *, now: datetime
) -> None:
    paper, number = case_paper(words, city, taken), taken.case.number
    pdf = await asyncio.to_thread(draw_case, paper, words("case-paper-made", city=words.pick(city.titles)))
    packing, left_out = _Packing(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)), list[dict[str, Any]]()
    await asyncio.to_thread(packing.add, f"{number}.pdf", pdf)
    await asyncio.to_thread(packing.add, "case.json", _written(case_data(taken)))
    for piece in taken.pieces:
        async with database.reading() as session:
            copy = await piece_of_file(session, taken.case.id, piece.number)
        if isinstance(copy, str):
            left_out.append({"piece": piece.number, "why": copy})
        else:
            await asyncio.to_thread(packing.add, f"evidence/{copy.name}", copy.content)
    about = {
        "format": FORMAT,
        "case": number,
        "made_at": now.isoformat(timespec="seconds"),
        "department": taken.by.department,
        "by": taken.by.name,
        "record": {"links": taken.case.event_count, "head": taken.case.head},
        "files": list(packing.files),
        "left_out": left_out,
        "sample": city.sample,
    }
    await asyncio.to_thread(packing.add, "manifest.json", _written(about))
    await asyncio.to_thread(packing.archive.close)


@dataclass(slots=True)
class _Packing:
    """A ZIP that is being filled, and the digest of each of its parts."""

    archive: zipfile.ZipFile
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, content: bytes) -> None:
        self.archive.writestr(name, content)
        self.files.append({"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)})


def _written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def case_data(taken: FileOfCase) -> dict[str, Any]:
    """The case as data for another system."""
    return {
        "format": FORMAT,
        **outline_of(taken.case, taken.origin),
        "pseudonym": taken.case.pseudonym,
        "facts": list(taken.facts),
        "record": [link_data(each) for each in taken.story],
    }


# --- the PDF ----------------------------------------------------------------------------------------------------------


def draw_case(paper: CasePaper, foot: str) -> bytes:
    """Draws the case, A4. Only the characters that it uses go into the embedded font. Takes a third of a second."""
    page = _Page(foot)
    page.cell(0, 10, _drawable(paper.title), new_x="LMARGIN", new_y="NEXT")
    page.ln(2)
    for label, text in (*paper.about, *paper.answers):
        page.pair(label, text)
    page.ln(4)
    for step in paper.steps:
        page.pair(step.time, step.what, said=step.said)
    if paper.pieces:
        page.ln(4)
    for line in paper.pieces:
        page.line_of(line)
    return bytes(page.output())


class _Page(FPDF):
    """Pages with a foot on each."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self._foot = _drawable(foot)
        self.add_font(FONT, "", sans_path())
        self.set_margins(EDGE_MM, EDGE_MM, EDGE_MM)
        self.set_auto_page_break(True, margin=EDGE_MM)
        self.add_page()
        self.set_font(FONT, size=16)

    def footer(self) -> None:
        self.set_y(-EDGE_MM + 4)
        self.set_font(FONT, size=8)
        self.cell(0, 5, f"{self._foot}  {self.page_no()}", align="C")

    def pair(self, label: str, text: str, said: str = "") -> None:
        """A label, and beside it a text of several lines."""
        self.set_font(FONT, size=9)
        top = self.get_y()
        if top > self.h - EDGE_MM - 14:
            self.add_page()
            top = self.get_y()
        self.multi_cell(LABEL_MM, 5.5, _drawable(label), align="L", new_x="RIGHT", new_y="TOP")
        self.set_font(FONT, size=10.5)
        self.set_xy(EDGE_MM + LABEL_MM + 2, top)
        whole = "\n".join(filter(None, [text, said]))
        left, self.l_margin = self.l_margin, EDGE_MM + LABEL_MM + 2
        self.multi_cell(0, 5.8, _drawable(whole), align="L", new_x="LMARGIN", new_y="NEXT")
        self.l_margin = left
        self.set_xy(left, max(self.get_y(), top + 5.8) + 1.2)

    def line_of(self, text: str) -> None:
        self.set_font(FONT, size=10.5)
        self.multi_cell(0, 5.8, _drawable(text), align="L", new_x="LMARGIN", new_y="NEXT")


def _drawable(text: str) -> str:
    missing = set(letters_missing(text)) - {"\n"}
    return "".join(MISSING if each in missing else each for each in text)
