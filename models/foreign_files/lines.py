"""Read the lines of text in a picture: their words, where they stand, and how sure that is; and find who is to be seen.

The models of PP-OCRv6 come with the wheel; nothing is downloaded. https://github.com/RapidAI/RapidOCR
"""

import json
from typing import Any

from PIL import Image

from models.foreign_files.people import PeopleFinder, avatars_in
from models.foreign_files.picture import upright

NARROW, LONG = 720, 1280
"""Pixels. A picture is scaled down until it is LONG at most; of a long screenshot the width may stay NARROW, so that
its letters stay legible."""
LONGEST = 4000
"""Pixels; what is longer is scaled down all the same."""
LEAST_SURE = 0.5
"""Lines that were read less surely are left out."""


class LineReader:
    """The engine, loaded once: it takes a second and half a gigabyte."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._people = PeopleFinder()
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": LEAST_SURE,
                "Global.use_cls": False,  # `upright` has turned it
                "Global.max_side_len": LONGEST,
                "Det.limit_type": "max",
                "Det.limit_side_len": LONGEST,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines_of(self, content: bytes) -> bytes:
        """JSON: `size`, the width and height in pixels; `lines`, each the text, how surely it was read (0 to 1) and its
        four corners; `faces` and `avatars`, each the part of the picture (box.py). Raises Unreadable, and Pillow's
        errors for a file that is no picture."""
        picture = _scaled(upright(content)[0])
        read = self._engine(picture)
        lines = [
            [text, round(float(score), 3), [[round(float(x)), round(float(y))] for x, y in corners]]
            for text, score, corners in zip(read.txts or (), read.scores or (), _corners(read.boxes), strict=True)
        ]
        seen = {
            "faces": self._people.faces_in(picture),
            "avatars": avatars_in(picture, [corners for _, _, corners in lines]),
        }
        return json.dumps({"size": picture.size, "lines": lines, **seen}, ensure_ascii=False).encode()


def _corners(boxes: Any) -> Any:
    return () if boxes is None else boxes


def _scaled(picture: Image.Image) -> Image.Image:
    """The picture on white, as large as can be read soon enough."""
    if picture.mode == "RGBA":
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white
    short, long = sorted(picture.size)
    scale = min(1.0, max(LONG / long, NARROW / 1.25 / short), LONGEST / long)
    if scale < 1:
        picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    return picture.convert("RGB")
