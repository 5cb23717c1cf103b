"""Who is to be seen in a picture is found, and what has no face and is no avatar is not.

`tests/data/face.jpg` is cut out of NASA's portrait of Eileen Collins, which is in the public domain.
"""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

from models.foreign_files.box import Box
from models.foreign_files.people import PeopleFinder, avatars_in
from models.pictures.page import Page
from models.pictures.traces import Trace, kinds_of, traces_on
from tests.models.pictures.pages import read_as

FACE = Path(__file__).parents[2] / "data" / "face.jpg"
WIDTH, HEIGHT = 720, 1000
SAID = ("站长：今天必须补上", "我没有超时", "好的知道了")
Corners = Sequence[Sequence[int]]


@pytest.fixture(scope="module")
def people() -> PeopleFinder:
    return PeopleFinder()


def a_landscape() -> Image.Image:
    """Sky, hills and a sun: many colours, and nobody."""
    picture = Image.linear_gradient("L").resize((200, 200))
    sky = Image.merge("RGB", (picture, picture.rotate(90), Image.new("L", (200, 200), 200)))
    ImageDraw.Draw(sky).ellipse((120, 20, 170, 70), fill="orange")
    return sky


def a_silhouette() -> Image.Image:
    """What an app shows of people who chose no picture."""
    picture = Image.new("RGB", (200, 200), "#c8cdd3")
    pencil = ImageDraw.Draw(picture)
    pencil.ellipse((65, 35, 135, 105), fill="white")
    pencil.ellipse((30, 120, 170, 260), fill="white")
    return picture


def a_chat(
    avatar: Image.Image | None, *, side: int = 90, ground: str = "#ededed", is_round: bool = False
) -> tuple[Image.Image, list[Corners]]:
    """A page of a chat, with an avatar beside each bubble, and the corners of its lines."""
    page, font = Image.new("RGB", (WIDTH, HEIGHT), ground), ImageFont.truetype(sans_path(), 28)
    pencil, lines = ImageDraw.Draw(page), []
    for number, said in enumerate(SAID):
        wide, top, mine = round(pencil.textlength(said, font=font)), 150 + 200 * number, number == 1
        at = WIDTH - 20 - side if mine else 20
        begins = at - 40 - wide if mine else at + side + 40
        pencil.rounded_rectangle(
            (begins - 20, top, begins + wide + 20, top + 76), 12, fill="#95ec69" if mine else "white"
        )
        pencil.text((begins, top + 18), said, font=font, fill="black")
        lines.append([[begins, top + 18], [begins + wide, top + 18], [begins + wide, top + 54], [begins, top + 54]])
        if avatar is not None:
            mask = Image.new("L", (side, side), 0 if is_round else 255)
            if is_round:
                ImageDraw.Draw(mask).ellipse((0, 0, side - 1, side - 1), fill=255)
            page.paste(avatar.resize((side, side)), (at, top), mask)
    return page, lines


def around(box: Box) -> tuple[int, ...]:
    return tuple(round(share * size) for share, size in zip(box, (WIDTH, HEIGHT, WIDTH, HEIGHT), strict=True))


@pytest.mark.parametrize("size", [60, 120, 400])
def test_a_face_is_found_where_it_is(people: PeopleFinder, size: int) -> None:
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    page.paste(Image.open(FACE).resize((size, size)), (200, 300))
    (face,) = people.faces_in(page)
    left, top, right, bottom = around(face)
    assert 200 <= (left + right) / 2 <= 200 + size
    assert 300 <= (top + bottom) / 2 <= 300 + size
    assert right - left >= size / 2


@pytest.mark.parametrize("avatar", [a_landscape(), a_silhouette(), None])
def test_where_nobody_looks_out_no_face_is_found(people: PeopleFinder, avatar: Image.Image | None) -> None:
    assert people.faces_in(a_chat(avatar)[0]) == []


@pytest.mark.parametrize("is_round", [False, True])
@pytest.mark.parametrize("ground", ["#ededed", "white", "#111111"])
@pytest.mark.parametrize("side", [60, 90, 130])
def test_the_small_pictures_beside_lines_are_avatars(side: int, ground: str, is_round: bool) -> None:
    page, lines = a_chat(a_landscape(), side=side, ground=ground, is_round=is_round)
    found = sorted(around(each)[1] for each in avatars_in(page, lines))
    assert found == pytest.approx([150, 350, 550], abs=4)


def test_signs_and_pictures_elsewhere_are_no_avatars() -> None:
    assert avatars_in(*a_chat(None)) == []
    assert avatars_in(*a_chat(a_silhouette())) == [], "it shows nobody"
    page, lines = a_chat(None)
    page.paste(a_landscape(), (250, 760))
    assert avatars_in(page, lines) == [], "it stands beside no line"
    page.paste(a_landscape().resize((500, 90)), (20, 150))
    assert avatars_in(page, lines) == [], "it is no square"


def test_faces_and_avatars_are_traces_like_others() -> None:
    read = read_as(("骑手姓名", "李四"))
    assert kinds_of(traces_on(Page.of(read))) == [Trace.NAME], "older readings know of no faces"
    seen = {**read, "faces": [[0.1, 0.2, 0.3, 0.4]], "avatars": [[0.0, 0.5, 0.1, 0.6]]}
    found = traces_on(Page.of(seen))
    assert kinds_of(found) == [Trace.NAME, Trace.FACE, Trace.AVATAR]
    assert {each.box for each in found} >= {(0.1, 0.2, 0.3, 0.4), (0.0, 0.5, 0.1, 0.6)}


async def test_the_engines_process_finds_them_beside_the_text() -> None:
    from bot.picture_reader import PictureReader

    page, _ = a_chat(Image.open(FACE))
    out = io.BytesIO()
    page.save(out, "PNG")
    reader = PictureReader()
    try:
        read = await reader.lines_of(out.getvalue())
    finally:
        await reader.close()
    assert "我没有超时" in Page.of(read).text
    assert len(read["faces"]) == len(read["avatars"]) == len(SAID)
