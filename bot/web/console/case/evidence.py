"""The evidence of a case: each piece opens in place as its clean copy, its original with a reason, and a picture can be
blackened before it is handed out."""

import json
import re
from typing import Any

from starlette.responses import Response

from bot.web.console.case.page import PATH, number_of, path_of
from bot.web.console.case.view import piece_line
from bot.web.console.desk import PRIVATE, Desk, Done
from bot.web.console.table import Page, Press
from bot.web.typed import number_in
from models.cases.case import Case
from models.cases.errors import EvidenceGone
from models.cases.evidence import Evidence
from models.cases.evidence_copy import EvidenceCopy, copy_for_staff, copy_to_hand_out
from models.casework.looks import PIECE, note_look
from models.desk.blackening import draw_boxes, may_be_drawn_on
from models.desk.errors import BoxesUnreadable
from models.desk.originals import ask_original, may_open_original, original_of, reason_given
from models.desk.whole_case import WholeCase, case_by_number, read_whole_case

PIECE_PATH = f"{PATH}/evidence/{{piece}}"
SHOWN_IN_PLACE = ("image/", "audio/", "video/", "text/plain", "application/pdf")
SHUT = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; "
    "object-src 'self'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    **PRIVATE,
}
"""A stranger's file may do nothing in our name."""
MOST_PIECES = 99_999
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def piece_of(desk: Desk) -> int:
    """The number of the piece in the path. Raises EvidenceGone."""
    number = number_in(str(desk.request.path_params["piece"]), MOST_PIECES)
    if number is None:
        raise EvidenceGone
    return number


async def show(desk: Desk) -> Response:
    """The viewer of one piece, as a page, or as a part of the case's page."""
    whole = await read_whole_case(desk.session, number_of(desk), desk.staff, city=desk.city, now=desk.now)
    shown = await _shown(desk, whole, piece_of(desk))
    if desk.request.headers.get("HX-Request"):
        return desk.fragment("case/case_piece.html", **shown)
    return desk.page(
        "case/case_piece_page.html", title=shown["title"], **{k: v for k, v in shown.items() if k != "title"}
    )


async def _shown(desk: Desk, whole: WholeCase, number: int) -> dict[str, Any]:
    piece = next((each for each in whole.pieces if each.number == number), None)
    if piece is None:
        raise EvidenceGone
    openable = [each.number for each in whole.pieces if piece_line(desk.words, whole, each).opens]
    place = openable.index(number) if number in openable else 0
    drawn = whole.drawn.get(piece.id)
    return {
        "title": desk.words("staff-piece", number=whole.case.number, piece=str(number)),
        "piece": piece_line(desk.words, whole, piece),
        "kind": _kind(piece),
        "path": f"{path_of(whole.case)}/evidence/{number}",
        "back": path_of(whole.case),
        "before": openable[place - 1] if place else None,
        "after": openable[place + 1] if place + 1 < len(openable) else None,
        "original": await may_open_original(desk.session, whole.case, piece),
        "reason": await reason_given(desk.session, whole.case.id, desk.staff, number, now=desk.now),
        "drawable": may_be_drawn_on(piece),
        "boxes": json.dumps([list(each) for each in drawn.drawn] if drawn is not None else []),
    }


def _kind(piece: Evidence) -> str:
    """How the piece is shown: image, audio, video, text, or file."""
    kind = str(piece.media_type or "").partition("/")[0]
    return kind if kind in ("image", "audio", "video", "text") else "file"


async def copy(desk: Desk) -> Response:
    """The clean copy of a piece; the look is noted."""
    case, number = await _case(desk), piece_of(desk)
    found = await copy_for_staff(desk.session, case, number)
    await note_look(desk.session, case.id, desk.staff, f"{PIECE}{number}", now=desk.now)
    return piece_file(desk, found)


async def blackened(desk: Desk) -> Response:
    """The copy that may be handed out."""
    case, number = await _case(desk), piece_of(desk)
    await note_look(desk.session, case.id, desk.staff, f"{PIECE}{number}", now=desk.now)
    return piece_file(desk, await copy_to_hand_out(desk.session, case, number))


async def original(desk: Desk) -> Response:
    """The piece as it came, for somebody who has said why."""
    case = await _case(desk)
    found = await original_of(desk.session, case.id, desk.staff, piece_of(desk), city=desk.city, now=desk.now)
    return piece_file(desk, found)


async def _case(desk: Desk) -> Case:
    return await case_by_number(desk.session, number_of(desk), desk.staff, city=desk.city)


def piece_file(desk: Desk, found: EvidenceCopy) -> Response:
    """The bytes of a piece, as a file that can do nothing in our name; a part of them, if a player asks for one."""
    in_place = found.media_type.startswith(SHOWN_IN_PLACE)
    media_type = "text/plain; charset=utf-8" if found.media_type == "text/plain" else found.media_type
    disposition = f'{"inline" if in_place else "attachment"}; filename="{found.name}"'
    headers = {**SHUT, "Content-Disposition": disposition, "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(desk.request.headers.get("Range", ""))
    first = int(asked[1]) if asked else 0
    if asked is None or first >= len(found.content) or int(asked[2] or first) < first:
        return Response(found.content, media_type=media_type, headers=headers)
    last = min(int(asked[2] or len(found.content)), len(found.content) - 1)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(found.content)}"
    return Response(found.content[first : last + 1], 206, headers, media_type)


async def why(desk: Desk) -> Done:
    """Notes why the original is opened; the viewer then leads to it."""
    case, number = await _case(desk), piece_of(desk)
    reason = desk.entered.get("reason", "")
    await ask_original(desk.session, case.id, desk.staff, number, reason, city=desk.city, now=desk.now)
    return Done(f"{path_of(case)}/evidence/{number}", "case-original")


async def draw(desk: Desk) -> Done:
    """Keeps the boxes that were drawn on a picture."""
    case, number = await _case(desk), piece_of(desk)
    try:
        boxes = json.loads(desk.entered.get("boxes", "") or "[]")
    except ValueError as error:
        raise BoxesUnreadable from error
    if not isinstance(boxes, list) or not all(isinstance(each, list) for each in boxes):
        raise BoxesUnreadable
    await draw_boxes(desk.session, case.id, desk.staff, number, boxes, city=desk.city, now=desk.now)
    return Done(f"{path_of(case)}/evidence/{number}", "case-drawn" if boxes else "case-drawn-none")


PAGES: tuple[Page | Press, ...] = (
    Page(PIECE_PATH, show),
    Page(f"{PIECE_PATH}/file", copy, writes=True),
    Page(f"{PIECE_PATH}/blackened", blackened, writes=True),
    Page(f"{PIECE_PATH}/original", original),
    Press(f"{PIECE_PATH}/original", why, show),
    Press(f"{PIECE_PATH}/boxes", draw, show),
)
